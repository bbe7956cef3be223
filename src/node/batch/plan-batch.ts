import { createHash } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import { withColumn } from '../../engine/problem/delimited';
import { problemColumnName, readingsForAnswers } from '../../engine/problem/answer-place';
import type { Notation, Reading, Source } from '../../engine/problem/notation';
import { newColumnName } from '../../engine/problem/new-column';
import { readSource } from '../../engine/problem/read';
import { isReadInPieces, recordEnds } from '../../engine/problem/records';
import { wholeOf } from '../../engine/problem/text';
import type { Tool } from '../../engine/tool/tool';
import type { Workshop } from '../../engine/using/run-tool';
import { surveyReadings, type ReadingSurvey } from '../../engine/using/survey-readings';
import type { Place } from './chunks';

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
  /** The table's header as it is read with each piece, and as it is written; both empty where there is none. */
  readonly header: string;
  readonly outputHeader: string;
  /** Where the first row begins. */
  readonly start: Place;
  /** Identifies the run: a checkpoint of another one is not gone on from. */
  readonly task: string;
}

/** A plan with what the tool makes of the file's beginning, or why there is none: a sentence with a remedy. */
export type PlanResult = { readonly kind: 'plan'; readonly plan: BatchPlan; readonly survey: ReadingSurvey } | { readonly kind: 'unreadable'; readonly message: string } | { readonly kind: 'cancelled' };

/** Of a file that is read in pieces, its beginning decides how it is read, in bytes. */
const headBytes = 256 * 1024;

/** The largest file of a notation that hangs together, in bytes: it is read as one. */
const largestWhole = 50_000_000;

/**
 * Looks at a file's beginning and finds the reading that suits the tool best; answers go into the column that waits for
 * them, or into a new one. `identity` tells this tool in this state from others, for going on after a crash.
 */
export async function planBatch(tool: Tool, identity: string, input: string, output: string, workshop: Workshop, signal: AbortSignal): Promise<PlanResult> {
  const { size } = await stat(input);
  const state = await inputState(input);
  const head = await textFrom(input, headBytes);
  if (head === undefined) return { kind: 'unreadable', message: `${input} is not text in UTF-8. Save it as UTF-8.` };
  const found = readSource(wholeRecords(head, size > headBytes), tool.notation);
  if (found.kind === 'unreadable') return { kind: 'unreadable', message: `${input}, line ${found.complaints[0]?.line ?? 1}: ${found.complaints[0]?.reason ?? 'it holds no problems.'}` };
  const whole = !isReadInPieces(found.best.notation);
  if (whole && size > largestWhole) return { kind: 'unreadable', message: `${input} is larger than ${largestWhole / 1_000_000} MB, and its notation is read as one. Write it as CSV or JSON Lines, which are read in pieces.` };
  const text = whole && size > headBytes ? await textFrom(input, size) : head;
  if (text === undefined) return { kind: 'unreadable', message: `${input} is not text in UTF-8. Save it as UTF-8.` };
  const source = whole ? wholeOf(text) : wholeRecords(text, size > headBytes);
  const readings = readingsOf(source, tool, input);
  const survey = await surveyReadings(tool, readings, (reading) => openProblems(reading).map(({ problem }) => problem), workshop, signal);
  if (signal.aborted) return { kind: 'cancelled' };
  if (!survey) return { kind: 'unreadable', message: `${input} holds no problems.` };
  if (survey.rivals.length > 0) {
    const names = [survey.reading, ...survey.rivals].map((reading) => `“${problemColumnName(reading) ?? ''}”`);
    return { kind: 'unreadable', message: `the tool reads several columns of ${input}: ${names.join(', ')}. Say which is meant: with --column on the command line; in the editor, open the file, select its rows and apply the tool there.` };
  }
  const { notation, items } = survey.reading;
  const header = notation.kind === 'delimited' && notation.header ? source.text.slice(0, recordEnds(source.text, notation, true)[0] ?? 0) : '';
  const isNew = notation.kind === 'delimited' && notation.header && notation.answerColumn === survey.reading.columnNames?.length;
  const plan: BatchPlan = {
    input,
    inputBytes: Math.max(1, size),
    inputState: state,
    output,
    notation,
    anew: items.every(({ answer }) => answer !== null),
    header,
    outputHeader: isNew ? withColumn(header, newColumnName, notation.delimiter) : header,
    start: { bytes: Buffer.byteLength(header), line: 1 + (header.match(/\n/g)?.length ?? 0) },
    task: createHash('sha256').update(JSON.stringify([state, identity, notation])).digest('hex'),
  };
  return { kind: 'plan', plan, survey };
}

/** What tells whether a file is still the same: its size and the time of its last change. */
export async function inputState(path: string): Promise<string> {
  const { size, mtimeMs } = await stat(path);
  return `${size} ${mtimeMs}`;
}

/** The readings with which answers can be written. */
function readingsOf(source: Source, tool: Tool, input: string): readonly Reading[] {
  const result = readSource(source, tool.notation);
  return result.kind === 'unreadable' ? [] : readingsForAnswers(source, [result.best, ...result.others], input);
}

function openProblems(reading: Reading): Reading['items'] {
  const without = reading.items.filter(({ answer }) => answer === null);
  return without.length > 0 ? without : reading.items;
}

/** A beginning that may be cut in mid-line, without its last line. */
function wholeRecords(text: string, cut: boolean): Source {
  const end = cut ? text.lastIndexOf('\n') + 1 : text.length;
  return wholeOf(text.slice(0, end === 0 ? text.length : end));
}

/** The first bytes of a file as text; `undefined` where they are not UTF-8. A character cut at the end is left out. */
async function textFrom(path: string, bytes: number): Promise<string | undefined> {
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(bytes);
    const { bytesRead } = await file.read(buffer, 0, bytes, 0);
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(buffer.subarray(0, bytesRead), { stream: true });
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  } finally {
    await file.close();
  }
}
