import { spawn, type ChildProcess } from 'node:child_process';
import { symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** What a command did. */
export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Builds the command line in a folder, and returns its path. */
export async function buildCommand(folder: string): Promise<string> {
  // The build reads and writes below the folder it runs in.
  for (const name of ['src', 'node_modules', 'webview', 'scripts', 'demo', 'package.json'])
    await symlink(resolve(name), join(folder, name), 'junction');
  const built = await ended(spawn(process.execPath, [resolve('build.mjs')], { cwd: folder }));
  if (built.code !== 0) throw new Error(`the build failed: ${built.err}`);
  return join(folder, 'dist', 'cli.js');
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
