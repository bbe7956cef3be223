import { edited, refused, type Filling } from '../notation/filling';
import type { Filler } from '../notation/kind';
import { lineBeginnings, type LineBeginning } from '../notation/lines/list-marks';
import type { Item, Reading } from '../notation/notation';
import { kindOf } from '../notation/notations';
import { everyFormula, type Guard } from '../notation/table/spreadsheet';
import type { TextEdit } from '../text/edits';
import { isBlank, lineEndOf, lineSpans, withLineFeeds } from '../text/lines';
import type { Source } from '../text/source';

/** Where answers go: into the answer's own place, over the problem, or on a line of their own below it. */
export type Placement = 'fill' | 'replace' | 'below';

/** An answer that was not written, and why. */
export interface RefusedAnswer {
  /** Index into the reading's items. */
  readonly index: number;
  /** A sentence or two: what is wrong and what to do. */
  readonly reason: string;
  /** Something stands in its place, over which it is written where the person chooses that. */
  readonly isTaken: boolean;
}

/** The changes that write answers, and the answers that the notation cannot hold. */
export interface WrittenAnswers {
  readonly edits: readonly TextEdit[];
  readonly refused: readonly RefusedAnswer[];
  /** Answers that a spreadsheet would have run as formulas, and that got an apostrophe in front. */
  readonly guarded: number;
}

/** How answers are written. */
export interface WriteOptions {
  /** What stands in an answer's place may be written over, since the person chose that. */
  readonly overwrite?: boolean | undefined;
  /** Keeps answers from being formulas where a spreadsheet may open the text. */
  readonly guard?: Guard | undefined;
}

/**
 * Where the answers of a reading can go, the best first. Over the problem or below it only where the text has no
 * answers' places at all: elsewhere that would break the notation. Below comes before over, since it loses nothing.
 */
export function placementsOf({ notation, items }: Reading): readonly Placement[] {
  // Lines that were edited in place show that the others are to be, too.
  if (notation.kind === 'lines') return items.some((item) => item.answer !== null) ? ['replace'] : ['below', 'replace'];
  const hasCells = kindOf(notation).cells !== undefined || 'problemKey' in notation;
  const isBare = items.every((item) => item.answerSpan === null && item.span.start === item.problemSpan.start);
  return isBare && !hasCells ? ['fill', 'below', 'replace'] : ['fill'];
}

/**
 * The changes that put answers (by index into the reading's items) into the source. They only insert: what stands in
 * an answer's place stays, and the answer is refused, unless the person chose to write over it. Items without an answer
 * stay as they are. Answers get the line ends of the source, and lose the white space around them where the notation
 * cannot hold it; `guard` keeps them from being formulas where a spreadsheet may open the text.
 */
export function writtenAnswers(
  source: Source,
  reading: Reading,
  answers: ReadonlyMap<number, string>,
  placement: Placement,
  { overwrite = false, guard = everyFormula }: WriteOptions = {},
): WrittenAnswers {
  const write = writerFor(source, reading, placement);
  const { keepsSpace } = kindOf(reading.notation);
  const edits: TextEdit[] = [];
  const refusals: RefusedAnswer[] = [];
  let guarded = 0;
  reading.items.forEach((item, index) => {
    const answer = answers.get(index);
    if (answer === undefined) return;
    const plain = keepsSpace ? withLineFeeds(answer) : withLineFeeds(answer).trim();
    const written = guard(plain, reading.notation, index);
    const filling = write(item, written);
    if (filling.kind !== 'edit') {
      refusals.push({ index, reason: filling.reason, isTaken: false });
      return;
    }
    const { start, end } = filling.edit.span;
    const there = source.text.slice(start, end);
    if (!overwrite && placement !== 'replace' && !isBlank(there)) {
      refusals.push({ index, reason: standsThere(there), isTaken: true });
      return;
    }
    edits.push(filling.edit);
    if (written !== plain) guarded += 1;
  });
  return { edits, refused: refusals, guarded };
}

function standsThere(there: string): string {
  return `${there.length > 40 ? 'Something else' : JSON.stringify(there)} stands where the answer goes, and is not written over unless you say so (--overwrite on the command line, Overwrite What Stands There in a review).`;
}

function writerFor(source: Source, reading: Reading, placement: Placement): Filler {
  const { text } = source;
  const lineEnd = lineEndOf(text);
  if (!placementsOf(reading).includes(placement))
    return placement === 'fill' ? noPlaces : () => refused('Here answers can only go into their own places.');
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
  return kindOf(reading.notation).filler(source, reading, reading.notation, lineEnd) ?? noPlaces;
}

function noPlaces(): Filling {
  return refused('These problems have no places for answers. Write the answers below the problems, or over them.');
}

/**
 * What stands before a line that is to begin where the problem does: below the item of a list it belongs to that, and
 * the list counts on.
 */
function indentationOf({ mark, indentation }: LineBeginning): string {
  return mark.replace(/\S/g, ' ') || indentation;
}
