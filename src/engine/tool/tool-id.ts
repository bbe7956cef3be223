/** What an id looks like: safe as a folder's name on every file system, device names of Windows left out. */
export const toolIdPattern = /^(?!(?:con|prn|aux|nul|com\d|lpt\d)$)[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?$/;

/** An id for a tool, after its name: unique among `taken`, never empty, whatever script the name is in. */
export function newToolId(name: string, taken: ReadonlySet<string>): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, 40)
    .replace(/-$/, '');
  const base = plain === '' ? 'tool' : toolIdPattern.test(plain) ? plain : `tool-${plain}`;
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(id)) return id;
  }
}
