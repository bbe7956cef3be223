/** `npm run eval:dispatch`: bundles the evaluation of dispatching and runs it; what it takes stands in `near-misses.ts`. */
import { spawnSync } from 'node:child_process';
import { bundleTests } from '../bundle.mjs';

const [bundle] = await bundleTests(['test/eval/near-misses.ts'], '.build/eval-dispatch');
const { status } = spawnSync(process.execPath, [bundle, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exit(status ?? 1);
