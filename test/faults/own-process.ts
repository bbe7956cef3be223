import { spawn } from 'node:child_process';
import { join } from 'node:path';

/**
 * Runs a test file once more, in a process with this environment, for what is settled when Node starts; all that it
 * printed.
 */
export function inOwnProcess(file: string, environment: Readonly<Record<string, string>>): Promise<string> {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'NODE_TEST_CONTEXT'));
  const child = spawn(process.execPath, [join(import.meta.dirname, file)], {
    env: { ...inherited, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => (text += part));
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.once('close', () => done(text));
  });
}
