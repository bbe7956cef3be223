import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import { answeredText } from '../../../src/engine/applying/answered-text';
import { answerItems } from '../../../src/engine/applying/answer-items';
import type { Answerer } from '../../../src/engine/applying/answerer';
import { bestTool } from '../../../src/engine/applying/best-tool';
import { oneTool } from '../../../src/engine/applying/one-tool';
import { openItems } from '../../../src/engine/applying/open-items';
import { answersOf, failureOfRow, type Row } from '../../../src/engine/applying/row';
import { createDispatcher } from '../../../src/engine/dispatching/dispatch';
import { rememberingDispatcher } from '../../../src/engine/dispatching/remembering';
import { createToolIndex } from '../../../src/engine/dispatching/tool-index';
import type { LibraryTool } from '../../../src/engine/library/library';
import type { Reading } from '../../../src/engine/notation/notation';
import { answerEdits } from '../../../src/engine/problem/fill';
import { placementsOf } from '../../../src/engine/problem/write';
import type { Sandbox } from '../../../src/engine/sandbox/sandbox';
import { applyEdits } from '../../../src/engine/text/edits';
import { wholeOf } from '../../../src/engine/text/source';
import { defaultLimits } from '../../../src/engine/tool/limits';
import type { Tool } from '../../../src/engine/tool/tool';
import { planBatch } from '../../../src/node/batch/plan-batch';
import { failuresOf } from '../../../src/node/batch/output-place';
import { runBatch } from '../../../src/node/batch/run-batch';
import { builtSandbox } from '../../sandbox/built-sandbox';
import { answeringBy, nobody } from '../batch/doubling-tool';
import { temporaryRuns } from '../batch/temporary-runs';
import { file, libraryOf, run, workFolder } from '../cli/cli';
import { temporaryFolder } from '../store/temporary-folder';
import { texts, tools, type ConformanceText } from './conformance-texts';
import { pass } from './played';

let sandbox: Sandbox;
let folder = '';
let library = '';
before(async () => {
  sandbox = await builtSandbox({ lanes: 1 });
  folder = await workFolder();
  library = await libraryOf(folder, tools);
});
after(() => sandbox.dispose());

const never = new AbortController().signal;

/** What a way made of a text. */
interface Outcome {
  readonly text: string;
  /** The problems without an answer, with the kinds of their failures. */
  readonly failures: readonly string[];
}

function parts() {
  const workshop = { sandbox, limits: { ...defaultLimits, parseMilliseconds: 10_000 } };
  return { workshop, modelUse: { inFlight: 1, packSize: 1 }, questions: nobody };
}

function byOne(tool: Tool): Answerer {
  return oneTool(listed(tool), parts());
}

function listed(tool: Tool): LibraryTool {
  const total = tool.examples.length;
  const verification = { passed: total, total, unseenPassed: 1, acceptedForeign: 0, at: '' };
  return { tool, place: 'user', fingerprint: tool.id, verification, isApproved: true, isMadeHere: true };
}

function byBest(): Answerer {
  const all = tools.map(listed);
  const index = createToolIndex();
  index.update(all);
  const dispatcher = rememberingDispatcher(createDispatcher(index, parts().workshop));
  return bestTool({ ...parts(), tools: all, dispatcher, preferences: [], digest: (text) => text });
}

/** As a selection of all of a document is answered. */
async function inMemory(
  { text, name }: ConformanceText,
  answerer: Answerer,
): Promise<Outcome & { readonly reading: Reading; readonly rows: readonly Row[] }> {
  const source = wholeOf(text);
  const planned = await answerer.plan({ source, name }, never);
  if (planned.kind !== 'plan') return assert.fail(JSON.stringify(planned));
  const { reading } = planned.plan;
  const { rows } = await answerItems(openItems(reading).open, answerer, pass());
  const failures = rows.flatMap((row) => {
    const failure = failureOfRow(row);
    return failure ? [`${row.item.problem}: ${failure.kind}`] : [];
  });
  return {
    reading,
    rows,
    text: answeredText(source, reading, rows, {
      names: [name],
      namesTools: false,
      overwrite: false,
      guard: 'unlessMeant',
    }).text,
    failures,
  };
}

/** Into another file; in pieces of so many records. */
async function inPieces(
  context: TestContext,
  { text, name }: ConformanceText,
  answerer: Answerer,
  records: number,
): Promise<Outcome> {
  const place = await temporaryFolder(context);
  const [input, output] = [await file(place, name, text), join(place, `out-${name}`)];
  const planned = await planBatch(answerer, input, output, never);
  if (planned.kind !== 'plan') return assert.fail(JSON.stringify(planned));
  const kept = await (await temporaryRuns(context)).of(output);
  await runBatch(planned.plan, kept, answeringBy(answerer), never, () => undefined, undefined, {
    first: records,
    most: records,
  });
  const lines = (await readFile(failuresOf(output), 'utf8').catch(() => '')).split('\n');
  const failures = lines
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { readonly input?: string; readonly error: { readonly kind: string } })
    .flatMap(({ input: problem, error }) => (problem === undefined ? [] : [`${problem}: ${error.kind}`]));
  return { text: await readFile(output, 'utf8'), failures };
}

for (const one of texts) {
  test(`answered alike on every way: ${one.what}`, async (context) => {
    const { text, failures, reading, rows } = await inMemory(one, byOne(one.tool));
    assert.equal(text, one.answered, 'in memory');
    for (const records of [1, 3, 10_000])
      assert.deepEqual(
        await inPieces(context, one, byOne(one.tool), records),
        { text, failures },
        `${records} at once`,
      );

    const given = ['apply', '--library', library, '--input', await file(folder, one.name, one.text)];
    const named = await run(folder, [...given, '--tool', one.tool.id]);
    assert.equal(named.out, text, named.err);
    assert.equal((await run(folder, given)).out, text, 'by the best tool, on the command line');
    assert.equal((await inMemory(one, byBest())).text, text, 'by the best tool, in memory');

    // The editor writes as one edit; below bare lines, where a file has `problem => answer`.
    const [placement = 'below'] = placementsOf(reading);
    const edits = [...answerEdits(wholeOf(one.text), reading, answersOf(rows), placement).edits].sort(
      (a, b) => a.span.start - b.span.start,
    );
    if (placement === 'fill') assert.equal(applyEdits(one.text, edits), text, 'in the editor');
  });
}
