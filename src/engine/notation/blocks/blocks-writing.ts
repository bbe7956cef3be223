import { roleOf } from './blocks';
import { edited, quotesAlone, refused, type Filling, type Written } from '../filling';
import { isSeparator, labelOf, labelText } from './labels';
import type { Item } from '../notation';
import type { BlocksLayout as Blocks } from './layout';
import type { Span } from '../../text/source';
import { isBlank } from '../../text/lines';
import { unquotedAnswer } from '../unquoted-answer';

/** What a text's writer needs to know of it, found once for all answers. */
export interface BlocksStyle {
  readonly lineEnd: string;
  /** The lines in which offsets in order stand. */
  readonly lineOf: (offset: number) => Span;
  /** Blocks are parted by lines of dashes, so that answers may hold blank lines. */
  readonly dashes: boolean;
}

/** Writes an answer behind its label; the label too, on a line of its own after the problem, where there is none. */
export function fillBlock(text: string, item: Item, answer: string, notation: Blocks, style: BlocksStyle): Filling {
  const written = unquotedAnswer(answer);
  if (written === null) return refused(quotesAlone);
  const [, ...further] = written.split('\n');
  if (!style.dashes && further.some(isBlank))
    return refused(
      'The answer holds a blank line, which ends answers here. Part the blocks by lines of three dashes, or put the answers into a new document.',
    );
  if (further.some((line) => isSeparator(line) || roleOf(line, notation) !== undefined)) {
    return refused(
      'A line of the answer looks like a label or like a line of dashes, so the block could not be read again. Put the answers into a new document instead.',
    );
  }
  const lines = written.replaceAll('\n', style.lineEnd);
  const place = item.answerSpan;
  if (place)
    return edited(place.start, place.end, /[^\s]$/.test(text.slice(0, place.start).slice(-1)) ? ` ${lines}` : lines);
  const end = item.problemSpan.end;
  return edited(end, end, `${style.lineEnd}${answerLabel(problemLine(text, item, style), notation)} ${lines}`);
}

function problemLine(text: string, item: Item, { lineOf }: BlocksStyle): string {
  const { start, end } = lineOf(item.span.start);
  return text.slice(start, end);
}

/** The answer's label, with the marks and the number of the problem's. */
function answerLabel(line: string, notation: Blocks): string {
  const label = labelOf(line);
  if (!label || roleOf(line, notation) !== 'problem')
    return `${/^[ \t]*/.exec(line)?.[0] ?? ''}${labelText(notation.answerLabel)}`;
  return `${label.before.replace('\uFEFF', '')}${notation.answerLabel}${label.after}`;
}

/** A new document of blocks, parted by dashes where an answer holds a blank line. */
export function blocksDocument(items: readonly Written[], notation: Blocks): string {
  const dashes = items.some(({ answer }) => answer?.includes('\n\n'));
  return items
    .map(
      ({ problem, answer }) =>
        `${labelText(notation.problemLabel)} ${problem}\n${labelText(notation.answerLabel)}${answer === null ? '' : ` ${unquotedAnswer(answer) ?? answer}`}\n`,
    )
    .join(dashes ? '---\n' : '\n');
}
