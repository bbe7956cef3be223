import { mkdir, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { outdir } from './built-sandbox';

/** A worker that is not the sandbox's: it fails in ways in which the real one hardly can be made to. */
export async function falseWorker(name: string, start: string): Promise<string> {
  const path = resolve(outdir, `${name}.js`);
  await mkdir(outdir, { recursive: true });
  await writeFile(
    path,
    `const { parentPort } = require('node:worker_threads');
    const done = (id, value) => parentPort.postMessage({ kind: 'told', id, outcomes: [{ read: null, last: 'solve', milliseconds: 0, outcome: { kind: 'value', json: JSON.stringify(value) } }] });
    const ready = () => parentPort.postMessage({ kind: 'ready', start: { engine: 'snapshot' } });
    const ways = {
      throw: () => { throw new Error('broken'); },
      exit: () => process.exit(3),
      heap: () => { const all = []; for (;;) all.push({ a: all.length, b: [all.length] }); },
      silent: () => {},
      host: (id) => done(id, [Object.keys(process.env), process.argv.slice(2), process.execArgv]),
    };
    // Of what it is told first, whether its engine is known, it makes nothing.
    const onTask = (listener) => {
      parentPort.removeAllListeners('message');
      parentPort.on('message', (order) => { if (order.kind !== 'begin') listener(order); });
    };
    onTask(({ id, code }) => (ways[code] ?? (() => done(id, 1)))(id));
    ${start}`,
  );
  return path;
}
