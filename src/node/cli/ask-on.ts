import { createInterface } from 'node:readline';
import { showInvisibleInLines } from '../../engine/text/show-invisible';

/** Asks for a line on these streams. `undefined` where the input ends, or the command is interrupted. */
export function askOn(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  signal: AbortSignal,
): (prompt: string) => Promise<string | undefined> {
  return (prompt) =>
    new Promise((resolve) => {
      const lines = createInterface({ input, output });
      const stop = (): void => lines.close();
      signal.addEventListener('abort', stop, { once: true });
      lines.once('line', (line) => {
        resolve(line);
        lines.close();
      });
      lines.once('close', () => {
        signal.removeEventListener('abort', stop);
        resolve(undefined);
      });
      lines.setPrompt(showInvisibleInLines(prompt));
      lines.prompt();
    });
}
