import { createHash } from 'node:crypto';

/** The hash of a text, which may come in pieces, as hexadecimal digits. */
export function sha256(pieces: Iterable<string>): string {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
}
