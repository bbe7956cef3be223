import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

/** What a command did, and what it took. */
export interface Measured {
  /** `null`: it was ended, since it did not end. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  readonly milliseconds: number;
  /** Of the processors, in milliseconds; with what it held at most, `null` where it was ended. */
  readonly cpu: number | null;
  readonly megabytes: number | null;
}

/** The most of an output that is kept. */
const longestOutput = 1_000_000;

/** Runs the bundled command as a process of its own, which has `limit` milliseconds and nothing on standard input. */
export function measured(
  command: string,
  args: readonly string[],
  place: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
  limit: number,
): Promise<Measured> {
  const start = performance.now();
  const child = spawn(process.execPath, ['--require', resolve('test/hostile/measure.cjs'), command, ...args], {
    cwd: place.cwd,
    env: place.env,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const texts = ['', '', ''];
  [child.stdout, child.stderr, child.stdio[3]].forEach((stream, at) => {
    if (stream && 'setEncoding' in stream)
      stream.setEncoding('utf8').on('data', (text: string) => {
        if ((texts[at] ?? '').length < longestOutput) texts[at] = (texts[at] ?? '') + text;
      });
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), limit);
  return new Promise((settle, fail) => {
    child.on('error', fail);
    child.on('close', (code) => {
      clearTimeout(timer);
      const [out = '', err = '', took = ''] = texts;
      const { cpu = null, megabytes = null } = (took === '' ? {} : JSON.parse(took)) as Partial<Measured>;
      settle({ code, out, err, milliseconds: performance.now() - start, cpu, megabytes });
    });
  });
}
