import type { Notation, Reading } from '../notation/notation';
import type { Source } from '../text/source';
import { isAnswerKey } from '../notation/json/json-keys';
import { newPlaceName } from '../notation/table/new-column';
import { readLazily } from './read';
import { answerColumnOf, isAnswerName } from '../notation/table/table';

/** The most columns of a table that are tried as the one with the problems. */
const mostColumnsTried = 8;

/**
 * True where the text itself says that answers stand where a reading has them: labels and arrows, a column or key with
 * an answer's name, or one that is not there yet. Elsewhere the place is a guess, and what stands there may be other
 * data.
 */
export function answersAreMarked(reading: Reading): boolean {
  const { notation } = reading;
  switch (notation.kind) {
    case 'blocks':
    case 'lines':
      return true;
    case 'arrows':
      return notation.arrow !== '\t';
    case 'jsonLines':
    case 'jsonArray':
      return isAnswerKey(notation.answerKey) || reading.items.every(({ answerSpan }) => answerSpan === null);
    case 'delimited':
    case 'markdownTable':
      // A reading that takes one column alone for the problems has its answers in a new one, or in one with the name.
      if (notation.problemColumn !== undefined) return true;
      return reading.columnNames
        ? notation.answerColumn >= reading.columnNames.length ||
            isAnswerName(reading.columnNames[notation.answerColumn] ?? '')
        : reading.items.every(({ answerSpan }) => answerSpan === null);
  }
}

/** The one column of a table that holds the problems; `undefined` where there is none such. */
export function problemColumnOf(notation: Notation): number | undefined {
  return notation.kind === 'delimited' || notation.kind === 'markdownTable' ? notation.problemColumn : undefined;
}

/**
 * What a table's header says of the problems, where they are in one column: what a first row that is no header has for
 * its problem.
 */
export function headerOverProblems({ notation, columnNames }: Reading): string | undefined {
  if (!columnNames || (notation.kind !== 'delimited' && notation.kind !== 'markdownTable')) return undefined;
  const over =
    notation.problemColumn === undefined
      ? columnNames.filter((_, column) => column !== notation.answerColumn)
      : columnNames.slice(notation.problemColumn, notation.problemColumn + 1);
  return over.length === 1 ? over[0] : undefined;
}

/**
 * True where what passes for a header is a row: `fits` holds for it, and not since it holds for the name of any
 * column.
 */
export async function isMistakenHeader(header: string, fits: (text: string) => Promise<boolean>): Promise<boolean> {
  return (await fits(header)) && !(await fits(newPlaceName));
}

/**
 * What the column with the problems is called: by its header, or where that does not tell it from another by its
 * number from 1.
 */
export function problemColumnName({ notation, columnNames }: Reading): string | undefined {
  const column = problemColumnOf(notation);
  if (column === undefined) return undefined;
  const name = columnNames?.[column];
  return name === undefined || name === '' || columnNames?.filter((other) => other === name).length !== 1
    ? String(column + 1)
    : name;
}

/** True where a tool's own examples had their answers in the place that a reading guesses. */
export function isPlaceOf(notation: Notation, own: Notation): boolean {
  switch (notation.kind) {
    case 'jsonLines':
    case 'jsonArray':
      return notation.kind === own.kind && notation.answerKey === own.answerKey;
    case 'delimited':
      return (
        own.kind === 'delimited' && notation.answerColumn === own.answerColumn && notation.problemColumn === undefined
      );
    case 'markdownTable':
      return (
        own.kind === 'markdownTable' &&
        notation.answerColumn === own.answerColumn &&
        notation.problemColumn === undefined
      );
    case 'arrows':
    case 'blocks':
    case 'lines':
      return notation.kind === own.kind;
  }
}

/**
 * The readings with which answers can be written: those found, and for tables and objects those with a further column
 * or key, in which no other data can be lost. Below a header they come before plain lines; without one a line with
 * commas may be prose, and they come last. Blocks for which less speaks than for lines stay behind those: all lines
 * would be one problem. A file whose `name` says that it is a table is no list of lines: it has one column at least,
 * and may have no rows.
 */
export function readingsForAnswers(source: Source, all: readonly Reading[], name = ''): readonly Reading[] {
  const delimiter = delimiterOf(name);
  const found = all.filter((reading) => isReadingOf(name, reading));
  const oneColumn =
    delimiter && found.every(({ columns }) => columns === 1)
      ? [true, false].map((header) => readLazily(source, { kind: 'delimited', delimiter, header, answerColumn: 1 }))
      : [];
  const further = [...oneColumn, ...found.flatMap((reading) => withNewPlace(source, reading, found))];
  const isSure = ({ notation }: Reading): boolean => notation.kind !== 'delimited' || notation.header;
  const firstLines = found.findIndex(({ notation }) => notation.kind === 'lines');
  const isLines = ({ notation }: Reading, at: number): boolean =>
    notation.kind === 'lines' || (notation.kind === 'blocks' && firstLines !== -1 && at > firstLines);
  const lines = found.filter(isLines);
  const others = found.filter((reading, at) => !isLines(reading, at));
  return [...others, ...further.filter(isSure), ...lines, ...further.filter((reading) => !isSure(reading))];
}

/** What separates the cells of a file of that name; `undefined` where that does not say. */
function delimiterOf(name: string): ',' | '\t' | undefined {
  return /\.csv$/i.test(name) ? ',' : /\.tsv$/i.test(name) ? '\t' : undefined;
}

/** True where a file of that name can be meant by a reading: one that is said to be a table is no list of lines. */
export function isReadingOf(name: string, reading: Reading): boolean {
  const delimiter = delimiterOf(name);
  return delimiter === undefined || (reading.notation.kind !== 'lines' && !isWithoutMarks(reading, delimiter));
}

/** Bare text that passes for blocks, for arrows or for a table of another kind, since a tool's notation is theirs. */
function isWithoutMarks({ notation, items, columns }: Reading, delimiter: string): boolean {
  if (notation.kind === 'delimited') return columns === 1 && notation.delimiter !== delimiter;
  return (
    (notation.kind === 'arrows' || notation.kind === 'blocks') && items.every(({ answerSpan }) => answerSpan === null)
  );
}

/**
 * A reading's like with a new place for answers, once for each table and each key with problems; of a table also with
 * each column alone for the problems.
 */
function withNewPlace(source: Source, { notation }: Reading, found: readonly Reading[]): readonly Reading[] {
  switch (notation.kind) {
    case 'jsonLines':
    case 'jsonArray': {
      const first = found.find(
        (other) => other.notation.kind === notation.kind && other.notation.problemKey === notation.problemKey,
      );
      if (first?.notation !== notation || notation.problemKey === '0') return [];
      return [readLazily(source, { ...notation, answerKey: newPlaceName })];
    }
    case 'delimited':
    case 'markdownTable': {
      const first = found.find(
        ({ notation: other }) =>
          other.kind === notation.kind &&
          (other.kind !== 'delimited' ||
            notation.kind !== 'delimited' ||
            (other.delimiter === notation.delimiter && other.header === notation.header)),
      );
      if (first?.notation !== notation) return [];
      const columns = first.columnNames?.length ?? first.columns ?? 0;
      if (columns === 0) return [];
      const wide = { ...notation, answerColumn: columns };
      // A column that is named for answers takes them, whichever of the others holds the problems.
      const likely = answerColumnOf(first.columnNames, columns);
      const named = isAnswerName(first.columnNames?.[likely] ?? '') ? likely : columns;
      const single =
        columns < 2
          ? []
          : Array.from({ length: Math.min(columns, mostColumnsTried) }, (_, problemColumn) =>
              readLazily(source, {
                ...notation,
                answerColumn: problemColumn === named ? columns : named,
                problemColumn,
              }),
            );
      return [readLazily(source, wide), ...single];
    }
    case 'arrows':
    case 'blocks':
    case 'lines':
      return [];
  }
}
