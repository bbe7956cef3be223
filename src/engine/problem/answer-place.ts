import type { Notation, Reading, Source } from './notation';
import { isAnswerKey } from './json-keys';
import { readAs } from './read';
import { isAnswerName } from './table';

/** The most columns of a table that are tried as the one with the problems. */
const mostColumnsTried = 8;

/** The name of a key for answers, where objects have none. */
const newKey = 'answer';

/**
 * True where the text itself says that answers stand where a reading has them: labels and arrows, a column or key with
 * an answer's name, or one that is not there yet. Elsewhere the place is a guess, and what stands there may be other data.
 */
export function answersAreMarked({ notation, items, columnNames }: Reading): boolean {
  switch (notation.kind) {
    case 'blocks':
    case 'lines':
      return true;
    case 'arrows':
      return notation.arrow !== '\t';
    case 'jsonLines':
    case 'jsonArray':
      return isAnswerKey(notation.answerKey) || items.every(({ answerSpan }) => answerSpan === null);
    case 'delimited':
    case 'markdownTable':
      return items.every(({ answerSpan }) => answerSpan === null) || isAnswerName(columnNames?.[notation.answerColumn] ?? '');
  }
}

/** True where a tool's own examples had their answers in the place that a reading guesses. */
export function isPlaceOf(notation: Notation, own: Notation): boolean {
  switch (notation.kind) {
    case 'jsonLines':
    case 'jsonArray':
      return notation.kind === own.kind && notation.answerKey === own.answerKey;
    case 'delimited':
      return own.kind === 'delimited' && notation.answerColumn === own.answerColumn && notation.problemColumn === undefined;
    case 'markdownTable':
      return own.kind === 'markdownTable' && notation.answerColumn === own.answerColumn && notation.problemColumn === undefined;
    case 'arrows':
    case 'blocks':
    case 'lines':
      return notation.kind === own.kind;
  }
}

/**
 * The readings with which answers can be written: those found, and for tables and objects those with a further column
 * or key, in which no other data can be lost. Below a header they come before plain lines; without one a line with
 * commas may be prose, and they come last.
 */
export function readingsForAnswers(source: Source, found: readonly Reading[]): readonly Reading[] {
  const further = found.flatMap((reading) => withNewPlace(source, reading, found));
  const isSure = ({ notation }: Reading): boolean => notation.kind !== 'delimited' || notation.header;
  const lines = found.filter(({ notation }) => notation.kind === 'lines');
  const others = found.filter(({ notation }) => notation.kind !== 'lines');
  return [...others, ...further.filter(isSure), ...lines, ...further.filter((reading) => !isSure(reading))];
}

/** The readings of `readingsForAnswers` in which no place is guessed: for who cannot try a guess on what stands there. */
export function markedReadings(source: Source, found: readonly Reading[]): readonly Reading[] {
  return readingsForAnswers(source, found).filter(answersAreMarked);
}

/** A reading's like with a new place for answers, once for each table and each key with problems. */
function withNewPlace(source: Source, { notation }: Reading, found: readonly Reading[]): readonly Reading[] {
  switch (notation.kind) {
    case 'jsonLines':
    case 'jsonArray': {
      const first = found.find((other) => other.notation.kind === notation.kind && other.notation.problemKey === notation.problemKey);
      if (first?.notation !== notation || notation.problemKey === '0') return [];
      const reading = readAs(source, { ...notation, answerKey: newKey });
      return reading.items.every(({ answerSpan }) => answerSpan === null) ? [reading] : [];
    }
    case 'delimited':
    case 'markdownTable': {
      const first = found.find(({ notation: other }) => other.kind === notation.kind && (other.kind !== 'delimited' || notation.kind !== 'delimited' || (other.delimiter === notation.delimiter && other.header === notation.header)));
      if (first?.notation !== notation) return [];
      const columns = first.columnNames?.length ?? first.columns ?? 0;
      if (columns === 0) return [];
      const wide = { ...notation, answerColumn: columns };
      const single = columns < 2 ? [] : Array.from({ length: Math.min(columns, mostColumnsTried) }, (_, problemColumn) => readAs(source, { ...wide, problemColumn }));
      return [readAs(source, wide), ...single];
    }
    case 'arrows':
    case 'blocks':
    case 'lines':
      return [];
  }
}
