/**
 * `npm run fuzz [-- SECONDS] [--seed N] [--path P --only LAW]`: generated values and programs in the sandbox, on both
 * engines, and generated repositories for the command line, for ten minutes unless said otherwise. A counterexample is made small and printed with how to try it again.
 * Ends with one line `N passed, N failed`.
 */
import { mkdir, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { bundleTests } from '../bundle.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string' }, path: { type: 'string' }, only: { type: 'string' } },
});
const seconds = Number(positionals[0] ?? 600);
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
const out = `.build/fuzz-${process.pid}`;
await bundleTests(['test/fuzz/campaign.ts', 'test/fuzz/tree-law.ts'], out);
const { campaign, verdictText } = await import(pathToFileURL(resolve(out, 'fuzz', 'campaign.mjs')).href);
const folder = resolve(out, 'command');
await mkdir(folder);
const { treeLaw } = await import(pathToFileURL(resolve(out, 'fuzz', 'tree-law.mjs')).href);
console.log(`seed ${seed}, ${seconds} s\n`);
const verdicts = await campaign(
  {
    milliseconds: seconds * 1_000,
    seed,
    ...(values.path && { path: values.path }),
    ...(values.only && { only: values.only }),
  },
  (verdict) => console.log(verdictText(verdict)),
  [await treeLaw(folder)],
);
await rm(out, { recursive: true, force: true });
const failed = verdicts.filter(({ failure }) => failure).length;
console.log(
  `\n${verdicts.reduce((sum, { tried }) => sum + tried, 0)} inputs tried, programs in both engines\n${verdicts.length - failed} passed, ${failed} failed`,
);
process.exit(failed === 0 && verdicts.length > 0 ? 0 : 1);
