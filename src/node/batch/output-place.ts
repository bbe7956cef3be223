import { access, constants } from 'node:fs/promises';
import { dirname } from 'node:path';
import { namedFile } from '../store/named-file';
import { openToRead, temporaryName, type WrittenFile } from '../store/plain-folder';
import { refuseLinkedSteps, refuseOtherThanFile } from '../store/refusals';
import { StoreError, storeError, systemCode } from '../store/store-error';
import type { Checkpoint } from './checkpoint';
import type { Run } from './runs';

/** Bytes that are copied at once. */
const blockBytes = 1_048_576;

/** The file that lists the rows of an output that have no answer: JSON Lines of `FailedRow`. */
export function failuresOf(output: string): string {
  return `${output}.failed.jsonl`;
}

/**
 * Throws `StoreError` where an output or the list of its failures could not be written: told after the work, the rows
 * would have been answered for nothing. Writes nothing.
 */
export async function checkPlace(output: string): Promise<void> {
  for (const named of [output, failuresOf(output)]) {
    const { path, folder } = await namedFile(named);
    await refuseLinkedSteps(folder.path, dirname(path));
    await refuseOtherThanFile(path);
    await access(folder.path, constants.W_OK).catch((error: unknown) => {
      throw storeError(path, error);
    });
  }
}

/**
 * Gives a run's answers their name, and the list of what has none: each is written whole beside its place first, under
 * a name with the token. Throws `StoreError`, and the run can be gone on with.
 */
export async function writeOutput(
  output: string,
  run: Run,
  { failureBytes }: Checkpoint,
  token: string,
  whole: { readonly path: string; readonly bytes: number },
): Promise<void> {
  const [answers, failures] = [await namedFile(output), await namedFile(failuresOf(output))];
  const written: WrittenFile[] = [];
  try {
    if (failureBytes > 0)
      written.push(await failures.folder.write(failures.path, blocksOf(run.failures, failureBytes), token));
    written.push(await answers.folder.write(answers.path, blocksOf(whole.path, whole.bytes), token));
    for (const file of written) await file.name();
    if (failureBytes > 0) return;
    await refuseOtherThanFile(failures.path);
    await failures.folder.remove(failures.path);
  } catch (error) {
    for (const file of written) await file.discard();
    throw error;
  }
}

/** Removes what a killed run left beside its output. */
export async function removeUnnamed(output: string, token: string): Promise<void> {
  for (const named of [output, failuresOf(output)]) {
    const { path, folder } = await namedFile(named);
    await folder.remove(temporaryName(path, token));
  }
}

/** So many bytes of a file, as they come. Throws `StoreError` where it is gone or shorter. */
async function* blocksOf(path: string, bytes: number): AsyncGenerator<Uint8Array> {
  const gone = new StoreError('What was kept of this run was deleted meanwhile. Apply the tool to the file again.');
  const file = await openToRead(path).catch((error: unknown) => {
    throw systemCode(error) === 'ENOENT' ? gone : storeError(path, error);
  });
  try {
    for (let at = 0; at < bytes;) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(blockBytes, bytes - at)), 0, undefined, at);
      if (bytesRead === 0) throw gone;
      yield buffer.subarray(0, bytesRead);
      at += bytesRead;
    }
  } finally {
    await file.close();
  }
}
