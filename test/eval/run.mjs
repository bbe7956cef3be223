/** `npm run eval`: builds what ships and the evaluation over it, and runs that. */
import { spawnSync } from 'node:child_process';
import { bundleTests } from '../bundle.mjs';

const built = spawnSync(process.execPath, ['build.mjs', '--production'], { stdio: ['ignore', 'ignore', 'inherit'] });
if (built.status !== 0) process.exit(built.status ?? 1);
const [bundle] = await bundleTests(['test/eval/main.ts'], '.build/eval');
const { status } = spawnSync(process.execPath, [bundle, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exit(status ?? 1);
