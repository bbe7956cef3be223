import { ranks, type Candidate } from './candidate';
import { edited, quotesAlone, refused, type Filling, type Written } from './filling';
import { itemLines } from './list-marks';
import type { Complaint, Item, Notation, Reading } from './notation';
import type { Source, Span } from '../text/source';
import { shape } from '../form/shape';
import { answerFrom, unquotedAnswer } from './unquoted-answer';
import { isBlank, textOf, trimmed, type Line } from '../text/lines';

type Arrows = Extract<Notation, { kind: 'arrows' }>;
type Arrow = Arrows['arrow'];

/** Which of several arrows in one line parts the problem from the answer. */
type Side = 'first' | 'last';

/** Lines looked at to find the notation and the side. */
const sampleSize = 200;

const patterns: Readonly<Record<Arrow, { readonly spaced: RegExp; readonly any: RegExp }>> = {
  '=>': { spaced: /(?<=^|\s)=>(?=\s|$)/g, any: /(?<![-=<])=>(?!>)/g },
  '->': { spaced: /(?<=^|\s)->(?=\s|$)/g, any: /(?<![-=<])->(?!>)/g },
  '→': { spaced: /(?<=^|\s)→(?=\s|$)/g, any: /→/g },
  // A tab in the indentation parts nothing. (Looking back before the tab is found takes quadratic time.)
  '\t': { spaced: /\t(?<=\S[^\S\t]*\t)/g, any: /\t(?<=\S[^\S\t]*\t)/g },
};

/** A few solved lines among more that are open: so many show the notation, whatever their share. */
const fewestSolved = 2;

/** The arrows that stand in at least half of the lines, or alone between two texts in some of them. */
export function detectArrows(source: Source): readonly Candidate[] {
  const lines = itemLines(source).slice(0, sampleSize);
  return (['=>', '->', '→', '\t'] as const).flatMap((arrow): Candidate[] => {
    const counts = lines.map((line) => arrowsIn(line.text, arrow).length);
    const share = counts.filter((count) => count > 0).length / lines.length;
    const notation: Arrows = { kind: 'arrows', arrow };
    if (!(share >= 0.5))
      return arrow !== '\t' && lines.filter((line) => isSolved(line.text, arrow)).length >= fewestSolved
        ? [{ notation, rank: ranks.someLinesArrow }]
        : [];
    // Tabs part the cells of tables too; there a heading or quotes decide, and nothing else does.
    if (arrow === '\t')
      return counts.every((count) => count <= 1) && !lines.some((line) => /(?:^|\t)"/.test(line.text))
        ? [{ notation, rank: share === 1 ? ranks.table : ranks.halfOfLinesArrow }]
        : [];
    // Of several arrows, `=>` is the one that separates; the others are what problems are about.
    const preference = arrow === '=>' ? 1 : 0;
    return [
      {
        notation,
        rank:
          preference +
          (share === 1 ? ranks.everyLineArrow : share >= 0.8 ? ranks.mostLinesArrow : ranks.halfOfLinesArrow),
      },
    ];
  });
}

/** Reads `problem => answer` lines. A line without an arrow is a problem without an answer. */
export function readArrows(source: Source, notation: Arrows): Reading {
  const items: Item[] = [];
  const complaints: Complaint[] = [];
  const lines = itemLines(source, notation.listed);
  const side = sideOf(lines, notation.arrow);
  for (const line of lines) {
    const arrow = partingArrow(line.text, notation.arrow, side);
    const offset = line.span.start;
    const problemSpan = trimmed(source.text, { start: offset, end: arrow ? offset + arrow.start : line.span.end });
    if (problemSpan.start === problemSpan.end) {
      complaints.push({ line: line.number, reason: `there is no problem before the ${arrowName(notation.arrow)}.` });
      continue;
    }
    const answerSpan = arrow ? trimmed(source.text, { start: offset + arrow.end, end: line.span.end }) : null;
    items.push({
      problem: textOf(source.text, problemSpan),
      answer: answerSpan ? answerFrom(textOf(source.text, answerSpan)) : null,
      span: { start: problemSpan.start, end: answerSpan?.end ?? problemSpan.end },
      problemSpan,
      answerSpan,
    });
  }
  return { notation, items, complaints };
}

/** Writes an answer behind its arrow; the arrow too, where the line has none. */
export function fillArrow(text: string, item: Item, answer: string, notation: Arrows): Filling {
  const { arrow } = notation;
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
  if (
    ` ${written} `.match(patterns[arrow].spaced) ||
    (!standsAlone && written.match(patterns[arrow].any)) ||
    (arrow === '\t' && written.includes('\t'))
  ) {
    return refused(
      `The answer holds ${arrowName(arrow)} itself, so the line could not be read again. Put the answers into a new document instead.`,
    );
  }
  if (!place) return edited(item.span.end, item.span.end, arrow === '\t' ? `\t${written}` : ` ${arrow} ${written}`);
  // `p =>` gets a space before its answer, `p=>` does not: the arrow's left side shows the style.
  const gap = empty && standsAlone && arrow !== '\t' && !/\s$/.test(before) ? ' ' : '';
  return edited(place.start, place.end, gap + written);
}

/** A new document of `problem => answer` lines, those of a list with their marks. */
export function arrowsDocument(items: readonly Written[], notation: Arrows): string {
  const arrow = notation.arrow === '\t' ? '\t' : ` ${notation.arrow} `;
  return items
    .map(
      ({ problem, answer, mark = '' }) =>
        `${mark}${problem}${answer === null ? arrow.trimEnd() || arrow : arrow + (unquotedAnswer(answer) ?? answer)}\n`,
    )
    .join('');
}

/** An arrow for people. */
export function arrowName(arrow: Arrow): string {
  return arrow === '\t' ? 'a tab' : arrow;
}

/** True where at least one line of a paragraph has the arrow: for telling whether neighbours belong together. */
export function hasArrow(line: string, arrow: Arrow): boolean {
  return arrowsIn(line, arrow).length > 0;
}

/** True for a line with one arrow, white space around it, and a text on either side. */
function isSolved(line: string, arrow: Arrow): boolean {
  const [only, ...others] = [...line.matchAll(patterns[arrow].spaced)];
  return (
    only !== undefined &&
    others.length === 0 &&
    !isBlank(line.slice(0, only.index)) &&
    !isBlank(line.slice(only.index + arrow.length))
  );
}

/** The arrows of a line: those with white space around them, or all where no arrow has. */
function arrowsIn(line: string, arrow: Arrow): readonly Span[] {
  const { spaced, any } = patterns[arrow];
  const standing = [...line.matchAll(spaced)];
  return (standing.length > 0 ? standing : [...line.matchAll(any)]).map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/**
 * The first or the last arrow, whichever makes the lines more alike: fewer shapes of problems and answers. Where
 * both are equal it is the last: problems hold paths and chains more often than answers do.
 */
function sideOf(lines: readonly Line[], arrow: Arrow): Side {
  const sample = lines.filter((line) => hasArrow(line.text, arrow)).slice(0, sampleSize);
  if (sample.every((line) => arrowsIn(line.text, arrow).length === 1)) return 'last';
  const shapes = (side: Side): number => {
    const halves = sample.flatMap((line) => {
      const at = partingArrow(line.text, arrow, side);
      return at && !isBlank(line.text.slice(at.end))
        ? [[shape(line.text.slice(0, at.start)), shape(line.text.slice(at.end))] as const]
        : [];
    });
    return new Set(halves.map(([problem]) => problem)).size + new Set(halves.map(([, answer]) => answer)).size;
  };
  return shapes('first') < shapes('last') ? 'first' : 'last';
}

function partingArrow(line: string, arrow: Arrow, side: Side): Span | undefined {
  const all = arrowsIn(line, arrow);
  const last = all.at(-1);
  // An arrow at the line's end waits for its answer, whatever stands before it.
  return last && isBlank(line.slice(last.end)) ? last : side === 'first' ? all[0] : last;
}
