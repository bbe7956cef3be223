/** The servers that may be asked, as a team set them: host names with or without a port; `null` where any may. */
export type AllowedHosts = readonly string[] | null;

/** What stands for a model by hand in the list: its prompts go to the clipboard, and from there anywhere. */
export const clipboardHost = 'clipboard';

/** What stands for the editor's own models in the list. */
export const editorEntry = 'editor';

/** What stands for recorded replies in the list; nothing is sent to them. */
export const recordingsHost = 'recordings';

/**
 * The list's entry of a host, lower-case and trimmed; whole URLs are understood too. `undefined` for what names none.
 */
export function hostEntry(text: string): string | undefined {
  const entry = text.trim().toLowerCase();
  if (entry === '') return undefined;
  return /^https?:\/\//.test(entry) && URL.canParse(entry) ? new URL(entry).host : entry;
}

/**
 * Why nothing may be sent to a host (`name` or `name:port`), a sentence or two that name the list; `undefined` where
 * it may.
 */
export function hostProblem(host: string, allowed: AllowedHosts, listName: string): string | undefined {
  if (allowed === null) return undefined;
  const wanted = host.toLowerCase();
  // An entry without a port is for all ports of the host. Brackets of an IPv6 address have colons of their own.
  const name = wanted.replace(/:\d+$/, '');
  if (allowed.some((entry) => entry === wanted || entry === name)) return undefined;
  if (allowed.length === 0) return `No models are allowed here: ${listName} names none. Tools work without.`;
  // Of a line in a quick pick some 85 characters are in sight: the remedy stands within them, the list at the end.
  return `${host} is not in ${listName}. Ask whoever set it, or choose one of: ${allowed.join(', ')}.`;
}
