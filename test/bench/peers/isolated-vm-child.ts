/**
 * Measures isolated-vm in a process of its own, which needs an option of Node's, and times the calls right where they
 * are made.
 */
import { createRequire } from 'node:module';
import { peerLimit, type PeerTool } from './drivers';

/** What is used of isolated-vm, which is no dependency of the project. */
interface IsolatedVm {
  readonly Isolate: new (options: { readonly memoryLimit: number }) => Isolate;
}
interface Isolate {
  createContextSync(): {
    evalSync(code: string, options: { readonly reference: true; readonly timeout: number }): Reference;
  };
  dispose(): void;
}
interface Reference {
  applySync(receiver: undefined, args: readonly [string], options: { readonly timeout: number }): unknown;
}

/** What is asked of this process: so many calls, each in an isolate of its own or all in one that is kept. */
export interface IsolateRequest {
  readonly isolates: 'fresh' | 'kept';
  readonly times: number;
  readonly json: string;
}

/** The milliseconds of each call, and what the last one gave. */
export interface IsolateReply {
  readonly milliseconds: readonly number[];
  readonly output: string;
}

const [, , installed = '', toolJson = ''] = process.argv;
const { Isolate } = createRequire(installed)('isolated-vm') as IsolatedVm;
const { code, driver } = JSON.parse(toolJson) as PeerTool;

function load(): { readonly isolate: Isolate; readonly call: (json: string) => string } {
  const isolate = new Isolate({ memoryLimit: 64 });
  const tool = isolate.createContextSync().evalSync(`${code}\n;${driver}`, { reference: true, timeout: peerLimit });
  return { isolate, call: (json) => String(tool.applySync(undefined, [json], { timeout: peerLimit })) };
}

const kept = load();

process.on('message', ({ isolates, times, json }: IsolateRequest) => {
  const milliseconds: number[] = [];
  let output = '';
  for (let time = 0; time < times; time += 1) {
    const start = performance.now();
    if (isolates === 'kept') output = kept.call(json);
    else {
      const { isolate, call } = load();
      output = call(json);
      isolate.dispose();
    }
    milliseconds.push(performance.now() - start);
  }
  process.send?.({ milliseconds, output } satisfies IsolateReply);
});
process.send?.('ready');
