import { arrowsDocument } from '../notation/arrows';
import { blocksDocument } from '../notation/blocks/blocks-writing';
import { delimitedDocument } from '../notation/table/delimited';
import type { Written } from '../notation/filling';
import { jsonDocument } from '../notation/json/json-writing';
import { isListed, lineBeginnings } from '../notation/list-marks';
import { markdownDocument } from '../notation/table/markdown-table';
import type { Notation, Reading } from '../notation/notation';
import { wholeOf, type Source } from '../text/source';
import { readSource } from './read';
import { everyFormula, type Guard } from '../notation/table/spreadsheet';
import { lineEndOf, withLineFeeds } from '../text/lines';
import { newPlaceName } from '../notation/table/new-column';

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
  const beginningAt = lineBeginnings(source.text);
  const plain = reading.items.map((item, index): Written => ({
    problem: item.problem,
    answer: answers.has(index) ? withLineFeeds(answers.get(index) ?? '').trim() : item.answer,
    mark: isListed(reading.notation) ? beginningAt(item.span.start).mark : '',
  }));
  const { notation, columnNames } = withoutOtherColumns(reading);
  const items = plain.map((item, index): Written =>
    item.answer !== null && answers.has(index) ? { ...item, answer: guard(item.answer, notation, index) } : item,
  );
  const same = documentIn(notation, items, columnNames);
  const reads = readsBack(same, items, notation);
  const text = reads ? same : jsonDocument(plain, { kind: 'jsonLines', problemKey: 'input', answerKey: 'target' });
  return {
    text: text.replaceAll('\n', lineEndOf(source.text)),
    guarded: reads ? items.filter(({ answer }, index) => answer !== plain[index]?.answer).length : 0,
  };
}

/** Where one column of a table holds the problems, a new document has that one and the answers'. */
function withoutOtherColumns({ notation, columnNames }: Reading): Pick<Reading, 'notation' | 'columnNames'> {
  if (notation.kind !== 'delimited' && notation.kind !== 'markdownTable') return { notation, columnNames };
  const { problemColumn, ...others } = notation;
  const wide = columnNames?.length === notation.answerColumn ? [...columnNames, newPlaceName] : columnNames;
  if (problemColumn === undefined) return { notation, columnNames: wide };
  return {
    notation: { ...others, answerColumn: 1 },
    columnNames: wide && [wide[problemColumn] ?? '', wide[notation.answerColumn] ?? newPlaceName],
  };
}

function documentIn(notation: Notation, items: readonly Written[], columnNames: readonly string[] | undefined): string {
  switch (notation.kind) {
    case 'blocks':
      return blocksDocument(items, notation);
    case 'arrows':
      return arrowsDocument(items, notation);
    case 'jsonLines':
    case 'jsonArray':
      return jsonDocument(items, notation);
    case 'delimited':
      return delimitedDocument(items, notation, columnNames);
    case 'markdownTable':
      return markdownDocument(items, notation, columnNames);
    case 'lines':
      // Lines hold no answers; arrows are the nearest that do.
      return arrowsDocument(items, { ...notation, kind: 'arrows', arrow: '=>' });
  }
}

function readsBack(text: string, items: readonly Written[], notation: Notation): boolean {
  const preferred: Notation = notation.kind === 'lines' ? { ...notation, kind: 'arrows', arrow: '=>' } : notation;
  const result = readSource(wholeOf(text), preferred);
  if (result.kind === 'unreadable' || result.best.notation.kind !== preferred.kind) return false;
  const texts = (list: readonly Written[]): string =>
    JSON.stringify(list.map(({ problem, answer }) => [problem, answer]));
  return result.best.complaints.length === 0 && texts(result.best.items) === texts(items);
}
