import assert from 'node:assert/strict';
import { mkdtemp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { answerItems } from '../../../src/engine/applying/answer-items';
import { answeredText } from '../../../src/engine/applying/answered-text';
import type { Answerer } from '../../../src/engine/applying/answerer';
import { openItems } from '../../../src/engine/applying/open-items';
import type { PlannedText } from '../../../src/engine/applying/plan-text';
import { memoryJournal } from '../../../src/engine/applying/reply-journal';
import { failureOfRow } from '../../../src/engine/applying/row';
import { describePlan } from '../../../src/engine/problem/describe-plan';
import { lineAt } from '../../../src/engine/text/lines';
import { wholeOf } from '../../../src/engine/text/source';
import type { Said } from '../../../src/engine/problem/said';
import { failuresOf } from '../../../src/node/batch/output-place';
import { unwatched } from '../batch/doubling-tool';
import { run, type Ran } from '../cli/cli';
import type { Given } from './text';

const never = new AbortController().signal;

/** What a way made of a text. */
export interface Came {
  readonly text: string;
  /** The lines without an answer that were named, in order. */
  readonly listed: readonly number[];
}

/** How an answerer would read a text. */
export function planned({ text, name, said }: Given, answerer: Answerer): Promise<PlannedText> {
  return answerer.plan({ source: wholeOf(text), name, said }, never);
}

/** As a document that is selected as a whole is answered; `plan`: as a person is told of it. */
export async function inMemory(given: Given, answerer: Answerer): Promise<Came & { readonly plan: string }> {
  const found = await planned(given, answerer);
  if (found.kind !== 'plan') return assert.fail(JSON.stringify(found));
  const { reading, overwrite, guard } = found.plan;
  const source = wholeOf(given.text);
  const pass = { journal: memoryJournal(), during: unwatched(never), signal: never };
  const { rows } = await answerItems(openItems(reading, overwrite).open, answerer, pass);
  const filled = answeredText(source, reading, rows, {
    names: [given.name],
    namesTools: false,
    overwrite,
    guard,
  });
  const lineOf = (at: number): number => lineAt(given.text, reading.items[at]?.span.start ?? 0);
  const listed = [
    ...rows.flatMap((row) => (failureOfRow(row) ? [lineOf(row.index)] : [])),
    ...filled.refused.map(({ index }) => lineOf(index)),
    ...reading.complaints.map(({ line }) => line),
  ];
  return {
    plan: describePlan(source, reading),
    text: filled.text,
    listed: inOrder(listed),
  };
}

/** Through the command line, to standard output; with how it ended. */
export async function asText(folder: string, given: Given, command: readonly string[]): Promise<Came & Ran> {
  const ran = await run(folder, [...command, ...optionsOf(given.said)]);
  const listed = [...ran.err.matchAll(/, line (\d+):/g)].map(([, line]) => Number(line));
  return { ...ran, text: ran.out, listed: inOrder(listed) };
}

/** Through the command line, into a file, in pieces where it is long. */
export async function asFile(folder: string, given: Given, command: readonly string[]): Promise<Came & Ran> {
  const output = join(await mkdtemp(join(folder, 'as-file-')), given.name);
  const ran = await run(folder, [...command, ...optionsOf(given.said), '--output', output]);
  return { ...ran, text: await readFile(output, 'utf8').catch(() => ''), listed: await listedIn(output) };
}

async function listedIn(output: string): Promise<readonly number[]> {
  const failures = (await readFile(failuresOf(output), 'utf8').catch(() => '')).split('\n');
  return inOrder(
    failures.filter((line) => line !== '').map((line) => (JSON.parse(line) as { readonly line: number }).line),
  );
}

/** What was said as options of the command line. */
function optionsOf(said: Said = {}): readonly string[] {
  const { notation, delimiter, header, columns = [], answerColumn, keepMarks, overwrite, guard } = said;
  const option = (name: string, value: string | number | undefined): readonly string[] =>
    value === undefined ? [] : [`--${name}`, String(value)];
  return [
    ...option('notation', notation),
    ...option('delimiter', delimiter),
    ...option('header', header),
    ...columns.flatMap((column) => option('column', column)),
    ...option('answer-column', answerColumn),
    ...(keepMarks ? ['--keep-marks'] : []),
    ...(overwrite ? ['--overwrite'] : []),
    ...option('guard', guard),
  ];
}

function inOrder(numbers: readonly number[]): readonly number[] {
  return [...numbers].sort((one, other) => one - other);
}
