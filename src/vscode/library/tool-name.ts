import { showInvisible } from '../../engine/text/show-invisible';

/** Why a tool cannot have a name that a person typed; `undefined` where it can. */
export function nameError(text: string): string | undefined {
  const name = text.trim();
  if (name === '') return 'A tool needs a name.';
  if (name.length > 80) return `At most 80 characters: this has ${name.length}.`;
  const shown = showInvisible(name);
  // They make two names look alike. A joiner in an emoji counts too: such a name is typed without it as well.
  return shown === name ? undefined : `There is an invisible character in it: ${shown}`;
}
