import { fillArrow } from '../notation/arrows';
import { fillBlock } from '../notation/blocks/blocks-writing';
import { fillCell } from '../notation/table/delimited';
import { edited, refused, type Filling } from '../notation/filling';
import { answersAreBare, fillJson } from '../notation/json/json-writing';
import { isSeparator } from '../notation/blocks/labels';
import { lineBeginnings, type LineBeginning } from '../notation/list-marks';
import { fillMarkdownCell } from '../notation/table/markdown-table';
import type { Item, Reading } from '../notation/notation';
import type { Source } from '../text/source';
import type { TextEdit } from '../text/edits';
import { everyFormula, type Guard } from '../notation/table/spreadsheet';
import { lineEndOf, lineSpans, linesOf, withLineFeeds } from '../text/lines';

/** Where answers go: into the answer's own place, over the problem, or on a line of their own below it. */
export type Placement = 'fill' | 'replace' | 'below';

/** An answer that was not written, and why. */
export interface RefusedAnswer {
  /** Index into the reading's items. */
  readonly index: number;
  /** A sentence or two: what is wrong and what to do. */
  readonly reason: string;
}

/** The changes that write answers, and the answers that the notation cannot hold. */
export interface WrittenAnswers {
  readonly edits: readonly TextEdit[];
  readonly refused: readonly RefusedAnswer[];
  /** Answers that a spreadsheet would have run as formulas, and that got an apostrophe in front. */
  readonly guarded: number;
}

/**
 * Where the answers of a reading can go, the best first. Over the problem or below it only where the text has no
 * answers' places at all: elsewhere that would break the notation. Below comes before over, since it loses nothing.
 */
export function placementsOf(reading: Reading): readonly Placement[] {
  const bare = reading.items.every((item) => item.answerSpan === null && item.span.start === item.problemSpan.start);
  switch (reading.notation.kind) {
    case 'lines':
      // Lines that were edited in place show that the others are to be, too.
      return reading.items.some((item) => item.answer !== null) ? ['replace'] : ['below', 'replace'];
    case 'blocks':
    case 'arrows':
      return bare ? ['fill', 'below', 'replace'] : ['fill'];
    case 'jsonLines':
    case 'jsonArray':
    case 'delimited':
    case 'markdownTable':
      return ['fill'];
  }
}

/**
 * The changes that put answers (by index into the reading's items) into the source. Items without an answer stay
 * as they are, and so does every character outside the answers' places. Answers lose the white space around them
 * and get the line ends of the source; `guard` keeps them from being formulas where a spreadsheet may open the text.
 */
export function writtenAnswers(
  source: Source,
  reading: Reading,
  answers: ReadonlyMap<number, string>,
  placement: Placement,
  guard: Guard = everyFormula,
): WrittenAnswers {
  const write = writerFor(source, reading, placement);
  const edits: TextEdit[] = [];
  const refusals: RefusedAnswer[] = [];
  let guarded = 0;
  reading.items.forEach((item, index) => {
    const answer = answers.get(index);
    if (answer === undefined) return;
    const plain = withLineFeeds(answer).trim();
    const written = guard(plain, reading.notation, index);
    const filling = write(item, written);
    if (filling.kind !== 'edit') {
      refusals.push({ index, reason: filling.reason });
      return;
    }
    edits.push(filling.edit);
    if (written !== plain) guarded += 1;
  });
  return { edits, refused: refusals, guarded };
}

function writerFor(source: Source, reading: Reading, placement: Placement): (item: Item, answer: string) => Filling {
  const { text } = source;
  const lineEnd = lineEndOf(text);
  if (!placementsOf(reading).includes(placement))
    return () =>
      refused(
        placement === 'fill'
          ? 'These problems have no places for answers. Write the answers below the problems, or over them.'
          : 'Here answers can only go into their own places.',
      );
  const beginningAt = lineBeginnings(text);
  // Further lines of an answer stand as far in as its problem.
  const newLineAt = ({ span }: Item): string => lineEnd + indentationOf(beginningAt(span.start));
  if (placement === 'replace')
    return (item, answer) => edited(item.span.start, item.span.end, answer.replaceAll('\n', newLineAt(item)));
  if (placement === 'below') {
    const lineOf = lineSpans(text);
    return (item, answer) => {
      const { end } = lineOf(item.span.end);
      const newLine = newLineAt(item);
      return edited(end, end, newLine + answer.replaceAll('\n', newLine));
    };
  }
  return fillerFor(source, reading, lineEnd);
}

function fillerFor(
  source: Source,
  { notation, items, ...rest }: Reading,
  lineEnd: string,
): (item: Item, answer: string) => Filling {
  const { text } = source;
  switch (notation.kind) {
    case 'blocks': {
      const style = {
        lineEnd,
        lineOf: lineSpans(text),
        dashes: linesOf(source).some((line) => isSeparator(line.text)),
      };
      return (item, answer) => fillBlock(text, item, answer, notation, style);
    }
    case 'arrows':
      return (item, answer) => fillArrow(text, item, answer, notation);
    case 'jsonLines':
    case 'jsonArray': {
      const bare = answersAreBare(text, { notation, items, ...rest });
      return (item, answer) => fillJson(text, item, answer, notation, bare);
    }
    case 'delimited':
      return (item, answer) => fillCell(text, item, answer, notation, lineEnd);
    case 'markdownTable':
      return (item, answer) => fillMarkdownCell(text, item, answer);
    case 'lines':
      return () => refused('Lines have no places for answers.');
  }
}

/**
 * What stands before a line that is to begin where the problem does: below the item of a list it belongs to that, and
 * the list counts on.
 */
function indentationOf({ mark, indentation }: LineBeginning): string {
  return mark.replace(/\S/g, ' ') || indentation;
}
