import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { withFileLock } from './file-lock';
import type { PlainFolder } from './plain-folder';
import { readLimited } from './read-limited';
import { StoreError } from './store-error';

/**
 * The secret of this machine in a folder that is the owner's alone: of chance, made where there is none, and the same
 * ever after. It is sent nowhere. Throws `StoreError`.
 */
export async function machineSecret(folder: PlainFolder): Promise<string> {
  const path = join(folder.path, 'secret');
  const make = async (): Promise<string> => {
    const standing = await secretAt(path);
    if (standing !== undefined) return standing;
    const secret = randomBytes(32).toString('hex');
    await folder.replace(path, secret);
    return secret;
  };
  // Of two that find none, the later takes what the earlier made.
  return (await secretAt(path)) ?? withFileLock(path, make);
}

/** `undefined` where there is none, or a damaged one. */
async function secretAt(path: string): Promise<string | undefined> {
  const read = await readLimited(path, 1_000);
  if (read.kind === 'text') return /^[0-9a-f]{64}$/.test(read.text) ? read.text : undefined;
  if (read.reason === 'is missing') return undefined;
  throw new StoreError(`The secret of this machine, ${path}, ${read.reason}. Move it away: another one is made then.`);
}
