/**
 * `npm run bench [-- --only NAME]`: builds what ships, bundles the benchmark and its peers into `.build/bench/`, and
 * measures. Prints a table and writes `bench-results.json`. BENCHMARKS.md says what each row means.
 */
import { spawnSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { workerBuildOptions } from '../../scripts/bundle-worker.mjs';
import { bundleTests } from '../bundle.mjs';

const outdir = join('.build', 'bench');
const peer = (name) => join('test', 'bench', 'peers', `${name}.ts`);

const built = spawnSync(process.execPath, ['build.mjs', '--production'], { stdio: ['ignore', 2, 2] });
if (built.status !== 0) process.exit(1);
await rm(outdir, { recursive: true, force: true });
const [main] = await bundleTests([join('test', 'bench', 'main.ts')], join(outdir, 'main'));
await bundleTests([join('test', 'bench', 'rows', 'file-child.ts'), peer('papaparse-script')], join(outdir, 'file'));
// As the sandbox's own worker is bundled, minified as it ships.
const names = [
  'kept-function-worker',
  'fresh-problem-worker',
  'fresh-call-worker',
  'handlerless-worker',
  'bare-worker',
  'looping-worker',
  'kept-function-child',
  'isolated-vm-child',
];
await build({
  ...workerBuildOptions(outdir),
  entryPoints: Object.fromEntries(names.map((name) => [name, peer(name)])),
  minify: true,
});
await build({
  entryPoints: [peer('bare-worker')],
  outfile: join(outdir, 'bare-worker.mjs'),
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  logLevel: 'warning',
});

const { main: run } = await import(pathToFileURL(resolve(main)).href);
process.exit(await run(resolve('.'), process.argv.slice(2)));
