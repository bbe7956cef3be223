import type { Written } from '../notation/filling';
import { jsonDocument } from '../notation/json/json-writing';
import { withArrows } from '../notation/lines/kind';
import { isListed, lineBeginnings } from '../notation/lines/list-marks';
import type { Notation, Reading } from '../notation/notation';
import { wholeOf, type Source } from '../text/source';
import { readSource } from './read';
import { everyFormula, type Guard } from '../notation/table/spreadsheet';
import { lineEndOf, withLineFeeds } from '../text/lines';
import { kindOf } from '../notation/notations';
import { ofAnyText } from '../notation/stored';
import { isNewColumn, newColumnName } from './further-cells';

/** A document of its own. */
export interface Standalone {
  readonly text: string;
  /** Answers that got an apostrophe in front, so that no spreadsheet runs them. */
  readonly guarded: number;
}

/**
 * A new document with a reading's problems and their answers (by index into its items; those of the text where
 * there is none), in the reading's notation, a list's with their marks. Where that notation cannot hold one of the
 * texts, such as an answer
 * of several lines behind an arrow, the document is of JSON Lines, which hold everything. What is returned reads
 * back as what went in. It has the line ends of the source. `guard`: as in `writtenAnswers`.
 */
export function standalone(
  source: Pick<Source, 'text'>,
  reading: Reading,
  answers: ReadonlyMap<number, string>,
  guard: Guard = everyFormula,
): Standalone {
  const { keepsSpace } = kindOf(reading.notation);
  const given = (answer: string): string => (keepsSpace ? withLineFeeds(answer) : withLineFeeds(answer).trim());
  const beginningAt = lineBeginnings(source.text);
  const plain = reading.items.map((item, index): Written => ({
    problem: item.problem,
    answer: answers.has(index) ? given(answers.get(index) ?? '') : item.answer,
    mark: isListed(reading.notation) ? beginningAt(item.span.start).mark : '',
  }));
  const { notation, columnNames } = withoutOtherColumns(reading);
  const items = plain.map((item, index): Written =>
    item.answer !== null && answers.has(index) ? { ...item, answer: guard(item.answer, notation, index) } : item,
  );
  const same = kindOf(notation).document(items, notation, columnNames);
  const reads = readsBack(same, items, notation);
  const text = reads ? same : jsonDocument(plain, { kind: 'jsonLines', problemKey: 'input', answerKey: 'target' });
  return {
    text: text.replaceAll('\n', lineEndOf(source.text)),
    guarded: reads ? items.filter(({ answer }, index) => answer !== plain[index]?.answer).length : 0,
  };
}

/** Where some columns of a table hold the problems, a new document has those and the answers'. */
function withoutOtherColumns(reading: Reading): Pick<Reading, 'notation' | 'columnNames'> {
  const { notation, columnNames } = reading;
  if (!('answerColumn' in notation)) return { notation, columnNames };
  const { problemColumn, furtherColumns = [], ...others } = notation;
  const wide = columnNames && isNewColumn(reading) ? [...columnNames, newColumnName(reading)] : columnNames;
  const layout = ofAnyText(others);
  if (problemColumn === undefined) return { notation: layout, columnNames: wide };
  const kept = [problemColumn, ...furtherColumns];
  return {
    notation: { ...layout, answerColumn: kept.length },
    columnNames: wide && [...kept, notation.answerColumn].map((column) => wide[column] ?? ''),
  };
}

function readsBack(text: string, items: readonly Written[], notation: Notation): boolean {
  const preferred: Notation = notation.kind === 'lines' ? withArrows(notation) : ofAnyText(notation);
  const result = readSource(wholeOf(text), preferred);
  if (result.kind === 'unreadable' || result.best.notation.kind !== preferred.kind) return false;
  const texts = (list: readonly Written[]): string =>
    JSON.stringify(list.map(({ problem, answer }) => [problem, answer]));
  return result.best.complaints.length === 0 && texts(result.best.items) === texts(items);
}
