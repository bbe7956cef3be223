import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { getHeapSpaceStatistics } from 'node:v8';
import { builtSandbox, callIn } from './built-sandbox';
import { newEngine, requestFor, runOnce, solving } from './engines';

const code = solving('return 1;');
const calls = 3_000;

function oldBytes(): number {
  return getHeapSpaceStatistics().reduce(
    (sum, { space_name: name, space_used_size: used }) => sum + (name.startsWith('new_') ? 0 : used),
    0,
  );
}

/**
 * The bytes that a call leaves and that a collection of young objects does not take. They stay until V8 collects
 * everything, which it puts off for long. A file of a hundred thousand rows makes three hundred thousand calls.
 */
async function leftByCall(call: () => Promise<unknown>): Promise<number> {
  const collect = globalThis.gc ?? assert.fail('node is started with --expose-gc');
  for (let time = 0; time < calls; time += 1) await call();
  collect();
  const before = oldBytes();
  for (let time = 0; time < calls; time += 1) await call();
  for (let time = 0; time < 2; time += 1) collect({ type: 'minor' });
  return (oldBytes() - before) / calls;
}

async function leftInWorker(): Promise<number> {
  const engine = await newEngine('snapshot');
  return leftByCall(() => runOnce(engine, requestFor(code)));
}

/** Several at once, as they come from a file. */
async function leftHere(): Promise<number> {
  const sandbox = await builtSandbox({ lanes: 1 });
  try {
    return (await leftByCall(() => Promise.all(Array.from({ length: 8 }, () => callIn(sandbox, code))))) / 8;
  } finally {
    await sandbox.dispose();
  }
}

const sides: Readonly<Record<string, () => Promise<number>>> = {
  'in the worker': leftInWorker,
  'on the side that asks': leftHere,
};

// In a process without the test runner, which follows every promise and so keeps them.
const work = process.env['TOOLSMITH_TEST_LEFTOVERS'];
if (work !== undefined) process.stdout.write(String(await sides[work]?.()));
else {
  for (const side of Object.keys(sides)) {
    test(`a call leaves next to nothing ${side}`, async () => {
      const environment = Object.fromEntries(
        Object.entries(process.env).filter(([name]) => name !== 'NODE_TEST_CONTEXT'),
      );
      const measured = async (): Promise<number> => {
        const { stdout } = await promisify(execFile)(
          process.execPath,
          ['--expose-gc', join(import.meta.dirname, 'leftovers.test.mjs')],
          { env: { ...environment, TOOLSMITH_TEST_LEFTOVERS: side } },
        );
        return Number(stdout);
      };
      // The least of three: what V8 compiles late on a busy machine adds to it (104 bytes were seen, and 12 at rest),
      // and nothing takes away.
      let left = Infinity;
      for (let turn = 1; turn <= 3 && !(left < 100); turn += 1) left = Math.min(left, await measured());
      assert.ok(left < 100, `${left.toFixed(0)} bytes a call`);
    });
  }
}
