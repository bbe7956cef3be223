import { sharedWording, wordingTokens } from '../../form/wording';
import { anyArrow } from '../arrows/in-line';
import type { Notation } from '../notation';
import type { Source } from '../../text/source';
import { isBlank, isFence, lineSpans, linesOf, type Line } from '../../text/lines';
import { asidesOf, isAside } from './document';

/** What a line begins with that makes it the item of a list: `- `, `* `, `1. `, `2) `, with a box too, as `- [x] `. */
interface ListMark {
  /** How many characters of the line it takes, with the white space on both sides of it. */
  readonly length: number;
  /** The white space before it. */
  readonly depth: string;
  /** The bullet, or what is behind the number. */
  readonly sign: string;
  /** `undefined` for a bullet. */
  readonly number: number | undefined;
  /** Whether its box is ticked; `undefined` where it has none. */
  readonly ticked: boolean | undefined;
}

/** A line with its mark; `text` is what is behind that, `problem` what of it is before an arrow. */
interface MarkedLine {
  readonly mark: ListMark;
  readonly text: string;
  readonly problem: string;
  readonly answer: string;
}

const markPattern = /^\uFEFF?(\s*)(?:([-*+•])|(\d{1,9})([.)]))(?:[ \t]+\[([ xX])\])?(?=\s|$)\s*/;

/** A number and nothing else behind the mark: `- 5` may be below zero, and `1. 5` a decimal. */
const onlyNumber = /^(?:\d{1,3}(?:[.,' ]\d{3})+|\d+)(?:[.,]\d+)?\s?%?$/;

/** Lines looked at to tell whether a text is a list. */
const sampleSize = 200;

/** True for a notation that takes the marks of lists for no part of the problems. */
export function isListed(notation: Notation): boolean {
  return (notation.kind === 'lines' || notation.kind === 'arrows') && notation.listed === true;
}

/** True for a text that begins as the item of a list does. */
export function beginsWithMark(text: string): boolean {
  return markOf(text) !== undefined;
}

/** How many characters of a line its mark takes, with the white space around it; 0 where it has none. */
export function markLength(line: string): number {
  return markOf(line)?.length ?? 0;
}

/** What stands before a text that begins somewhere in a line. */
export interface LineBeginning {
  /** The mark of the list item that it is, with its indentation; empty where its line begins otherwise. */
  readonly mark: string;
  /** The white space before the first thing to see in its line. */
  readonly indentation: string;
}

/** What stands before offsets in order; each line is looked at once. */
export function lineBeginnings(text: string): (offset: number) => LineBeginning {
  const lineOf = lineSpans(text);
  let known = { start: -1, markEnd: -1, indentation: '' };
  return (offset) => {
    const { start, end } = lineOf(offset);
    if (start !== known.start) {
      const line = text.slice(start, end);
      known = { start, markEnd: start + markLength(line), indentation: /^[ \t]*/.exec(line)?.[0] ?? '' };
    }
    return {
      mark: offset === known.markEnd ? text.slice(start, offset).replace('\uFEFF', '') : '',
      indentation: known.indentation,
    };
  };
}

/**
 * The lines that hold something, each of a list without its mark. A line of a list's text that has none is a line all
 * the same: headings and prose stand between the lists of a Markdown file, and nothing but the tool's parser tells them
 * from items that were written without a mark; what it refuses is named with its line, while what is left out here
 * would be missed by nobody.
 */
export function itemLines(
  source: Source,
  { listed, document }: { readonly listed?: true; readonly document?: true } = {},
): readonly Line[] {
  const all = linesOf(source).filter((line) => !isBlank(line.text) && !isFence(line.text));
  const lines = document ? withoutAsides(source, all) : all;
  return listed ? lines.map(withoutMark).filter((line) => !isBlank(line.text)) : lines;
}

/** Lines that are no asides of their document; all where nothing else is highlighted. */
function withoutAsides(source: Source, lines: readonly Line[]): readonly Line[] {
  const asides = asidesOf(source);
  const left = lines.filter(({ number }) => !isAside(asides, number));
  return left.length > 0 ? left : lines;
}

/**
 * Whether a text is a list: most of its lines have a mark, and nothing speaks against it. `doubtful`: some lines have
 * what may be a mark, or a part of their problems. `undefined`: none has.
 */
export function listEvidence(source: Source): 'list' | 'doubtful' | undefined {
  const lines = itemLines(source)
    .slice(0, sampleSize)
    .map(({ text }) => text);
  const marked = lines.filter(beginsWithMark);
  if (marked.length === 0) return undefined;
  return marked.length * 2 >= lines.length && areMarked(marked) ? 'list' : 'doubtful';
}

/**
 * True where what lines begin with is marks of lists beyond doubt: bullets of one kind at each depth, numbers that
 * count on or begin again at 1; more behind them than a number; and not what tells the lines apart. Lines without a
 * mark do not count.
 */
export function areMarked(lines: readonly string[]): boolean {
  const marked = lines.flatMap((line): MarkedLine[] => {
    const mark = markOf(line);
    if (!mark) return [];
    const text = line.slice(mark.length).trim();
    return [{ mark, text, ...partsOf(text) }];
  });
  return (
    marked.length > 0 &&
    !marked.some(({ problem }) => onlyNumber.test(problem)) &&
    !tellLinesApart(marked) &&
    !tellAnswers(marked) &&
    sequencesOf(marked).every((sequence) => isOfOneKind(sequence))
  );
}

/**
 * True where marks make different problems of equal ones, as days make dates (`12. March`, `13. March`): of most, or
 * of some that have other answers.
 */
function tellLinesApart(marked: readonly MarkedLine[]): boolean {
  const count = (textOf: (line: MarkedLine) => string): number => new Set(marked.map(textOf)).size;
  const [withMarks, without] = [
    count(({ mark, problem }) => `${mark.number ?? mark.sign} ${problem}`),
    count(({ problem }) => problem),
  ];
  return without * 2 <= withMarks || (without < withMarks && without < count(({ text }) => text));
}

/** What of a line is before its first arrow, and what behind it. */
function partsOf(text: string): Pick<MarkedLine, 'problem' | 'answer'> {
  const at = anyArrow.exec(text);
  if (!at) return { problem: text.split('\t', 1)[0]?.trim() ?? text, answer: text.split('\t').slice(1).join('\t') };
  return { problem: text.slice(0, at.index).trim(), answer: text.slice(at.index + at[0].length).trim() };
}

/**
 * True where answers depend on the marks: each has its line's number, which its problem has not; or a mark of its own;
 * or those of ticked boxes have words in common that those of the others have not.
 */
function tellAnswers(marked: readonly MarkedLine[]): boolean {
  const solved = marked.filter(({ answer }) => answer !== '');
  if (solved.length < 2) return false;
  const has = (text: string, number: number | undefined): boolean =>
    number !== undefined && wordingTokens(text).some((token) => token.text === String(number));
  if (solved.every(({ mark, problem, answer }) => has(answer, mark.number) && !has(problem, mark.number))) return true;
  if (solved.every(({ answer }) => beginsWithMark(answer))) return true;
  const shared = (ticked: boolean): ReadonlySet<string> =>
    sharedWording(solved.filter(({ mark }) => mark.ticked === ticked).map(({ answer }) => answerWords(answer)));
  const [ticked, open] = [shared(true), shared(false)];
  return [...ticked].some((word) => !open.has(word)) && [...open].some((word) => !ticked.has(word));
}

function answerWords(answer: string): ReadonlySet<string> {
  return new Set(wordingTokens(answer).map(({ folded }) => folded));
}

/** The marks at each depth, bullets and numbers apart. */
function sequencesOf(marked: readonly MarkedLine[]): readonly (readonly ListMark[])[] {
  const sequences = new Map<string, ListMark[]>();
  for (const { mark } of marked) {
    const key = `${mark.depth}${mark.number === undefined ? '-' : '1'}`;
    const known = sequences.get(key);
    if (known) known.push(mark);
    else sequences.set(key, [mark]);
  }
  return [...sequences.values()];
}

function isOfOneKind(marks: readonly ListMark[]): boolean {
  // A number alone counts nothing: `12. March` is a day.
  if (marks.length === 1 && marks[0]?.number !== undefined) return false;
  return marks.every(({ sign, number }, at) => {
    const previous = marks[at - 1];
    return (
      !previous ||
      (sign === previous.sign && (number === undefined || number === 1 || number === (previous.number ?? 0) + 1))
    );
  });
}

function withoutMark(line: Line): Line {
  const length = markLength(line.text);
  return { ...line, text: line.text.slice(length), span: { start: line.span.start + length, end: line.span.end } };
}

function markOf(line: string): ListMark | undefined {
  const match = markPattern.exec(line);
  if (!match) return undefined;
  const [all, depth = '', bullet, digits, behind = '', box] = match;
  return {
    length: all.length,
    depth,
    sign: bullet ?? behind,
    number: digits === undefined ? undefined : Number(digits),
    ticked: box === undefined ? undefined : box !== ' ',
  };
}
