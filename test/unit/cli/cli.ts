import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { after } from 'node:test';
import { runCommandLine } from '../../../src/node/cli/run';
import { builtSynthesisWorker, builtWorker } from '../../sandbox/built-sandbox';
import { buildCommand, type Ran } from './built-command';

export { ended, type Ran } from './built-command';
export { doublingCode, doublingTool, libraryOf, proposal } from './doubling-tool';

const folders: string[] = [];
// At the top level: registered in a hook, it would run when that hook is over.
after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

/** A new folder, removed when the test file is over. */
export async function workFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'toolsmith-cli-'));
  folders.push(folder);
  return folder;
}

/** Writes a file and returns its path. */
export async function file(folder: string, name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  return path;
}

async function builtWorkers(): Promise<{ readonly workerPath: string }> {
  await builtSynthesisWorker();
  return builtWorker();
}

let worker: Promise<{ readonly workerPath: string }> | undefined;

/** A command run in this process, with `folder` for its state and nothing of this machine's environment. */
export async function run(
  folder: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  signal: AbortSignal = new AbortController().signal,
  onErr?: (text: string) => void,
  /** What is on standard input; none: a terminal. */
  input?: string,
): Promise<Ran> {
  const { workerPath } = await (worker ??= builtWorkers());
  let out = '';
  let err = '';
  const terminal = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
      onErr?.(text);
    },
  };
  const code = await runCommandLine(
    args,
    {
      environment: { XDG_STATE_HOME: join(folder, 'state'), LOCALAPPDATA: join(folder, 'state'), ...environment },
      terminal,
      signal,
      input: Object.assign(Readable.from(input === undefined ? [] : [Buffer.from(input)]), {
        isTTY: input === undefined,
      }),
      distFolder: dirname(workerPath),
    },
    '1.2.3',
  );
  return { code, out, err };
}

/** A line of JSON each. */
export function objects(text: string): readonly Readonly<Record<string, unknown>>[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
}

let built: Promise<string> | undefined;

/** The command line as the build bundles it, in a folder of its own: the tree's `dist` may be in use, or old. */
export function builtCommand(): Promise<string> {
  return (built ??= workFolder().then(buildCommand));
}

/** Starts the bundled command as a process. */
export async function start(
  folder: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<ChildProcess> {
  const command = await builtCommand();
  return spawn(process.execPath, [command, ...args], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      XDG_STATE_HOME: join(folder, 'state'),
      LOCALAPPDATA: join(folder, 'state'),
      ...environment,
    },
  });
}
