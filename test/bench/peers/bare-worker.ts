/** The least that a first answer can take: a worker that imports the package, starts the engine and evaluates `1+1`. */
import { parentPort } from 'node:worker_threads';
import { getQuickJS } from 'quickjs-emscripten';

void getQuickJS().then((quickjs) => parentPort?.postMessage(quickjs.evalCode('1+1')));
