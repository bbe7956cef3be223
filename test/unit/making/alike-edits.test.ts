import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { examplesOnce, readEdits } from '../../../src/engine/problem/from-edits';
import type { Sandbox } from '../../../src/engine/sandbox/sandbox';
import { synthesize } from '../../../src/engine/synthesis/synthesize';
import { defaultLimits } from '../../../src/engine/tool/limits';
import { editsToCompare, findAlike, type AlikeEdits } from '../../../src/vscode/making/alike-edits';
import { builtSandbox } from '../../sandbox/built-sandbox';

let sandbox: Sandbox;
before(async () => {
  sandbox = await builtSandbox({ lanes: 1 });
});
after(() => sandbox.dispose());

/** What the edits that made one text of another offer, and how often a rule was looked for. */
async function offered(was: readonly string[], is: readonly string[]): Promise<[AlikeEdits | undefined, number]> {
  const result = readEdits(was.join('\n'), is.join('\n'));
  if (result.kind === 'unreadable') assert.fail(result.reason);
  const reading = examplesOnce(result.reading);
  const examples = editsToCompare(reading);
  let searches = 0;
  const parts = {
    synthesizer: {
      synthesize: (...[request, signal]: Parameters<typeof synthesize>) => {
        searches += 1;
        return Promise.resolve(synthesize(request, signal));
      },
    },
    workshop: { sandbox, limits: defaultLimits },
    now: () => new Date(),
  };
  const never = new AbortController().signal;
  return [examples && (await findAlike(reading, examples, parts, never)), searches];
}

const names = ['Ada Lovelace', 'Alan Turing', 'Grace Hopper', 'Barbara Liskov'];
const swapped = ['Lovelace, Ada', 'Turing, Alan', 'Hopper, Grace', 'Liskov, Barbara'];

test('alike edits offer the other lines, above the last edit', async () => {
  const [alike] = await offered(names, [...swapped.slice(0, 3), ...names.slice(3)]);
  assert.deepEqual(alike, { start: 'Lovelace, Ada\nTuring, Alan\n'.length, others: 1 });
});

test('a rule that leaves one line open offers them without a count', async () => {
  const was = ['Ada Lovelace', 'Alan Turing', 'Mary Ann Evans'];
  assert.deepEqual(await offered(was, ['Lovelace', 'Turing', 'Mary Ann Evans']), [{ start: 9, others: null }, 1]);
});

test('edits without a rule, without another line, or with none that would change offer nothing', async () => {
  assert.equal((await offered(names, ['qwertz 12', 'uiop 99', ...names.slice(2)]))[0], undefined);
  assert.deepEqual(await offered(names.slice(0, 2), swapped.slice(0, 2)), [undefined, 0]);
  const [others] = await offered([...names.slice(0, 2), '', '---'], [...swapped.slice(0, 2), '', '---']);
  assert.equal(others, undefined);
});

test('one edit, and many, are no edits to compare', async () => {
  assert.deepEqual(await offered(names, ['Lovelace, Ada', ...names.slice(1)]), [undefined, 0]);
  const many = Array.from({ length: 14 }, (_, at) => `Name${at} Other${at}`);
  const other = many.map((name, at) => (at < 13 ? name.toUpperCase() : name));
  assert.deepEqual(await offered(many, other), [undefined, 0]);
});
