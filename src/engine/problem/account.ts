import { isSeparator } from '../notation/blocks/labels';
import { asidesOf } from '../notation/lines/document';
import type { Reading } from '../notation/notation';
import { isRule } from '../notation/table/markdown-parts';
import { isComment, isFence, lineCounter, linesOf, type Line } from '../text/lines';
import type { Source } from '../text/source';

/** What lines of a text are that hold no record. */
export const leftKinds = ['above', 'header', 'rule', 'fence', 'comment', 'prose', 'blank'] as const;

/** One of them. */
export type LeftAlone = (typeof leftKinds)[number];

/** Rows, and the lines in which the first of them begin, from 1. */
export interface NamedLines {
  readonly rows: number;
  readonly first: readonly number[];
}

/** So many lines are named by their numbers. */
const mostNamed = 5;

/** No lines left alone. */
export const nothingLeft = ofEachKind(() => 0);

/** No rows. */
export const nothing: NamedLines = { rows: 0, first: [] };

/** Every line of a text in one account: together they are all of them. */
export interface Account {
  readonly lines: number;
  /** Lines of problems without an answer, and of those in whose answer's place something stands already. */
  readonly open: number;
  readonly answered: number;
  /** Of the latter the problems that have an answer, and those of which nothing tells whether it is one. */
  readonly already: NamedLines;
  readonly unclear: NamedLines;
  /** Lines that could not be read. */
  readonly unread: number;
  /** Lines that hold no record, by kind. */
  readonly left: Readonly<Record<LeftAlone, number>>;
}

/** Accounts for every line of what was read. `isBeginning`: what is above a table's rows, or is front matter, is above. */
export function accountOf(
  source: Source,
  { items, complaints, headings = [], notation }: Reading,
  isBeginning = true,
): Account {
  const lineOf = lineCounter(source.text);
  const kinds = new Map<number, 'open' | 'answered' | 'unread' | 'header'>();
  const standing = { already: nothing, unclear: nothing };
  // Offsets are asked for in order, so that counting lines goes through the text once.
  const marks = [
    ...items.map(({ span, answer, isUnclear = false }) => ({
      span,
      kind: answer === null ? ('open' as const) : ('answered' as const),
      isUnclear,
    })),
    ...headings.map((span) => ({ span, kind: 'header' as const, isUnclear: false })),
  ].sort((one, other) => one.span.start - other.span.start);
  for (const { span, kind, isUnclear } of marks) {
    const first = lineOf(span.start);
    const stands = isUnclear ? 'unclear' : 'already';
    if (kind === 'answered') standing[stands] = withLine(standing[stands], first);
    for (let line = first, last = lineOf(span.end); line <= last; line += 1) kinds.set(line, kind);
  }
  for (const { line, lines = 1 } of complaints)
    for (let at = line; at < line + lines; at += 1) if (!kinds.has(at)) kinds.set(at, 'unread');
  const left: Record<LeftAlone, number> = { ...nothingLeft };
  const counts = { open: 0, answered: 0, unread: 0 };
  const all = linesOf(source);
  const asides = 'document' in notation ? asidesOf(source) : undefined;
  const top = isBeginning && 'answerColumn' in notation ? Math.min(...kinds.keys()) : (asides?.frontMatter ?? -1) + 1;
  for (const line of all) {
    const kind = kinds.get(line.number);
    if (kind !== undefined && kind !== 'header') counts[kind] += 1;
    else left[kind ?? (asides?.comments.has(line.number) ? 'comment' : leftAlone(line, top))] += 1;
  }
  return { lines: all.length, ...counts, ...standing, left };
}

function leftAlone({ text, number }: Line, top: number): LeftAlone {
  if (number < top) return 'above';
  // A row of empty cells is one as well.
  if (/^[\s,;|]*$/.test(text)) return 'blank';
  if (isFence(text)) return 'fence';
  if (isSeparator(text) || isRule(text)) return 'rule';
  return isComment(text) ? 'comment' : 'prose';
}

const leftNames: Readonly<Record<Exclude<LeftAlone, 'header' | 'blank'>, readonly [string, string]>> = {
  above: ['line above', 'lines above'],
  rule: ['rule', 'rules'],
  fence: ['fence', 'fences'],
  comment: ['comment', 'comments'],
  prose: ['line of other text', 'lines of other text'],
};

/** Lines that hold no record with those of a further piece of a text. */
export function leftTogether(one: Account['left'], other: Account['left']): Account['left'] {
  return ofEachKind((kind) => one[kind] + other[kind]);
}

function ofEachKind(count: (kind: LeftAlone) => number): Account['left'] {
  return Object.fromEntries(leftKinds.map((kind) => [kind, count(kind)])) as Record<LeftAlone, number>;
}

/** What of a text was left alone, a clause; empty where that is nothing: `2 comments and 1 rule left alone`. */
export function leftText({ left }: Pick<Account, 'left'>): string {
  const named = Object.entries(leftNames).flatMap(([kind, [one, several]]) => {
    const count = left[kind as keyof typeof leftNames];
    return count === 0 ? [] : [`${count} ${count === 1 ? one : several}`];
  });
  return named.length === 0 ? '' : `${named.join(', ')} left alone`;
}

/** Rows with one more, in that line. */
export function withLine({ rows, first }: NamedLines, line: number): NamedLines {
  return { rows: rows + 1, first: rows < mostNamed ? [...first, line] : first };
}

/** What stands in the places of answers already, clauses: `2 have an answer already (lines 3, 9)`. */
export function standingText({ already, unclear }: Pick<Account, 'already' | 'unclear'>): readonly string[] {
  return [
    ...(already.rows > 0
      ? [`${already.rows} ${already.rows === 1 ? 'has' : 'have'} an answer already ${named(already)}`]
      : []),
    ...(unclear.rows > 0
      ? [
          `${unclear.rows} that no tool reads ${unclear.rows === 1 ? 'has' : 'have'} something behind an arrow already ${named(unclear)}`,
        ]
      : []),
  ];
}

function named({ rows, first }: NamedLines): string {
  return `(${rows === 1 ? 'line' : 'lines'} ${first.join(', ')}${rows > first.length ? ', …' : ''})`;
}
