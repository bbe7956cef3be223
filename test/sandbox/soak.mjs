/**
 * `npm run soak [-- CALLS]`: a million calls of mixed tools through the snapshot engine, honest ones and ones that
 * throw, poison, hoard and loop. Each outcome is compared with that of a fresh context, and the memory of the process
 * must stay flat. Ends with one line `N passed, N failed`.
 */
import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';
import { bundleTests } from '../bundle.mjs';

const calls = Number(process.argv[2] ?? 1_000_000);
const outdir = '.build/soak';
await bundleTests(['test/sandbox/soak.ts', 'test/sandbox/built-sandbox.ts'], outdir);
const bundled = (name) => import(pathToFileURL(resolve(outdir, 'sandbox', `${name}.mjs`)).href);
const [{ soak }, { builtSandbox }] = await Promise.all([bundled('soak'), bundled('built-sandbox')]);

const megabytes = (bytes) => `${Math.round(bytes / 2 ** 20)} MB`;
const engines = new Set();
const sandbox = await builtSandbox({
  lanes: 2,
  onStart: ({ engine, fallback }) => engines.add(fallback ? `${engine} (${fallback})` : engine),
});
const reference = await builtSandbox({ lanes: 1, engine: 'freshContext' });
const {
  wrong,
  examples,
  kinds,
  memory,
  seconds,
  calls: made,
} = await soak(sandbox, reference, calls, (done, rss) => console.log(`${done} calls, ${megabytes(rss)}`));
await Promise.all([sandbox.dispose(), reference.dispose()]);

// Room for the garbage that happens to lie about; a leak of one instance in a thousand calls would be far more.
const most = memory.start * 1.2 + 64 * 2 ** 20;
const flat = memory.end <= most && memory.middle <= most;
const snapshots = engines.size === 1 && engines.has('snapshot');
console.log(
  `\n${made} calls in ${seconds.toFixed(0)} s, ${Math.round(made / seconds)} a second, engine ${[...engines].join(', ')}`,
);
console.log([...kinds].map(([kind, count]) => `${kind} ${count}`).join(', '));
console.log(
  `memory: ${megabytes(memory.start)} at the start, ${megabytes(memory.middle)} in the middle, ${megabytes(memory.end)} at the end, ${megabytes(memory.most)} at most`,
);
for (const example of examples) console.log(`wrong: ${example}`);
if (!flat) console.log(`the memory grew: more than ${megabytes(most)}`);
if (!snapshots) console.log('not every worker ran the snapshot engine');
const failed = wrong + (flat ? 0 : 1) + (snapshots ? 0 : 1);
console.log(`\n${made - wrong + (flat ? 1 : 0) + (snapshots ? 1 : 0)} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
