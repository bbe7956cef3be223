import {
  answersAreMarked,
  headerOverProblems,
  isMistakenHeader,
  isPlaceOf,
  problemColumnOf,
} from '../problem/answer-place';
import { beginsWithMark, isListed } from '../notation/list-marks';
import type { Notation, Reading } from '../notation/notation';
import type { Tool } from '../tool/tool';
import type { Workshop } from './run-tool';
import { surveyTool, type Survey } from './survey';
import { useParser } from './use-tool';

/** What a tool makes of a text in the reading that suits it best. */
export interface ReadingSurvey extends Survey {
  readonly reading: Reading;
  /** It ran out of time too often to be tried on every problem. */
  readonly cutShort: boolean;
  /**
   * Of a table, where the reading takes one column for the problems: the readings of others that it reads wholly too.
   */
  readonly rivals: readonly Reading[];
}

/** More readings than these are not tried: each costs a survey, and the likely ones come first. */
const readingsTried = 16;

/** So many of the answers that stand in a guessed place are compared with the tool's. */
const answersCompared = 20;

/**
 * After so many time-outs a survey is given up: an endless parser took minutes, and the workers of the other tools.
 * A limit on the whole survey's time was tried instead, and cut honest tools short while an endless one held the
 * workers.
 */
export const timeoutsBorne = 5;

/** A survey is waited for, so solving gets less time in it than it has when the tool is applied. */
const surveySolveMilliseconds = 1_000;

/**
 * Tries a tool with its own notation (the first of `readings`) and, where it does not read everything in that, with
 * the others that fit the text: the reading counts of which it reads the greatest share. One that guesses where answers
 * stand counts only where that holds for the tool: elsewhere its answers would go over other data. Asks no model.
 */
export async function surveyReadings(
  tool: Tool,
  readings: readonly Reading[],
  problemsOf: (reading: Reading) => readonly string[],
  workshop: Workshop,
  signal: AbortSignal,
): Promise<ReadingSurvey | undefined> {
  const tooSlow = new AbortController();
  const hurried = hurriedWorkshop(workshop, () => tooSlow.abort());
  const either = AbortSignal.any([signal, tooSlow.signal]);
  let best: ReadingSurvey | undefined;
  let tried = 0;
  /**
   * A guessed place holds what the tool answers: beside it no further one is begun, though it may count more rows as
   * read.
   */
  let found = false;
  for (const reading of readings) {
    if (tried === readingsTried) break;
    if (found && reading.items.every(({ answer }) => answer === null)) continue;
    // The first row for a header leaves nothing: that is no reading of a text, unless a file is said to be a table.
    if (reading.items.length === 0 && readings.some(({ notation }) => notation.kind === 'lines')) continue;
    if (
      lacksItsMarks(tool, reading) ||
      !(await placeHolds(tool, reading, hurried, either)) ||
      (await headerIsMistaken(tool, reading, readings, hurried, either))
    )
      continue;
    tried += 1;
    found ||= !answersAreMarked(reading) && reading.items.some(({ answer }) => answer !== null);
    const survey = await surveyTool(tool, problemsOf(reading), hurried, either);
    // A table with a header alone is one without problems, unless its only row is read.
    if (!best || (best.tried === 0 ? survey.read > 0 : survey.read * best.tried > best.read * survey.tried))
      best = { ...survey, reading, cutShort: false, rivals: [] };
    if ((survey.read === survey.tried && survey.tried > 0) || tool.reader === 'model' || either.aborted) break;
  }
  const rivals: Reading[] = [];
  for (const reading of best && best.read > 0 ? rivalsOf(best.reading, readings) : []) {
    const survey = await surveyTool(tool, problemsOf(reading), hurried, either);
    if (survey.tried > 0 && survey.read === survey.tried && !either.aborted) rivals.push(reading);
  }
  return best && { ...best, cutShort: tooSlow.signal.aborted, rivals };
}

/** The readings that take another column of the same table for the problems. */
function rivalsOf({ notation }: Reading, readings: readonly Reading[]): readonly Reading[] {
  const column = problemColumnOf(notation);
  if (column === undefined) return [];
  return readings.filter(({ notation: other }) => {
    const another = problemColumnOf(other);
    return (
      another !== undefined &&
      another !== column &&
      JSON.stringify({ ...other, problemColumn: column }) === JSON.stringify({ ...notation, problemColumn: column })
    );
  });
}

/**
 * True where a reading's place for answers is theirs: the text says so; or it is empty, and the tool's own examples had
 * their answers there; or what stands in it is what the tool answers. Full throughout, a guessed place is never taken.
 */
async function placeHolds(tool: Tool, reading: Reading, workshop: Workshop, signal: AbortSignal): Promise<boolean> {
  if (answersAreMarked(reading)) return true;
  const filled = reading.items.filter(({ answer }) => answer !== null);
  if (filled.length === 0)
    return (
      isPlaceOf(reading.notation, tool.notation) ||
      (reading.columnNames === undefined &&
        reading.notation.kind !== 'jsonLines' &&
        reading.notation.kind !== 'jsonArray')
    );
  if (filled.length === reading.items.length) return false;
  const known = new Map(tool.examples.map(({ problem, answer }) => [problem, answer]));
  let [same, compared] = [0, 0];
  for (const { problem, answer } of filled.slice(0, answersCompared)) {
    const example = known.get(problem);
    const outcome = example === undefined ? await useParser(tool, problem, workshop, signal) : undefined;
    if (signal.aborted) return false;
    const own = outcome?.kind === 'answer' ? outcome.answer.trim() : example;
    if (own === undefined) continue;
    compared += 1;
    if (own === answer) same += 1;
  }
  return same * 2 > compared;
}

/**
 * True where a reading takes the marks of a list for no part of the problems, and the tool's own examples have such
 * marks: it may write them too, and they would stand there twice.
 */
function lacksItsMarks({ examples }: Tool, { notation, items }: Reading): boolean {
  return (
    isListed(notation) &&
    examples.length > 0 &&
    examples.every(({ problem }) => beginsWithMark(problem)) &&
    !items.some(({ problem }) => beginsWithMark(problem))
  );
}

/**
 * True where a reading is mistaken about a table's first row. What it takes for a header the tool reads: then it is a
 * row, which would get no answer, and nobody would be told. Or the tool does not read what it takes for a row, and
 * another reading takes for a header: a row more that is not read would count for little beside those that have
 * answers.
 */
async function headerIsMistaken(
  tool: Tool,
  reading: Reading,
  readings: readonly Reading[],
  workshop: Workshop,
  signal: AbortSignal,
): Promise<boolean> {
  const reads = async (text: string): Promise<boolean> => {
    const { kind } = await useParser(tool, text, workshop, signal);
    return kind !== 'notRead' && kind !== 'cancelled';
  };
  const header = headerOverProblems(reading);
  if (header !== undefined) return isMistakenHeader(header, reads);
  const [first] = reading.items;
  const doubtful =
    first !== undefined &&
    tool.reader === 'parser' &&
    isTable(reading.notation, false) &&
    !isTable(tool.notation, false) &&
    readings.some(({ notation }) => isTable(notation, true));
  return doubtful && !(await reads(first.problem));
}

function isTable(notation: Notation, header: boolean): boolean {
  return notation.kind === 'delimited' && notation.header === header;
}

/** The workshop for a survey; calls `tooSlow` when a tool ran out of time once too often. */
function hurriedWorkshop({ sandbox, limits }: Workshop, tooSlow: () => void): Workshop {
  let timeouts = 0;
  return {
    limits: { ...limits, solveMilliseconds: Math.min(limits.solveMilliseconds, surveySolveMilliseconds) },
    sandbox: {
      call: async (call, signal) => {
        const outcome = await sandbox.call(call, signal);
        if (outcome.kind === 'timedOut' && ++timeouts >= timeoutsBorne) tooSlow();
        return outcome;
      },
      check: (check, signal) => sandbox.check(check, signal),
      dispose: () => sandbox.dispose(),
    },
  };
}
