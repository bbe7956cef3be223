import type { Span } from '../../text/source';
import { isBlank } from '../../text/lines';
import type { Arrow } from './layout';

/** The patterns of an arrow: with white space around it, and wherever it stands. */
interface ArrowPatterns {
  readonly spaced: RegExp;
  readonly anywhere: RegExp;
}

/** An arrow of ASCII signs is none within a longer one; those with longer shafts and `|->` count as their kin. */
const patterns: Readonly<Record<Arrow, ArrowPatterns>> = {
  '==>': { spaced: /(?<=^|\s)={2,}>(?=\s|$)/g, anywhere: /(?<![-=<])={2,}>(?!>)/g },
  '⇒': { spaced: /(?<=^|\s)⇒(?=\s|$)/g, anywhere: /⇒/g },
  '=>': { spaced: /(?<=^|\s)=>(?=\s|$)/g, anywhere: /(?<![-=<])=>(?!>)/g },
  '-->': { spaced: /(?<=^|\s)-{2,}>(?=\s|$)/g, anywhere: /(?<![-=<])-{2,}>(?!>)/g },
  '->': { spaced: /(?<=^|\s)\|?->(?=\s|$)/g, anywhere: /(?<![-=<|])\|?->(?!>)/g },
  '⟹': { spaced: /(?<=^|\s)⟹(?=\s|$)/g, anywhere: /⟹/g },
  '⟶': { spaced: /(?<=^|\s)⟶(?=\s|$)/g, anywhere: /⟶/g },
  '➜': { spaced: /(?<=^|\s)➜(?=\s|$)/g, anywhere: /➜/g },
  '↦': { spaced: /(?<=^|\s)↦(?=\s|$)/g, anywhere: /↦/g },
  '→': { spaced: /(?<=^|\s)→(?=\s|$)/g, anywhere: /→/g },
  // A tab in the indentation parts nothing. (Looking back before the tab is found takes quadratic time.)
  '\t': { spaced: /\t(?<=\S[^\S\t]*\t)/g, anywhere: /\t(?<=\S[^\S\t]*\t)/g },
};

/** Any arrow but a tab: what is before the first is the problem where nothing else is known. */
export const anyArrow = /==>|⟹|⇒|=>|-->|->|⟶|→|➜|↦/;

/** The arrows of a line: those with white space around them, or all where no arrow has. */
export function arrowsIn(line: string, arrow: Arrow): readonly Span[] {
  return [...line.matchAll(standingIn(line, arrow))].map(spanOf);
}

/** True where a line has the arrow. */
export function hasArrow(line: string, arrow: Arrow): boolean {
  return hasMatch(line, patterns[arrow].anywhere) || hasMatch(line, patterns[arrow].spaced);
}

/** True where a line has the arrow more than once. */
export function hasSeveral(line: string, arrow: Arrow): boolean {
  const found = line.matchAll(standingIn(line, arrow));
  found.next();
  return found.next().done !== true;
}

function standingIn(line: string, arrow: Arrow): RegExp {
  const { spaced, anywhere } = patterns[arrow];
  return hasMatch(line, spaced) ? spaced : anywhere;
}

function spanOf(match: RegExpMatchArray): Span {
  const start = match.index ?? 0;
  return { start, end: start + match[0].length };
}

/** True where a text behind an arrow would part the line anew. `standsAlone`: white space is around that one. */
export function partsAnew(text: string, arrow: Arrow, standsAlone: boolean): boolean {
  return (
    hasMatch(` ${text} `, patterns[arrow].spaced) ||
    (!standsAlone && hasMatch(text, patterns[arrow].anywhere)) ||
    (arrow === '\t' && text.includes('\t'))
  );
}

function hasMatch(text: string, pattern: RegExp): boolean {
  return text.search(pattern) !== -1;
}

/** The arrow that parts a line: the last one, which may wait for its answer at the line's end, or the first. */
export function partingArrow(line: string, arrow: Arrow, first: boolean): Span | undefined {
  let parting: RegExpMatchArray | undefined;
  for (const match of line.matchAll(standingIn(line, arrow))) {
    parting = match;
    if (first) break;
  }
  return parting && spanOf(parting);
}

/** True for a line with one arrow, white space around it, and a text on either side. */
export function isSolved(line: string, arrow: Arrow): boolean {
  const found = line.matchAll(patterns[arrow].spaced);
  const only = found.next().value;
  return (
    only !== undefined &&
    found.next().done === true &&
    !isBlank(line.slice(0, only.index)) &&
    !isBlank(line.slice(only.index + only[0].length))
  );
}

/** An arrow for people. */
export function arrowName(arrow: Arrow): string {
  return arrow === '\t' ? 'a tab' : arrow;
}
