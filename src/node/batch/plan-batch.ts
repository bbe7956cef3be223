import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import type { Answerer } from '../../engine/applying/answerer';
import type { PlannedText } from '../../engine/applying/plan-text';
import type { Notation, Reading } from '../../engine/notation/notation';
import { kindOf, readAs } from '../../engine/notation/notations';
import { freeColumnName } from '../../engine/notation/table/columns';
import { filledIn } from '../../engine/problem/fill';
import type { Guarding } from '../../engine/notation/table/spreadsheet';
import type { Plan, PlanQuestion } from '../../engine/problem/plan';
import { questionText } from '../../engine/problem/plan-question';
import { isReadInPieces, recordEnds } from '../../engine/problem/records';
import type { Said } from '../../engine/problem/said';
import { textKindOf } from '../../engine/problem/text-kind';
import { linesIn } from '../../engine/text/lines';
import { wholeOf, type Source } from '../../engine/text/source';
import { systemCode } from '../store/store-error';
import { usualShell } from '../shell';
import { UnreadableRows, type Place } from './chunks';
import { fileHead, isInBrackets, unreadableFile, wholeLines } from './file-head';

/** How a file will be answered. */
export interface BatchPlan {
  readonly input: string;
  readonly inputBytes: number;
  /** The input as it stood when it was planned. */
  readonly inputState: string;
  readonly output: string;
  /** With which each piece is read, below the header. */
  readonly notation: Notation;
  /** The beginning of the file as it was planned: to say how it was read. */
  readonly beginning: Plan;
  /** The text of that beginning. */
  readonly source: Source;
  /** Rows that have an answer are answered too, over it. */
  readonly anew: boolean;
  /** Whether cells that a spreadsheet would run get an apostrophe in front. */
  readonly guard: Guarding;
  /**
   * The table's header as it is read with each piece, as a piece with its answers has it, and as it is written, below
   * what stands above it; all empty where there is none.
   */
  readonly header: string;
  readonly answeredHeader: string;
  readonly outputHeader: string;
  /** Each row of the table gets a further cell, the answered ones with their tool's id. */
  readonly namesTools: boolean;
  /** Reads a piece as the tools mean it. */
  readonly heed: (source: Source, reading: Reading, signal: AbortSignal) => Promise<Reading>;
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

/** Asks which of several plans is meant; `undefined`: given up. */
export type ChoosePlan = (question: PlanQuestion) => Promise<Plan | undefined>;

/** The largest file of a notation that hangs together, in bytes: it is read as one. */
const largestWhole = 50_000_000;

/** The name of the column that says which tool answered. */
const toolColumnName = 'tool';

/**
 * Looks at a file's beginning and finds the plan that suits the tools best; answers go into the column that waits for
 * them, or into a new one. Where several plans fit `choose` says which is meant; without it there is none.
 */
export async function planBatch(
  answerer: Answerer,
  input: string,
  output: string,
  signal: AbortSignal,
  choose?: ChoosePlan,
  said?: Said,
): Promise<PlanResult> {
  try {
    return await planned(answerer, input, output, signal, choose, said);
  } catch (error) {
    if (error instanceof UnreadableRows) return { kind: 'unreadable', message: `${input}: ${error.message}` };
    const reason = unreadableFile(input, systemCode(error));
    if (reason === undefined) throw error;
    return { kind: 'unreadable', message: reason };
  }
}

/** A file's text as far as it is needed, and how it is read. */
interface PlannedFile {
  readonly source: Source;
  readonly way: PlannedText;
}

async function planned(
  answerer: Answerer,
  input: string,
  output: string,
  signal: AbortSignal,
  choose: ChoosePlan | undefined,
  said: Said | undefined,
): Promise<PlanResult> {
  const state = await inputState(input);
  const head = await fileHead(input);
  if (head.kind === 'unreadable') return head;
  const { size } = head;
  const plan = async (source: Source): Promise<PlannedFile> => ({
    source,
    way: await answerer.plan({ source, name: input, said, isBeginning: true }, signal),
  });
  const hangsTogether = textKindOf(input) === 'markdown' || (await isInBrackets(input, head));
  let found = hangsTogether && size <= largestWhole ? undefined : await plan(wholeLines(head));
  const isPart = found === undefined || Buffer.byteLength(found.source.text) < size;
  const inPieces =
    found &&
    (found.way.kind === 'plan'
      ? isReadInPieces(found.way.plan.reading.notation)
      : found.way.kind === 'question' || found.way.kind === 'saidWrongly' || found.way.kind === 'givenUp');
  if (isPart && !inPieces) {
    if (size > largestWhole)
      return {
        kind: 'unreadable',
        message: `${input} is larger than ${largestWhole / 1_000_000} MB, and its notation is read as one. Write it as CSV or JSON Lines, which are read in pieces.`,
      };
    const whole = await fileHead(input, size);
    if (whole.kind === 'unreadable') return whole;
    found = await plan(wholeOf(whole.text));
  }
  if (!found) return { kind: 'cancelled' };
  const chosen = await chosenPlan(found.way, input, choose);
  return 'kind' in chosen
    ? chosen
    : { kind: 'plan', plan: batchPlan(chosen, found.source, answerer, said, { input, output, size, state }) };
}

/** The plan, or why there is none. */
async function chosenPlan(
  way: PlannedText,
  input: string,
  choose: ChoosePlan | undefined,
): Promise<Plan | Exclude<PlanResult, { kind: 'plan' }>> {
  switch (way.kind) {
    case 'plan':
      return way.plan;
    case 'givenUp':
      return { kind: 'cancelled' };
    case 'question':
      if (!choose) return { kind: 'unreadable', message: `${input}: ${questionText(way.question, usualShell)}` };
      return (await choose(way.question)) ?? { kind: 'cancelled' };
    case 'saidWrongly':
      return { kind: 'unreadable', message: `${input} ${way.reason}` };
    case 'unreadable': {
      const [first] = way.complaints;
      return {
        kind: 'unreadable',
        message: `${input}${first ? `, line ${first.line}: ${first.reason}` : ' holds no problems.'}`,
      };
    }
    case 'noProblems':
      return { kind: 'unreadable', message: `${input} holds no problems.` };
  }
}

function batchPlan(
  beginning: Plan,
  source: Source,
  answerer: Answerer,
  said: Said | undefined,
  {
    input,
    output,
    size,
    state,
  }: { readonly input: string; readonly output: string; readonly size: number; readonly state: string },
): BatchPlan {
  const { text } = source;
  const { notation: whole, columnNames = [] } = beginning.reading;
  const above = whole.kind === 'delimited' ? firstLines(text, whole.preamble ?? 0) : '';
  const notation = withoutPreamble(whole);
  const header = notation.kind === 'delimited' && notation.header ? headerIn(text.slice(above.length), notation) : '';
  const namesTools = answerer.namesTools && notation.kind === 'delimited';
  const answeredHeader =
    header === '' ? '' : filledIn(wholeOf(header), readAs(wholeOf(header), notation), new Map()).text;
  const toolColumn =
    namesTools && header !== ''
      ? (kindOf(notation).cells?.heading(freeColumnName(columnNames, toolColumnName), header, notation) ?? '')
      : '';
  const end = /\r?\n?$/.exec(answeredHeader)?.index ?? answeredHeader.length;
  return {
    input,
    inputBytes: Math.max(1, size),
    inputState: state,
    output,
    notation,
    beginning,
    source,
    anew: beginning.overwrite,
    guard: beginning.guard,
    header,
    answeredHeader,
    outputHeader: above + answeredHeader.slice(0, end) + toolColumn + answeredHeader.slice(end),
    namesTools,
    heed:
      said?.notation === undefined
        ? (piece, reading, signal) => answerer.heed(piece, reading, signal)
        : (_, reading) => Promise.resolve(reading),
    start: { bytes: Buffer.byteLength(above + header), line: 1 + linesIn(above + header) },
    task: createHash('sha256')
      .update(JSON.stringify([state, answerer.identity, notation, beginning.overwrite, beginning.guard]))
      .digest('hex'),
  };
}

/** The first lines of a text, so many, with their ends. */
function firstLines(text: string, count: number): string {
  const lineEnd = /\r\n?|\n/g;
  for (let lines = 0; lines < count; lines += 1) if (!lineEnd.test(text)) return text;
  return count === 0 ? '' : text.slice(0, lineEnd.lastIndex);
}

/** Each piece is read below its header alone. */
function withoutPreamble(notation: Notation): Notation {
  return notation.kind === 'delimited' ? { ...notation, preamble: 0 } : notation;
}

/** A table's first row, its line end included, with the empty lines above it: each piece is read with all of it. */
function headerIn(text: string, notation: Notation): string {
  const first = text.search(/\S/);
  const end = first === -1 ? undefined : recordEnds(text, notation, true).find((one) => one > first);
  return text.slice(0, end ?? 0);
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
