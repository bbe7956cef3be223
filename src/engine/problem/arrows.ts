import type { Complaint, Item, Notation, Reading, Source, Span } from './notation';
import { isBlank, linesOf, textOf, trimmed, writtenAnswer } from './text';

type Arrows = Extract<Notation, { kind: 'arrows' }>;

const arrows: readonly Arrows['arrow'][] = ['=>', '->', '→', '\t'];

/** The arrows that stand in at least half of the lines, most frequent first. */
export function detectArrows(source: Source): readonly Arrows[] {
  const lines = linesOf(source).filter((line) => !isBlank(line.text));
  return arrows
    .map((arrow) => ({ arrow, count: lines.filter((line) => arrowIn(line.text, arrow) !== undefined).length }))
    .filter(({ arrow, count }) => count > 0 && count * 2 >= lines.length && (arrow !== '\t' || lines.every((line) => line.text.split('\t').length <= 2)))
    .sort((a, b) => b.count - a.count)
    .map(({ arrow }) => ({ kind: 'arrows', arrow }));
}

/**
 * Reads `problem => answer` lines. Where a line has several arrows the last one counts: problems hold paths and
 * chains more often than answers do. A line without one is a problem without an answer.
 */
export function readArrows(source: Source, notation: Arrows): Reading {
  const items: Item[] = [];
  const complaints: Complaint[] = [];
  for (const line of linesOf(source)) {
    if (isBlank(line.text)) continue;
    const arrow = arrowIn(line.text, notation.arrow);
    const offset = line.span.start;
    const problemSpan = trimmed(source.text, { start: offset, end: arrow ? offset + arrow.start : line.span.end });
    if (problemSpan.start === problemSpan.end) {
      complaints.push({ line: line.number, reason: `there is no problem before the ${arrowName(notation.arrow)}.` });
      continue;
    }
    const answerSpan = arrow ? trimmedFromLeft(source.text, { start: offset + arrow.end, end: line.span.end }) : null;
    items.push({
      problem: textOf(source.text, problemSpan),
      answer: answerSpan ? writtenAnswer(textOf(source.text, answerSpan)) : null,
      span: { start: problemSpan.start, end: Math.max(problemSpan.end, answerSpan?.end ?? 0) },
      problemSpan,
      answerSpan,
    });
  }
  return { notation, items, complaints };
}

/** An arrow for people. */
export function arrowName(arrow: Arrows['arrow']): string {
  return arrow === '\t' ? 'tab' : arrow;
}

/** The last arrow of a line: one with white space (or the line's end) around it if there is any. */
function arrowIn(line: string, arrow: Arrows['arrow']): Span | undefined {
  if (arrow === '\t') {
    const at = line.lastIndexOf('\t');
    return at < 0 || isBlank(line.slice(0, at)) ? undefined : { start: at, end: at + 1 };
  }
  const spaced = [...line.matchAll(new RegExp(`(?<=^|\\s)${arrow}(?=\\s|$)`, 'g'))].at(-1)?.index;
  const at = spaced ?? line.lastIndexOf(arrow);
  return at < 0 ? undefined : { start: at, end: at + arrow.length };
}

/** An empty answer's place is the end of the line, behind the white space that is there already. */
function trimmedFromLeft(text: string, span: Span): Span {
  const answer = trimmed(text, span);
  return answer.start === answer.end ? { start: span.end, end: span.end } : answer;
}
