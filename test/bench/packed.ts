import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Bench } from './harness/row';

/** Packs the build into the VSIX that ships, and returns its path. */
export async function packedExtension({ projectFolder, peers }: Bench): Promise<string> {
  const vsix = join(peers, 'toolsmith.vsix');
  await promisify(execFile)(process.execPath, [join(projectFolder, 'scripts', 'package.mjs'), vsix]);
  return vsix;
}
