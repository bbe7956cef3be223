/** Names that some file systems keep for devices. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/;

/** What an id looks like: safe as a folder's name on every file system. */
export const toolIdPattern = /^[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?$/;

/** An id for a tool, after its name: unique among `taken`, never empty, whatever script the name is in. */
export function newToolId(name: string, taken: ReadonlySet<string>): string {
  const plain = name.normalize('NFKD').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 40).replace(/-+$/, '');
  const base = plain === '' || reserved.test(plain) ? `tool${plain === '' ? '' : `-${plain}`}` : plain;
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(id)) return id;
  }
}
