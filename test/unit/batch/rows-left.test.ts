import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import type { Sandbox } from '../../../src/engine/sandbox/sandbox';
import { defaultLimits } from '../../../src/engine/tool/limits';
import type { Tool } from '../../../src/engine/tool/tool';
import { failuresOf } from '../../../src/node/batch/output-place';
import { planBatch, type BatchPlan } from '../../../src/node/batch/plan-batch';
import { rowsLeft } from '../../../src/node/batch/rows-left';
import { runBatch } from '../../../src/node/batch/run-batch';
import { builtSandbox } from '../../sandbox/built-sandbox';
import { temporaryFolder } from '../store/temporary-folder';
import { answeringBy, byOneTool, doublingTool } from './doubling-tool';
import { temporaryRuns } from './temporary-runs';

let sandbox: Sandbox;
before(async () => {
  sandbox = await builtSandbox({ lanes: 1 });
});
after(() => sandbox.dispose());

const never = new AbortController().signal;

/** Answers a file, and returns what is needed to take its other rows. */
async function answered(
  context: TestContext,
  name: string,
  text: string,
  tool: Tool = doublingTool,
): Promise<{ readonly plan: BatchPlan; readonly failures: string }> {
  const folder = await temporaryFolder(context);
  const [input, output] = [join(folder, name), join(folder, `answered-${name}`)];
  await writeFile(input, text);
  const answerer = byOneTool(tool, { sandbox, limits: defaultLimits });
  const planned = await planBatch(answerer, input, output, never);
  assert.ok(planned.kind === 'plan', JSON.stringify(planned));
  const run = await (await temporaryRuns(context)).of(output);
  assert.equal((await runBatch(planned.plan, run, answeringBy(answerer), never, () => undefined)).kind, 'done');
  return { plan: planned.plan, failures: failuresOf(output) };
}

async function left(context: TestContext, name: string, text: string, tool?: Tool): Promise<unknown> {
  const { plan, failures } = await answered(context, name, text, tool);
  const rows = await rowsLeft(plan, failures, 10_000);
  return rows.kind === 'rows' ? rows.text : rows;
}

test('rows without an answer, as they stand, below the header of their table', async (context) => {
  assert.equal(await left(context, 'rows.txt', 'double 1\r\nodd one\r\n\r\ndouble 2\r\nlast'), 'odd one\r\nlast\n');
  assert.equal(
    await left(context, 'rows.csv', '\uFEFFid,problem,answer\n1,double 1,\n2,"odd, ""one""",\n3,double 3,6\n4,odd,\n', {
      ...doublingTool,
      code: doublingTool.code.replace('/^double (\\d+)$/', '/(?:^|problem: )double (\\d+)$/'),
    }),
    'id,problem,answer\n2,"odd, ""one""",\n4,odd,\n',
  );
  assert.equal(
    await left(context, 'rows.jsonl', '{"id":1,"input":"double 3"}\n{"id":2,"input":"odd"}\nnot json\n'),
    '{"id":2,"input":"odd"}\nnot json\n',
  );
});

test('a row of several lines is whole', async (context) => {
  assert.equal(
    await left(context, 'rows.csv', 'problem,answer\n"double\n1",\ndouble 2,\n"odd\none",\n'),
    'problem,answer\n"double\n1",\n"odd\none",\n',
  );
});

test('of a notation that hangs together they are a document of their own', async (context) => {
  assert.equal(
    await left(context, 'rows.md', '| problem | answer |\n| --- | --- |\n| double 1 |  |\n| odd |  |\n'),
    '| problem | answer |\n| --- | --- |\n| odd |  |\n',
  );
  const blocks = await left(context, 'rows.txt', 'Question: double 1\nAnswer:\n\nQuestion: odd\nAnswer:\n');
  assert.ok(
    typeof blocks === 'string' && blocks.includes('Question: odd') && !blocks.includes('double'),
    JSON.stringify(blocks),
  );
});

test('none are taken from a file that changed or is gone, and not more than is asked for', async (context) => {
  const { plan, failures } = await answered(context, 'rows.txt', 'double 1\nodd one\n');
  assert.deepEqual(await rowsLeft(plan, failures, 3), { kind: 'tooLong' });
  assert.deepEqual(await rowsLeft(plan, `${failures}x`, 100), { kind: 'changed' });
  await writeFile(plan.input, 'double 1\nanother line\n');
  assert.deepEqual(await rowsLeft(plan, failures, 100), { kind: 'changed' });
  await rm(plan.input);
  assert.deepEqual(await rowsLeft(plan, failures, 100), { kind: 'changed' });
});
