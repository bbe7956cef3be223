import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Sandbox, SandboxCall } from '../../../src/engine/sandbox/sandbox';
import { wholeOf } from '../../../src/engine/text/source';
import { defaultLimits } from '../../../src/engine/tool/limits';
import { planForTool } from '../../../src/engine/using/plan-for-tool';
import { doublingTool } from '../cli/cli';
import { runInSteps } from './run-in-steps';

const never = new AbortController().signal;

/** Reads every number, and counts what it was called with. */
function reading(calls: SandboxCall[]): Sandbox {
  const call: Sandbox['call'] = (one) => {
    calls.push(one);
    const [given] = one.arguments;
    const value =
      one.function === 'parse'
        ? typeof given === 'string' && /^-?\d+$/.test(given)
          ? { number: given }
          : null
        : String(JSON.stringify(given).length);
    return Promise.resolve({ kind: 'value', value });
  };
  return {
    call,
    run: runInSteps(call),
    check: () => Promise.resolve({ kind: 'checked', errors: [] }),
    dispose: () => Promise.resolve(),
  };
}

test('among many columns of numbers two that are read are a question: the others are seen at a glance, and no call is made twice', async () => {
  const columns = 13;
  const names = Array.from({ length: columns }, (_, column) => `column${'abcdefghijklmnop'[column] ?? ''}`);
  const rows = Array.from({ length: 130 }, (_, row) =>
    names.map((_name, column) => String(1_000 * column + row + 100_000)).join(','),
  );
  const calls: SandboxCall[] = [];
  const { planned } = await planForTool(
    doublingTool(),
    wholeOf(`${[names.join(','), ...rows].join('\n')}\n`),
    { name: 'numbers.csv' },
    { sandbox: reading(calls), limits: defaultLimits },
    never,
  );
  if (planned.kind !== 'question') assert.fail(JSON.stringify(planned).slice(0, 200));
  assert.equal(planned.question.choices.length, columns);
  const keys = calls.map(({ function: name, arguments: given }) => JSON.stringify([name, given]));
  assert.equal(new Set(keys).size, keys.length, 'none twice');
  // Each cell that is looked at is read, solved and perhaps formatted; of two columns that is all rows.
  assert.ok(calls.length < 3 * (2 * 130 + columns * 40), String(calls.length));
});
