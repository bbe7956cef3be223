import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { doublingTool, libraryOf } from '../unit/cli/doubling-tool';
import { measured, type Measured } from './command';
import { difference, snapshot } from './snapshot';
import { makeOutside, type Outside } from './things';

/** Where a hostile repository lies, with what it may reach for beside it. */
export interface Ground {
  /** The hostile repository. */
  readonly repository: string;
  readonly outside: Outside;
  /** A library of the person's own, with the one tool `double-numbers`, approved. */
  readonly library: string;
  /** Runs a command in the repository, or in `cwd`. */
  run(args: readonly string[], cwd?: string): Promise<Measured>;
  /** What has changed beside the repository since the last time; the state folder's own files are left out. */
  changes(): Promise<readonly string[]>;
  dispose(): Promise<void>;
}

/** Makes a ground; `limit`: what a command has before it is ended, in milliseconds. */
export async function makeGround(command: string, limit: number): Promise<Ground> {
  // A short path: that of a socket may have a hundred characters.
  const base = await mkdtemp(join(tmpdir(), 'h-'));
  const [repository, home] = [join(base, 'r'), join(base, 'home')];
  await mkdir(repository);
  await mkdir(home);
  await writeFile(join(home, '.profile'), 'export A=1\n');
  const outside = await makeOutside(join(base, 'outside'));
  const library = await libraryOf(join(base, 'own'), [doublingTool()]);
  const env = { PATH: process.env['PATH'] ?? '', HOME: home, XDG_STATE_HOME: join(base, 'own', 'state') };
  const watched = [outside.folder, home, library];
  const seen = async (): Promise<readonly string[]> => (await Promise.all(watched.map(snapshot))).flat();
  let before = await seen();
  return {
    repository,
    outside,
    library,
    run: (args, cwd = repository) => measured(command, args, { cwd, env }, limit),
    changes: async () => {
      const now = await seen();
      const found = difference(before, now);
      before = now;
      return found;
    },
    dispose: () => rm(base, { recursive: true, force: true }),
  };
}
