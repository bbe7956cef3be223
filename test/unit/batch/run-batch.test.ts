import assert from 'node:assert/strict';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import fc from 'fast-check';
import { nothing } from '../../../src/engine/problem/account';
import { filledIn } from '../../../src/engine/problem/fill';
import { nothingLeft } from '../../../src/engine/problem/account';
import { recordEnds } from '../../../src/engine/problem/records';
import { readAs } from '../../../src/engine/problem/read';
import { safeCell } from '../../../src/engine/notation/table/spreadsheet';
import { wholeOf } from '../../../src/engine/text/source';
import type { Notation } from '../../../src/engine/notation/notation';
import type { Sandbox } from '../../../src/engine/sandbox/sandbox';
import { defaultLimits } from '../../../src/engine/tool/limits';
import type { Tool } from '../../../src/engine/tool/tool';
import { failuresOf } from '../../../src/node/batch/output-place';
import { checkpointFormat } from '../../../src/node/batch/checkpoint';
import { planBatch, type BatchPlan, type ChoosePlan, type PlanResult } from '../../../src/node/batch/plan-batch';
import type { AnswerRows } from '../../../src/node/batch/answered-chunk';
import { runBatch, type BatchOutcome } from '../../../src/node/batch/run-batch';
import { builtSandbox } from '../../sandbox/built-sandbox';
import { temporaryFolder } from '../store/temporary-folder';
import { answeringBy, byOneTool, doublingTool } from './doubling-tool';
import { temporaryRuns } from './temporary-runs';

let sandbox: Sandbox;
const runs = await temporaryRuns({ after });
before(async () => {
  sandbox = await builtSandbox({ lanes: 1 });
});
after(() => sandbox.dispose());

const never = new AbortController().signal;
const answering = (tool: Tool): AnswerRows => answeringBy(byOneTool(tool, { sandbox, limits: defaultLimits }));

/** Runs a plan, or goes on with it. */
async function ran(plan: BatchPlan, answer: AnswerRows, signal = never): Promise<BatchOutcome> {
  return runBatch(plan, await runs.of(plan.output), answer, signal, () => undefined);
}

async function planned(tool: Tool, input: string, output: string): Promise<BatchPlan> {
  const result = await planBatch(byOneTool(tool, { sandbox, limits: defaultLimits }), input, output, never);
  return result.kind === 'plan' ? result.plan : assert.fail(JSON.stringify(result));
}

/** Writes a file, answers it, and returns what came of it. */
async function answered(
  context: TestContext,
  name: string,
  text: string,
  tool: Tool = doublingTool,
): Promise<{
  readonly output: string;
  readonly failures: string;
  readonly counts: unknown;
  readonly left: readonly string[];
}> {
  const folder = await temporaryFolder(context);
  const [input, output] = [join(folder, name), join(folder, `answered-${name}`)];
  await writeFile(input, text);
  const outcome = await ran(await planned(tool, input, output), answering(tool));
  assert.equal(await readFile(input, 'utf8'), text, 'the input was changed');
  const failures = await readFile(failuresOf(output), 'utf8').catch(() => '');
  return {
    output: await readFile(output, 'utf8'),
    failures,
    counts: outcome.kind === 'done' ? outcome.counts : outcome,
    left: (await readdir(folder)).filter((file) => file.includes('.part')),
  };
}

test('lines become problem => answer, what is not read stays and is listed with its line and reason', async (context) => {
  const { output, failures, counts, left } = await answered(
    context,
    'rows.txt',
    'double 1\r\n\r\nsomething else\r\ndouble 21\r\n# all of them\r\n',
  );
  assert.equal(output, 'double 1 => 2\r\n\r\nsomething else\r\ndouble 21 => 42\r\n# all of them\r\n');
  assert.deepEqual(JSON.parse(failures), {
    line: 3,
    input: 'something else',
    error: { kind: 'notRead', message: 'the tool does not take this for a problem of its class' },
  });
  assert.deepEqual(
    [counts, left],
    [
      {
        rows: 3,
        answered: 2,
        byModel: 0,
        failed: 1,
        unread: 0,
        guarded: 0,
        already: nothing,
        unclear: nothing,
        left: { ...nothingLeft, blank: 1, comment: 1 },
        problemTokens: 5,
      },
      [],
    ],
  );
});

test('where no row has an answer the output is the input, without a new column', async (context) => {
  const text = 'verb,of\r\nhalve,4\r\n\r\n"halve",5';
  const { output, failures } = await answered(context, 'rows.csv', text, doublingTool);
  assert.equal(output, text);
  assert.equal(failures.split('\n').length - 1, 2);
});

test('a table with an empty column gets it filled, one without it gets a further one', async (context) => {
  const filled = await answered(context, 'rows.csv', 'problem,answer\n"double 4",\ndouble 5,\n');
  assert.equal(filled.output, 'problem,answer\n"double 4",8\ndouble 5,10\n');
  const widened = await answered(context, 'rows.csv', 'verb,number\ndouble,4\ndouble,5\n', {
    ...doublingTool,
    code: doublingTool.code.replace('/^double (\\d+)$/', '/^verb: double\\nnumber: (\\d+)$/'),
  });
  assert.equal(widened.output, 'verb,number,answer\ndouble,4,8\ndouble,5,10\n');
});

test('what a spreadsheet would run is written as text; plain numbers are left alone', async (context) => {
  assert.deepEqual(['=1+1', '+49 30 1', '-cmd', '@x', '-5', '+1.5', '-12 %', 'a=b', ''].map(safeCell), [
    "'=1+1",
    "'+49 30 1",
    "'-cmd",
    "'@x",
    '-5',
    '+1.5',
    '-12 %',
    'a=b',
    '',
  ]);
  const { output, counts } = await answered(context, 'rows.csv', 'problem,answer\ndouble 4,\n', {
    ...doublingTool,
    code: doublingTool.code.replace('String(n * 2)', '"=" + n'),
  });
  assert.equal(output, "problem,answer\ndouble 4,'=4\n");
  assert.equal((counts as { guarded: number }).guarded, 1);
});

test('answers behind tabs, and any in a file that is called a table, are no formulas either', async (context) => {
  const formulas = { ...doublingTool, code: doublingTool.code.replace('String(n * 2)', '"=" + n') };
  const tabs = await answered(context, 'rows.txt', 'double 4\t\ndouble 5\t\n', formulas);
  assert.equal(tabs.output, "double 4\t'=4\ndouble 5\t'=5\n");
  assert.equal((tabs.counts as { guarded: number }).guarded, 2);
  const folder = await temporaryFolder(context);
  const [input, output] = [join(folder, 'rows.txt'), join(folder, 'out.csv')];
  await writeFile(input, 'double 4 =>\ndouble 5 =>\n');
  await ran(await planned(formulas, input, output), answering(formulas));
  assert.equal(await readFile(output, 'utf8'), "double 4 => '=4\ndouble 5 => '=5\n");
  const meant = { ...formulas, examples: [{ problem: 'double 1', answer: '=1', seen: 'shown' as const }] };
  assert.equal(
    (await answered(context, 'rows.csv', 'problem,answer\ndouble 4,\n', meant)).output,
    'problem,answer\ndouble 4,=4\n',
  );
});

test('a row with a line end in quotes is one row, whatever pieces the file is read in', async (context) => {
  const rows = Array.from({ length: 300 }, (_, index) => `"double ${index}","a ""quoted""\nnote"\n`).join('');
  const tool = {
    ...doublingTool,
    code: doublingTool.code.replace('/^double (\\d+)$/', '/^problem: double (\\d+)\\nnote: /'),
  };
  const { output, counts } = await answered(context, 'rows.csv', `problem,note\n${rows}`, tool);
  assert.equal((counts as { answered: number }).answered, 300);
  assert.equal(
    output,
    `problem,note,answer\n${rows.replaceAll(/"double (\d+)",("[^]*?note")/g, (row, number: string) => `${row},${Number(number) * 2}`)}`,
  );
});

test('no row behind empty lines at the top of a table is lost, whatever pieces it is read in', async (context) => {
  const rows = Array.from({ length: 300 }, (_, index) => `double ${index},\n`).join('');
  const { output, counts } = await answered(context, 'rows.csv', `\n \nproblem,answer\n${rows}`);
  assert.equal((counts as { answered: number }).answered, 300);
  assert.equal(
    output,
    `\n \nproblem,answer\n${rows.replaceAll(/double (\d+),/g, (row, number: string) => `${row}${Number(number) * 2}`)}`,
  );
});

test('a lone carriage return ends a row, as some spreadsheets write it', async (context) => {
  const rows = Array.from({ length: 300 }, (_, index) => `double ${index},\r`).join('');
  const { output, counts, failures } = await answered(
    context,
    'rows.csv',
    `problem,answer\r${rows}"some\rthing",\rdouble 7,`,
  );
  assert.equal((counts as { answered: number }).answered, 301);
  assert.equal(
    output,
    `problem,answer\r${rows.replaceAll(/double (\d+),/g, (row, number: string) => `${row}${Number(number) * 2}`)}"some\rthing",\rdouble 7,14`,
  );
  assert.match(failures, /^\{"line":302,/);
});

test('JSON Lines keep their other keys; damaged lines are counted and left as they are', async (context) => {
  const { output, failures, counts } = await answered(
    context,
    'rows.jsonl',
    '{"id":1,"input":"double 3"}\nnot json\n{"id":2,"input":"double 8","target":"kept"}\n',
  );
  assert.match(output, /"target":\s*"6"/);
  assert.ok(output.includes('\nnot json\n') && output.includes('"target":"kept"'));
  assert.match(failures, /"line":2,"error":\{"kind":"unreadable"/);
  assert.equal((counts as { unread: number }).unread, 1);
});

test('an array of JSON is read as one, however far behind the beginning it ends', async (context) => {
  const rows = Array.from({ length: 2_000 }, (_, index) => ({
    id: index,
    input: `double ${index}`,
    note: 'n'.repeat(100),
  }));
  const { output, counts } = await answered(context, 'rows.json', `${JSON.stringify(rows, null, 2)}\n`);
  assert.equal((counts as { answered: number }).answered, rows.length);
  assert.deepEqual(
    (JSON.parse(output) as Record<string, unknown>[]).map((row) => row['answer'] ?? row['output'] ?? row['target']),
    rows.map(({ id }) => String(id * 2)),
  );
});

test('lines that begin with a bracket are lines', async (context) => {
  const text = Array.from({ length: 3_000 }, (_, index) => `[a] ${index}\n`).join('');
  const tool = { ...doublingTool, code: doublingTool.code.replace('/^double (\\d+)$/', '/^\\[a\\] (\\d+)$/') };
  const { output } = await answered(context, 'rows.txt', text, tool);
  assert.equal(
    output,
    text.replaceAll(/(\d+)\n/g, (_, number: string) => `${number} => ${Number(number) * 2}\n`),
  );
});

test('a stopped run goes on where it was, and every row is written exactly once', async (context) => {
  const folder = await temporaryFolder(context);
  const [input, output] = [join(folder, 'rows.txt'), join(folder, 'out.txt')];
  await writeFile(input, Array.from({ length: 500 }, (_, index) => `double ${index}\n`).join(''));
  const plan = await planned(doublingTool, input, output);
  let [runs, asked] = [0, 0];
  for (let done = false; !done; runs += 1) {
    const controller = new AbortController();
    let chunks = 0;
    const outcome = await ran(
      plan,
      (problems, signal) => {
        asked += problems.length;
        if ((chunks += 1) === 3) controller.abort();
        return answering(doublingTool)(problems, signal);
      },
      controller.signal,
    );
    done = outcome.kind === 'done';
    assert.ok(runs < 50);
  }
  assert.ok(runs > 1 && asked < 500 * runs, `${runs} runs asked ${asked} times`);
  assert.equal(
    await readFile(output, 'utf8'),
    Array.from({ length: 500 }, (_, index) => `double ${index} => ${index * 2}\n`).join(''),
  );
});

test('an input that changes while it is read leaves nothing behind', async (context) => {
  const folder = await temporaryFolder(context);
  const [input, output] = [join(folder, 'rows.txt'), join(folder, 'out.txt')];
  await writeFile(input, 'double 1\n');
  const plan = await planned(doublingTool, input, output);
  const outcome = await ran(plan, async (problems, signal) => {
    await writeFile(input, 'double 1\ndouble 2\n');
    return answering(doublingTool)(problems, signal);
  });
  assert.equal(outcome.kind, 'inputChanged');
  assert.deepEqual(await readdir(folder), ['rows.txt']);
});

test('an input that is removed before or while it is read leaves nothing behind, and is said to have changed', async (context) => {
  const folder = await temporaryFolder(context);
  const [input, output] = [join(folder, 'rows.txt'), join(folder, 'out.txt')];
  await writeFile(input, 'double 1\n');
  const plan = await planned(doublingTool, input, output);
  const removing: AnswerRows = async (problems, signal) => {
    await rm(input);
    return answering(doublingTool)(problems, signal);
  };
  assert.deepEqual(await ran(plan, removing), { kind: 'inputChanged' });
  assert.deepEqual(await ran(plan, answering(doublingTool)), { kind: 'inputChanged' });
  assert.deepEqual(await readdir(folder), []);
});

test('a checkpoint of another task, a damaged one, or one that this machine did not seal is not gone on from', async (context) => {
  const folder = await temporaryFolder(context);
  const [input, output] = [join(folder, 'rows.txt'), join(folder, 'out.txt')];
  await writeFile(input, 'double 1\n');
  const run = await runs.of(output);
  const plan = await planned(doublingTool, input, output);
  const checkpoint = {
    format: checkpointFormat,
    task: plan.task,
    place: { bytes: 9, line: 2 },
    outputBytes: 7,
    failureBytes: 0,
    counts: {
      rows: 1,
      answered: 1,
      byModel: 0,
      failed: 0,
      unread: 0,
      guarded: 0,
      left: nothingLeft,
      problemTokens: 0,
    },
    tools: {},
    token: '0badcafe',
  } as const;
  const elsewhere = await (await temporaryRuns(context)).of(output);
  for (const [left, taken] of [
    ['{', false],
    [JSON.stringify(checkpoint), false],
    [elsewhere.seals.seal(checkpoint), false],
    [(await runs.of(input)).seals.seal(checkpoint), false],
    [run.seals.seal(checkpoint).replace('"outputBytes":7', '"outputBytes":6'), false],
    [run.seals.seal({ ...checkpoint, task: 'another' }), false],
    [run.seals.seal(checkpoint), true],
  ] as const) {
    await mkdir(run.path, { recursive: true });
    await writeFile(run.checkpoint, left);
    await writeFile(run.part, 'rubbish');
    await writeFile(run.failures, '');
    assert.equal((await ran(plan, answering(doublingTool))).kind, 'done');
    assert.equal(await readFile(output, 'utf8'), taken ? 'rubbish' : 'double 1 => 2\n', left);
  }
});

test('read in pieces, a text gives what it gives as a whole', () => {
  const cell = fc.constantFrom('double 1', '"double 2"', '"a ""b"" ,\n c"', '', ' x', '"y" ');
  const row = fc
    .tuple(fc.array(cell, { minLength: 2, maxLength: 2 }), fc.constantFrom('\n', '\r\n', '\r'))
    .map(([cells, lineEnd]) => cells.join(',') + lineEnd);
  const csv = fc.array(row, { minLength: 1, maxLength: 20 }).map((rows) => rows.join(''));
  const notation: Notation = { kind: 'delimited', delimiter: ',', header: false, answerColumn: 1 };
  fc.assert(
    fc.property(csv, fc.integer({ min: 1, max: 5 }), (text, size) => {
      const ends = recordEnds(text, notation, true);
      assert.equal(ends.at(-1), text.length);
      // With less of the text known, the same ends are found, as far as they are sure.
      for (let known = 1; known < text.length; known += 1)
        assert.deepEqual(
          recordEnds(text.slice(0, known), notation, false),
          ends.filter((end) => end <= known && !(end === known && text[end - 1] === '\r')),
        );
      const cuts = ends.filter((_, index) => (index + 1) % size === 0 || index === ends.length - 1);
      const pieces = cuts.map((end, index) => text.slice(cuts[index - 1] ?? 0, end));
      const filled = (piece: string): string => {
        const reading = readAs(wholeOf(piece), notation);
        return filledIn(
          wholeOf(piece),
          reading,
          new Map(reading.items.map((item, index) => [index, `<${item.problem.replaceAll('\n', ' ')}>`])),
        ).text;
      };
      assert.equal(pieces.map(filled).join(''), filled(text));
    }),
  );
});

test('answers stay where only rows behind the beginning have none', async (context) => {
  const full = Array.from({ length: 20_000 }, (_, index) => `double ${index},kept\n`).join('');
  const { output } = await answered(context, 'rows.csv', `problem,answer\n${full}double 4,\n`);
  assert.equal(output, `problem,answer\n${full}double 4,8\n`);
});

test('a file that is not all rows of text is refused with its line, and nothing is written', async (context) => {
  const folder = await temporaryFolder(context);
  const [input, output] = [join(folder, 'rows.txt'), join(folder, 'out.txt')];
  const run = async (bytes: Buffer): Promise<unknown> => {
    await writeFile(input, bytes);
    const result = await planBatch(byOneTool(doublingTool, { sandbox, limits: defaultLimits }), input, output, never);
    return result.kind === 'plan' ? ran(result.plan, answering(doublingTool)) : result;
  };
  const rows = Buffer.from('double 1\n'.repeat(40_000));
  const outcomes = [
    await run(Buffer.concat([rows, Buffer.from([0xff, 0xfe, 0x0a])])),
    await run(Buffer.concat([rows, Buffer.from('double 1 '.repeat(600_000))])),
  ];
  assert.match(JSON.stringify(outcomes[0]), /"unreadable".*behind line \d+ it is not text in UTF-8/);
  assert.match(JSON.stringify(outcomes[1]), /"unreadable".*line 40001 is longer than 4,000,000 characters/);
  assert.deepEqual(await readdir(folder), ['rows.txt']);
});

test('an empty file and one in another encoding are said to be that, and what to do', async (context) => {
  const folder = await temporaryFolder(context);
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('problem,answer\ndouble 1,\n', 'utf16le')]);
  for (const [bytes, said] of [
    ['', /rows\.csv is empty\. Write the problems into it/],
    ['\uFEFF\r\n \n', /is empty/],
    [utf16, /not text in UTF-8\. Save it as UTF-8: in VS Code by the encoding in the status bar/],
    [Buffer.from('problem,answer\nd\xe9ux,\n', 'latin1'), /not text in UTF-8/],
  ] as const) {
    const input = join(folder, 'rows.csv');
    await writeFile(input, bytes);
    const result = await planBatch(
      byOneTool(doublingTool, { sandbox, limits: defaultLimits }),
      input,
      join(folder, 'out.csv'),
      never,
    );
    assert.match(result.kind === 'unreadable' ? result.message : result.kind, said);
  }
  assert.deepEqual(await readdir(folder), ['rows.csv']);
});

test('a file that is not there, or is a folder, is said', async (context) => {
  const folder = await temporaryFolder(context);
  const plan = (input: string): Promise<unknown> =>
    planBatch(byOneTool(doublingTool, { sandbox, limits: defaultLimits }), input, join(folder, 'out.txt'), never);
  assert.match(JSON.stringify(await plan(join(folder, 'none.txt'))), /There is no file/);
  assert.match(JSON.stringify(await plan(folder)), /is a folder/);
});

test('where the tool reads several columns, the one that is chosen is answered; given up, or with nobody to ask, nothing is', async (context) => {
  const folder = await temporaryFolder(context);
  const [input, output] = [join(folder, 'rows.csv'), join(folder, 'out.csv')];
  await writeFile(input, 'name,one,two\na,double 1,double 10\nb,double 2,double 20\n');
  const plan = (choose?: ChoosePlan): Promise<PlanResult> =>
    planBatch(byOneTool(doublingTool, { sandbox, limits: defaultLimits }), input, output, never, choose);
  const offered: unknown[] = [];
  const second = await plan(({ choices }) => {
    offered.push(...choices.map(({ label, first }) => [label, first]));
    return Promise.resolve(choices[1]?.plan);
  });
  assert.deepEqual(offered, [
    ['one', 'double 1'],
    ['two', 'double 10'],
  ]);
  assert.ok(second.kind === 'plan');
  await ran(second.plan, answering(doublingTool));
  assert.equal(
    await readFile(output, 'utf8'),
    'name,one,two,answer\na,double 1,double 10,20\nb,double 2,double 20,40\n',
  );
  assert.deepEqual(await plan(() => Promise.resolve(undefined)), { kind: 'cancelled' });
  assert.match(JSON.stringify(await plan()), /several columns.*--column one \(double 1.*\) or --column two/);
});

test('an answer that its notation cannot hold counts as none, for the file and for its tool', async (context) => {
  const folder = await temporaryFolder(context);
  const [input, output] = [join(folder, 'rows.txt'), join(folder, 'out.txt')];
  await writeFile(input, 'double 1 =>\ndouble 2 =>\n');
  const lines: Tool = {
    ...doublingTool,
    code:
      doublingTool.code.replace('function format', 'function unused') +
      '\nfunction format(result, problem) { return problem.endsWith("1") ? "a\\nb" : String(result); }',
  };
  const outcome = await ran(await planned(lines, input, output), answering(lines));
  assert.ok(outcome.kind === 'done');
  const { answered, failed } = outcome.counts;
  assert.deepEqual([answered, failed], [1, 1]);
  assert.deepEqual(
    Object.values(outcome.tools).map((one) => [one.answered, one.failed]),
    [[1, 1]],
  );
  assert.match(await readFile(failuresOf(output), 'utf8'), /"notWritten"/);
});
