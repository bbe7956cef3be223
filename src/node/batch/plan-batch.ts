import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import type { Answerer } from '../../engine/applying/answerer';
import type { TextToPlan } from '../../engine/applying/plan-text';
import { problemColumnName } from '../../engine/problem/answer-place';
import { withColumn } from '../../engine/notation/table/delimited';
import { filledIn } from '../../engine/problem/fill';
import type { Notation, Reading } from '../../engine/notation/notation';
import { readAs, readSource } from '../../engine/problem/read';
import { isReadInPieces, recordEnds } from '../../engine/problem/records';
import { linesIn } from '../../engine/text/lines';
import { wholeOf } from '../../engine/text/source';
import { openToRead } from '../store/plain-folder';
import { systemCode } from '../store/store-error';
import { chunksOf, UnreadableRows, type Place } from './chunks';
import { fileHead, isInBrackets, unreadableFile, wholeLines } from './file-head';

/** How a file will be answered. */
export interface BatchPlan {
  readonly input: string;
  readonly inputBytes: number;
  /** The input as it stood when it was planned. */
  readonly inputState: string;
  readonly output: string;
  readonly notation: Notation;
  /** Every row is answered, since all have an answer already; else those without one. */
  readonly anew: boolean;
  /**
   * The table's header as it is read with each piece, as a piece with its answers has it, and as it is written; all
   * empty where there is none.
   */
  readonly header: string;
  readonly answeredHeader: string;
  readonly outputHeader: string;
  /** Each row of the table gets a further cell, the answered ones with their tool's id. */
  readonly namesTools: boolean;
  /** Where the first row begins. */
  readonly start: Place;
  /** Identifies the run: a checkpoint of another one is not gone on from. */
  readonly task: string;
}

/** A plan, or why there is none: a sentence with a remedy. */
export type PlanResult =
  | { readonly kind: 'plan'; readonly plan: BatchPlan }
  | { readonly kind: 'unreadable'; readonly message: string }
  | { readonly kind: 'cancelled' };

/** Asks which of several readings is meant, that take another column each for the problems; `undefined`: given up. */
export type ChooseColumn = (readings: readonly Reading[]) => Promise<Reading | undefined>;

/** The largest file of a notation that hangs together, in bytes: it is read as one. */
const largestWhole = 50_000_000;

/** Records that are looked at together for one without an answer. */
const scannedRecords = 4_096;

/** The name of the column that says which tool answered. */
const toolColumnName = 'tool';

/**
 * Looks at a file's beginning and finds the reading that suits the tools best; answers go into the column that waits
 * for them, or into a new one. Where the tool reads several columns `choose` says which is meant; without it there is
 * no plan.
 */
export async function planBatch(
  answerer: Answerer,
  input: string,
  output: string,
  signal: AbortSignal,
  choose?: ChooseColumn,
  meant?: TextToPlan['meant'],
): Promise<PlanResult> {
  try {
    return await planned(answerer, input, output, signal, choose, meant);
  } catch (error) {
    if (error instanceof UnreadableRows) return { kind: 'unreadable', message: `${input}: ${error.message}` };
    const reason = unreadableFile(input, systemCode(error));
    if (reason === undefined) throw error;
    return { kind: 'unreadable', message: reason };
  }
}

async function planned(
  answerer: Answerer,
  input: string,
  output: string,
  signal: AbortSignal,
  choose: ChooseColumn | undefined,
  meant: TextToPlan['meant'],
): Promise<PlanResult> {
  const state = await inputState(input);
  const head = await fileHead(input);
  if (head.kind === 'unreadable') return head;
  const { size } = head;
  const isOne = size <= largestWhole && (await isInBrackets(input, head));
  const begun = isOne ? await fileHead(input, size) : head;
  if (begun.kind === 'unreadable') return begun;
  const beginning = isOne ? wholeOf(begun.text) : wholeLines(begun);
  const found = readSource(beginning, answerer.notation);
  if (found.kind === 'unreadable')
    return {
      kind: 'unreadable',
      message: `${input}, line ${found.complaints[0]?.line ?? 1}: ${found.complaints[0]?.reason ?? 'it holds no problems.'}`,
    };
  const whole = !isReadInPieces(found.best.notation);
  if (whole && size > largestWhole)
    return {
      kind: 'unreadable',
      message: `${input} is larger than ${largestWhole / 1_000_000} MB, and its notation is read as one. Write it as CSV or JSON Lines, which are read in pieces.`,
    };
  const read = whole && !isOne ? await fileHead(input, size) : begun;
  if (read.kind === 'unreadable') return read;
  const source = whole ? wholeOf(read.text) : beginning;
  const way = await answerer.plan({ source, name: input, isBeginning: true, ...(meant && { meant }) }, signal);
  if (way.kind === 'givenUp') return { kind: 'cancelled' };
  if (way.kind === 'unreadable' || way.kind === 'noProblems')
    return { kind: 'unreadable', message: `${input} holds no problems.` };
  if (way.kind === 'question' && !choose)
    return {
      kind: 'unreadable',
      message: `the tool reads several columns of ${input}: ${way.readings.map((one) => `“${problemColumnName(one) ?? ''}”`).join(', ')}. Say with --column which is meant.`,
    };
  const reading = way.kind === 'plan' ? way.reading : await choose?.(way.readings);
  if (!reading) return { kind: 'cancelled' };
  const { notation, items } = reading;
  const header = notation.kind === 'delimited' && notation.header ? headerIn(source.text, notation) : '';
  const namesTools = answerer.namesTools && notation.kind === 'delimited';
  const answeredHeader =
    header === '' ? '' : filledIn(wholeOf(header), readAs(wholeOf(header), notation), new Map()).text;
  const start: Place = { bytes: Buffer.byteLength(header), line: 1 + linesIn(header) };
  const plan: BatchPlan = {
    input,
    inputBytes: Math.max(1, size),
    inputState: state,
    output,
    notation,
    anew:
      items.every(({ answer }) => answer !== null) &&
      (Buffer.byteLength(source.text) >= size || !(await hasOpenRow(input, notation, header, start))),
    header,
    answeredHeader,
    outputHeader:
      namesTools && header !== ''
        ? withColumn(answeredHeader, freeColumnName(reading.columnNames ?? [], toolColumnName), notation.delimiter)
        : answeredHeader,
    namesTools,
    start,
    task: createHash('sha256')
      .update(JSON.stringify([state, answerer.identity, notation]))
      .digest('hex'),
  };
  return { kind: 'plan', plan };
}

/** A table's first row, its line end included, with the empty lines above it: each piece is read with all of it. */
function headerIn(text: string, notation: Notation): string {
  const first = text.search(/\S/);
  const end = first === -1 ? undefined : recordEnds(text, notation, true).find((one) => one > first);
  return text.slice(0, end ?? 0);
}

/** The name, with a number where a column is called so already: two of one name are told apart by nobody. */
function freeColumnName(columnNames: readonly string[], name: string): string {
  const taken = new Set(columnNames.map((one) => one.toLowerCase()));
  let free = name;
  for (let number = 2; taken.has(free); number += 1) free = `${name} ${number}`;
  return free;
}

/** What tells whether a file is still the same: its size and the time of its last change; empty where it is gone. */
export async function inputState(path: string): Promise<string> {
  try {
    const { size, mtimeMs } = await stat(path);
    return `${size} ${mtimeMs}`;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return '';
    throw error;
  }
}

/** Whether any row of the whole file has no answer yet: its beginning does not tell. Throws `UnreadableRows`. */
async function hasOpenRow(input: string, notation: Notation, header: string, from: Place): Promise<boolean> {
  const file = await openToRead(input);
  try {
    for await (const { text } of chunksOf(file, notation, from, () => scannedRecords)) {
      if (readAs(wholeOf(header + text), notation).items.some(({ answer }) => answer === null)) return true;
    }
    return false;
  } finally {
    await file.close();
  }
}
