import { join } from 'node:path';
import { createRuns, type Runs } from '../../../src/node/batch/runs';
import { temporaryFolder, type Ending } from '../store/temporary-folder';

/** Runs that are kept in a folder of a test's own, gone after it. */
export async function temporaryRuns(context: Ending): Promise<Runs> {
  return createRuns(join(await temporaryFolder(context), 'runs'), () => new Date());
}
