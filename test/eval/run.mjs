/** Bundles an evaluation for plain Node and runs it: `node test/eval/run.mjs near-misses [options]`. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { bundleTests } from '../bundle.mjs';

const [name = '', ...options] = process.argv.slice(2);
const [bundle] = await bundleTests([join('test', 'eval', `${name}.ts`)], join('.build', `eval-${name}`));
process.exitCode = spawnSync(process.execPath, [bundle, ...options], { stdio: 'inherit' }).status ?? 1;
