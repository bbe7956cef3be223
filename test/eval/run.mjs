/**
 * `npm run eval` and `npm run eval:dispatch`: builds what ships and the evaluation over it, and runs that.
 *
 *     node test/eval/run.mjs main|near-misses [options]
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { bundleTests } from '../bundle.mjs';

const [name = '', ...options] = process.argv.slice(2);
const built = spawnSync(process.execPath, ['build.mjs', '--production'], { stdio: ['ignore', 'ignore', 'inherit'] });
if (built.status !== 0) process.exit(built.status ?? 1);
const [bundle] = await bundleTests([join('test', 'eval', `${name}.ts`)], join('.build', `eval-${name}`));
process.exitCode = spawnSync(process.execPath, [bundle, ...options], { stdio: 'inherit' }).status ?? 1;
