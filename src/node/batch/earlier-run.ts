import { readdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';

/** What runs of earlier versions kept beside an output, behind its name. */
const endings = /^\.part(?:\.json|\.answers|\.failed|\.lock-[^/\\]*)?$/;

/**
 * What is to be said of files beside an output in which an earlier version would have kept its run; `undefined` where
 * there are none. They may be anyone's: nothing is read of them, written to them or deleted.
 */
export async function saidOfEarlierRun(output: string): Promise<string | undefined> {
  const name = basename(output);
  const names = (await readdir(dirname(output)).catch((): string[] => []))
    .filter((one) => one.startsWith(name) && endings.test(one.slice(name.length)))
    .sort();
  if (names.length === 0) return undefined;
  return `Beside ${output} lies what an earlier version kept of a run: ${names.join(', ')}. It is not gone on with, and these files are left as they are; delete them where you do not need them.`;
}
