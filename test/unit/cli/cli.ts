import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after } from 'node:test';
import { createLibrary } from '../../../src/engine/library/library';
import type { Tool } from '../../../src/engine/tool/tool';
import { runCommandLine } from '../../../src/node/cli/run';
import { createApprovalFolder } from '../../../src/node/store/approval-file';
import { createFileToolStore } from '../../../src/node/store/file-tool-store';
import { builtWorker } from '../../sandbox/built-sandbox';
import { memoryBook, sha256 } from '../library/sample-tool';

/** What a command did. */
export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

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

let worker: Promise<{ readonly workerPath: string }> | undefined;

/** A command run in this process, with `folder` for its state and nothing of this machine's environment. */
export async function run(
  folder: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  signal: AbortSignal = new AbortController().signal,
  onErr?: (text: string) => void,
): Promise<Ran> {
  const { workerPath } = await (worker ??= builtWorker());
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
  return (built ??= build());
}

async function build(): Promise<string> {
  const folder = await workFolder();
  // The build reads and writes below the folder it runs in.
  for (const name of ['src', 'node_modules', 'webview', 'scripts', 'package.json'])
    await symlink(resolve(name), join(folder, name), 'junction');
  const ran = await ended(spawn(process.execPath, [resolve('build.mjs')], { cwd: folder }));
  if (ran.code !== 0) throw new Error(`the build failed: ${ran.err}`);
  return join(folder, 'dist', 'cli.js');
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

/** Waits for a process, giving it `input` on standard input. */
export function ended(child: ChildProcess, input = ''): Promise<Ran> {
  let out = '';
  let err = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (err += text));
  child.stdin?.end(input);
  return new Promise((settle, fail) => {
    child.on('error', fail);
    child.on('close', (code) => settle({ code, out, err }));
  });
}

const usage = {
  promptTokens: 900,
  completionTokens: 300,
  cachedTokens: 0,
  reasoningTokens: 0,
  source: 'reported',
} as const;

/** A tool that doubles: `double 3` is `6`; for `double 13` it has no answer, and `double 666` makes it throw. */
export function doublingTool(changes: Partial<Tool> = {}): Tool {
  return {
    id: 'double-numbers',
    name: 'Double numbers',
    description: 'Doubles a whole number.',
    argumentsSchema: {
      type: 'object',
      properties: { number: { type: 'integer' } },
      required: ['number'],
      additionalProperties: false,
    },
    notation: { kind: 'arrows', arrow: '=>' },
    demonstrations: [{ problem: 'double 3', arguments: { number: 3 } }],
    examples: [
      { problem: 'double 3', answer: '6', seen: 'shown' },
      { problem: 'double 21', answer: '42', seen: 'heldOut' },
    ],
    reader: 'parser',
    stage: 'tool',
    hint: null,
    versions: [
      {
        number: 1,
        createdAt: '2026-01-01T10:00:00.000Z',
        origin: { model: 'strong', host: 'models.example', prompts: '1', tries: 1, usage, cost: 0.0123 },
      },
    ],
    code: doublingCode,
    ...changes,
  };
}

export const doublingCode = `function parse(problem) {
  const match = /^double (-?\\d{1,9})$/.exec(problem);
  return match ? { number: Number(match[1]) } : null;
}
function solve({ number }) {
  if (number === 666) throw new Error('beast\\u001b[31m');
  return number === 13 ? null : String(2 * number);
}
`;

/** What a strong model would reply with this code. */
export function proposal(code: string, name = 'Double numbers'): string {
  const { description, argumentsSchema } = doublingTool();
  return `\`\`\`json\n${JSON.stringify({ name, description, schema: argumentsSchema, demonstrations: [{ number: 3 }] })}\n\`\`\`\n\`\`\`js\n${code}\`\`\`\n`;
}

/** A library of these tools in `folder`, made there; returns its path. */
export async function libraryOf(folder: string, tools: readonly Tool[]): Promise<string> {
  const path = join(folder, 'library');
  const now = (): Date => new Date('2026-01-01T10:00:00Z');
  const approvals = createApprovalFolder(join(folder, 'state', 'toolsmith', 'approved'));
  const library = createLibrary({
    stores: new Map([['folder', createFileToolStore(path, now)]]),
    verifications: memoryBook(),
    approvals,
    digest: sha256,
    now,
  });
  for (const tool of tools) await library.save(tool, 'folder');
  return path;
}
