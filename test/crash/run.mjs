/**
 * `npm run crash`: the long form of the tests that kill. 200 kills over a mix of everything that writes to a library,
 * 50 over the application of a file, and every step of every write interrupted, by a kill, a full and a read-only disk.
 *
 *     node test/crash/run.mjs [KILLS]
 */
import { rm } from 'node:fs/promises';
import { bundleTests, testFiles } from '../bundle.mjs';
import { nodeTests } from '../node-tests.mjs';

process.env.TOOLSMITH_CRASH_KILLS = process.argv[2] ?? '200';
process.env.TOOLSMITH_TEST_KILLS ??= '50';
const out = `.build/crash-${process.pid}`;
const files = [
  ...(await testFiles('test/crash')),
  'test/unit/store/crash.test.ts',
  'test/unit/store/kill.test.ts',
  'test/unit/store/ledger-kill.test.ts',
  'test/unit/batch/kill.test.ts',
];
const { passed, failed } = await nodeTests(await bundleTests(files, out), 1);
await rm(out, { recursive: true, force: true });
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
