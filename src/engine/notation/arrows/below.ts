import { edited, quotesAlone, refused, type Filling } from '../filling';
import type { Item, Reading } from '../notation';
import { answerFrom, unquotedAnswer } from '../unquoted-answer';
import { ranks, type Candidate } from '../candidate';
import type { Source, Span } from '../../text/source';
import { isBlank, linesBySpan, textOf, trimmed, type Line } from '../../text/lines';
import { arrowsIn } from './in-line';
import { arrows, type Arrow, type ArrowsLayout } from './layout';

/** So many answers below their problems show that they stand there. */
const fewestBelow = 2;

/** Where a line's only arrow is: at its end, where the answer is to follow, or at its beginning, before the answer. */
type Side = 'end' | 'start' | 'within';

function sideOf(line: string, arrow: Arrow): Side | undefined {
  const [only] = arrowsIn(line, arrow);
  if (!only) return undefined;
  if (isBlank(line.slice(0, only.start))) return 'start';
  return isBlank(line.slice(only.end)) ? 'end' : 'within';
}

/** The arrows whose answers stand on the line below: the arrow ends the problem's line or begins the answer's. */
export function detectBelow(source: Source): readonly Candidate[] {
  return arrows.flatMap((arrow): Candidate[] => {
    if (arrow === '\t') return [];
    const notation: ArrowsLayout = { kind: 'arrows', arrow, below: true };
    const sides = linesBySpan(source)
      .flat()
      .map(({ text }) => sideOf(text, arrow));
    const { items } = sides.includes('within') ? { items: [] } : readBelow(source, notation);
    const solved = items.filter(({ answer }) => answer !== null).length;
    return solved >= fewestBelow && solved * 2 >= items.length ? [{ notation, rank: ranks.everyLineArrow + 2 }] : [];
  });
}

/** Reads problems with their answers below: a problem ends with the arrow, or with the line before one that begins with it. */
export function readBelow(source: Source, notation: ArrowsLayout): Reading {
  const items: Item[] = [];
  for (const lines of linesBySpan(source)) {
    let problem: Span | undefined;
    /** The place behind the arrow at a problem's end, and what stands below it so far. */
    let answer: Span | undefined;
    const close = (): void => {
      if (problem) items.push(itemOf(source.text, problem, answer));
      problem = answer = undefined;
    };
    for (const line of lines) {
      const side = sideOf(line.text, notation.arrow);
      if (side === 'end') {
        if (answer) close();
        problem = { start: problem?.start ?? line.span.start, end: arrowIn(line, notation.arrow).start };
        answer = { start: line.span.end, end: line.span.end };
      } else if (side === 'start') {
        if (answer) close();
        problem ??= { start: line.span.start, end: line.span.start };
        answer = { start: arrowIn(line, notation.arrow).end, end: line.span.end };
        close();
      } else if (isBlank(line.text)) close();
      else if (answer) answer = { start: answer.start, end: line.span.end };
      else problem = { start: problem?.start ?? line.span.start, end: line.span.end };
    }
    close();
  }
  return { notation, items: items.filter(({ problem }) => problem !== ''), complaints: [] };
}

function arrowIn({ text, span: { start } }: Line, arrow: Arrow): Span {
  const [at = { start: 0, end: 0 }] = arrowsIn(text, arrow);
  return { start: start + at.start, end: start + at.end };
}

function itemOf(text: string, problem: Span, answer: Span | undefined): Item {
  const problemSpan = trimmed(text, problem);
  const written = answer && trimmed(text, answer);
  const answerSpan = written && written.start === written.end ? { start: written.end, end: written.end } : written;
  return {
    problem: textOf(text, problemSpan),
    answer: answerSpan ? answerFrom(textOf(text, answerSpan)) : null,
    span: { start: problemSpan.start, end: answerSpan?.end ?? problemSpan.end },
    problemSpan,
    answerSpan: answerSpan ?? null,
  };
}

/** Writes an answer on the line below its problem. */
export function fillBelow(text: string, item: Item, answer: string, { arrow }: ArrowsLayout, lineEnd: string): Filling {
  const written = unquotedAnswer(answer);
  if (written === null) return refused(quotesAlone);
  if (written.split('\n').some((line) => isBlank(line) || arrowsIn(line, arrow).length > 0))
    return refused(
      `A line of the answer is blank or holds ${arrow}, so the answer could not be read again. Put the answers into a new document instead.`,
    );
  const lines = written.replaceAll('\n', lineEnd);
  const place = item.answerSpan;
  if (!place) return edited(item.span.end, item.span.end, `${lineEnd}${arrow} ${lines}`);
  if (place.start < place.end) return edited(place.start, place.end, lines);
  const isOnOwnLine = isBlank(text.slice(text.lastIndexOf('\n', place.start - 1) + 1, place.start).replace(arrow, ''));
  return edited(place.start, place.end, isOnOwnLine ? ` ${lines}` : lineEnd + lines);
}
