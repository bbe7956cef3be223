import { edited, quotesAlone, refused, type Filling, type Written } from '../filling';
import { itemLines } from '../lines/list-marks';
import type { Complaint, Item, Reading } from '../notation';
import { answerFrom, unquotedAnswer } from '../unquoted-answer';
import type { Source } from '../../text/source';
import { isComment, textOf, trimmed, type Line } from '../../text/lines';
import { ranks, type Candidate } from '../candidate';
import { arrowName, hasArrow, isSolved, arrowsIn, partingArrow, partsAnew } from './in-line';
import { arrows, type ArrowsLayout } from './layout';
import { detectBelow, fillBelow, readBelow } from './below';
import { splitsOf } from './which-arrow';

/** Lines looked at to find the notation, and characters of each: what parts them is found in their beginnings. */
const sampleSize = 200;
const sampleLength = 10_000;

/** A few solved lines among more that are open: so many show the notation, whatever their share. */
const fewestSolved = 2;

/** The arrows that stand in at least half of the lines, or alone between two texts in some of them. */
export function detectArrows(source: Source): readonly Candidate[] {
  const lines = itemLines(source)
    .slice(0, sampleSize)
    .map(({ text }) => text.slice(0, sampleLength));
  const parted = lines.filter((line) => !isComment(line) || anyIn(line));
  const { splits, tied } = splitsOf(parted);
  const [best] = splits;
  const share = best ? parted.filter((line) => hasArrow(line, best.arrow)).length / parted.length : 0;
  const rank = share === 1 ? ranks.everyLineArrow : share >= 0.8 ? ranks.mostLinesArrow : ranks.halfOfLinesArrow;
  const parting = splits.flatMap(({ arrow, first }, at): readonly Candidate[] => {
    const notation: ArrowsLayout = first ? { kind: 'arrows', arrow, first: true } : { kind: 'arrows', arrow };
    const plain = { notation, rank: at < tied ? rank : ranks.alternative };
    if (!areCommented(parted, notation)) return [plain];
    const commented: ArrowsLayout = { ...notation, commented: true };
    return [{ notation: commented, rank: plain.rank + 0.6 }, plain];
  });
  const some = arrows
    .filter((arrow) => arrow !== '\t' && !splits.some((split) => split.arrow === arrow))
    .filter((arrow) => lines.filter((line) => isSolved(line, arrow)).length >= fewestSolved)
    .map((arrow): Candidate => ({ notation: { kind: 'arrows', arrow }, rank: ranks.someLinesArrow }));
  return [...detectBelow(source), ...parting, ...some, ...tabs(lines)];
}

/** Tabs part the cells of tables too; there a heading or quotes decide, and nothing else does. */
function tabs(lines: readonly string[]): readonly Candidate[] {
  const counts = lines.map((line) => arrowsIn(line, '\t').length);
  const share = counts.filter((count) => count > 0).length / lines.length;
  if (!(share >= 0.5) || counts.some((count) => count > 1) || lines.some((line) => /(?:^|\t)"/.test(line))) return [];
  return [{ notation: { kind: 'arrows', arrow: '\t' }, rank: share === 1 ? ranks.table : ranks.halfOfLinesArrow }];
}

/** What a line of code begins with that is a comment and nothing else: a heading of Markdown begins with another sign. */
const commentSign = /^\s*(?:\/\/+|--)\s+/;

/** What an answer begins with that is a comment. */
const commentAnswer = /^\s*(?:\/\/|\/\*|<!--|#|--|;|%)/;

/** True where all solved lines are comments of code, and their answers are none: the signs are no part of the problems. */
function areCommented(lines: readonly string[], { arrow, first }: ArrowsLayout): boolean {
  return lines.every((line) => {
    const parting = partingArrow(line, arrow, first ?? false);
    return parting !== undefined && commentSign.test(line) && !commentAnswer.test(line.slice(parting.end));
  });
}

/** A line of code's comments without their sign. */
function withoutSign(line: Line): Line {
  const { length } = commentSign.exec(line.text)?.[0] ?? '';
  return { ...line, text: line.text.slice(length), span: { start: line.span.start + length, end: line.span.end } };
}

function anyIn(line: string): boolean {
  return arrows.some((arrow) => hasArrow(line, arrow));
}

/** Reads `problem => answer` lines. A line without an arrow is a problem without an answer, or a comment. */
export function readArrows(source: Source, notation: ArrowsLayout): Reading {
  if (notation.below) return readBelow(source, notation);
  const items: Item[] = [];
  const complaints: Complaint[] = [];
  for (const line of itemLines(source, notation)) {
    if (!notation.comments && isComment(line.text) && !hasArrow(line.text, notation.arrow)) continue;
    const read = itemOf(source.text, notation.commented ? withoutSign(line) : line, notation);
    if (read) items.push(read);
    else complaints.push({ line: line.number, reason: `there is no problem before the ${arrowName(notation.arrow)}.` });
  }
  return { notation, items, complaints };
}

function itemOf(text: string, { text: line, span: { start, end } }: Line, notation: ArrowsLayout): Item | undefined {
  const arrow = partingArrow(line, notation.arrow, notation.first ?? false);
  const problemSpan = trimmed(text, { start, end: arrow ? start + arrow.start : end });
  if (problemSpan.start === problemSpan.end) return undefined;
  const answerSpan = arrow ? trimmed(text, { start: start + arrow.end, end }) : null;
  return {
    problem: textOf(text, problemSpan),
    answer: answerSpan ? answerFrom(textOf(text, answerSpan)) : null,
    span: { start: problemSpan.start, end: answerSpan?.end ?? problemSpan.end },
    problemSpan,
    answerSpan,
  };
}

/** Writes an answer behind its arrow; the arrow too, where the line has none. */
export function fillArrow(text: string, item: Item, answer: string, notation: ArrowsLayout, lineEnd: string): Filling {
  if (notation.below) return fillBelow(text, item, answer, notation, lineEnd);
  const { arrow, first = false } = notation;
  if (answer.includes('\n'))
    return refused(
      `The answer has several lines, and a line with ${arrowName(arrow)} holds one. Put the answers into a new document instead.`,
    );
  const written = unquotedAnswer(answer);
  if (written === null) return refused(quotesAlone);
  const place = item.answerSpan;
  const before = place ? text.slice(item.problemSpan.end, place.start) : '';
  const empty = place !== null && place.start === place.end;
  const standsAlone = !place || arrow === '\t' || (/^\s/.test(before) && (empty || /\s$/.test(before)));
  // Where the first arrow parts the line, the problem must not hold one; else the answer must not.
  if (partsAnew(first && !place ? item.problem : first ? '' : written, arrow, standsAlone)) {
    return refused(
      `The ${first ? 'problem' : 'answer'} holds ${arrowName(arrow)} itself, so the line could not be read again. Put the answers into a new document instead.`,
    );
  }
  if (!place) return edited(item.span.end, item.span.end, arrow === '\t' ? `\t${written}` : ` ${arrow} ${written}`);
  // `p =>` gets a space before its answer, `p=>` does not: the arrow's left side shows the style.
  const gap = empty && standsAlone && arrow !== '\t' && !/\s$/.test(before) ? ' ' : '';
  return edited(place.start, place.end, gap + written);
}

/** A new document of `problem => answer` lines, those of a list with their marks. */
export function arrowsDocument(items: readonly Written[], notation: ArrowsLayout): string {
  const arrow = notation.arrow === '\t' ? '\t' : ` ${notation.arrow} `;
  return items
    .map(
      ({ problem, answer, mark = '' }) =>
        `${mark}${problem}${answer === null ? arrow.trimEnd() || arrow : arrow + (unquotedAnswer(answer) ?? answer)}\n`,
    )
    .join('');
}
