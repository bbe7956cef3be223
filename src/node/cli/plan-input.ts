import type { Answerer } from '../../engine/applying/answerer';
import { problemColumnName, problemColumnOf } from '../../engine/problem/answer-place';
import type { Reading } from '../../engine/notation/notation';
import { showInvisible } from '../../engine/text/show-invisible';
import { wholeOf, type Source } from '../../engine/text/source';
import type { Application } from './application';
import type { Options } from './options';
import { inputName, ofLines, unreadableInput } from './read-input';
import { UsageError } from './terminal';

/** An input in one reading. */
export interface ReadText {
  readonly source: Source;
  readonly reading: Reading;
}

/** A text in the reading that suits the tools best. Asks no model. Throws `UsageError`. */
export async function planInput(
  answerer: Answerer,
  path: string,
  text: string,
  { options, surroundings }: Application,
): Promise<ReadText> {
  const source = wholeOf(text);
  const meant = (readings: readonly Reading[]): readonly Reading[] => meantReadings(readings, options, path);
  const planned = await answerer.plan({ source, name: path, meant }, surroundings.signal);
  switch (planned.kind) {
    case 'plan':
      return { source, reading: planned.reading };
    case 'question':
      throw severalColumns(planned.readings, path);
    case 'unreadable':
      throw unreadableInput(path, planned.complaints);
    case 'noProblems':
      throw new UsageError(`${path} holds no problems.`);
    case 'givenUp':
      throw new UsageError('interrupted');
  }
}

/** That the person has to say which of several columns is meant. */
export function severalColumns(readings: readonly Reading[], path: string): UsageError {
  const columns = readings.map(
    (reading) => `--column ${JSON.stringify(showInvisible(problemColumnName(reading) ?? ''))}`,
  );
  return new UsageError(
    `The tool reads several columns of ${inputName(path)}. Say which holds the problems: ${columns.join(' or ')}.`,
  );
}

/** Those of the readings that the options mean. Throws `UsageError`. */
export function meantReadings(readings: readonly Reading[], options: Options, path: string): readonly Reading[] {
  return ofColumn(ofLines(readings, options.text('lines'), path), options.text('column'), path);
}

/** The readings that take the column of this name, or number from 1, for the problems; all where none is named. */
function ofColumn(readings: readonly Reading[], name: string | undefined, path: string): readonly Reading[] {
  if (name === undefined) return readings;
  const found = readings.filter(
    (reading) => problemColumnName(reading) === name || problemColumnOf(reading.notation) === Number(name) - 1,
  );
  if (found.length > 0) return found;
  const names = [...new Set(readings.flatMap((reading) => problemColumnName(reading) ?? []))];
  throw new UsageError(
    names.length === 0
      ? `${path} is no table of several columns, so --column says nothing about it.`
      : `${path} has no column “${name}”; it has: ${names.map(showInvisible).join(', ')}.`,
  );
}
