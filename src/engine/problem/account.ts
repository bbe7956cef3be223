import { isSeparator } from '../notation/blocks/labels';
import type { Reading } from '../notation/notation';
import { isRule } from '../notation/table/markdown-parts';
import { isBlank, isComment, isFence, lineCounter, linesOf, type Line } from '../text/lines';
import type { Source } from '../text/source';

/** What lines of a text are that hold no record. */
export type LeftAlone = 'above' | 'header' | 'rule' | 'fence' | 'comment' | 'prose' | 'blank';

/** Every line of a text in one account: together they are all of them. */
export interface Account {
  readonly lines: number;
  /** Lines of problems without an answer, and of those that have one already. */
  readonly open: number;
  readonly answered: number;
  /** The lines in which those with an answer begin, from 1. */
  readonly answeredLines: readonly number[];
  /** Lines that could not be read. */
  readonly unread: number;
  /** Lines that hold no record, by kind. */
  readonly left: Readonly<Record<LeftAlone, number>>;
}

/** Accounts for every line of what was read. */
export function accountOf(source: Source, { items, complaints, headings = [], notation }: Reading): Account {
  const lineOf = lineCounter(source.text);
  const kinds = new Map<number, 'open' | 'answered' | 'unread' | 'header'>();
  const answeredLines: number[] = [];
  // Offsets are asked for in order, so that counting lines goes through the text once.
  const marks = [
    ...items.map(({ span, answer }) => ({ span, kind: answer === null ? ('open' as const) : ('answered' as const) })),
    ...headings.map((span) => ({ span, kind: 'header' as const })),
  ].sort((one, other) => one.span.start - other.span.start);
  for (const { span, kind } of marks) {
    const first = lineOf(span.start);
    if (kind === 'answered') answeredLines.push(first);
    for (let line = first, last = lineOf(span.end); line <= last; line += 1) kinds.set(line, kind);
  }
  for (const { line, lines = 1 } of complaints)
    for (let at = line; at < line + lines; at += 1) if (!kinds.has(at)) kinds.set(at, 'unread');
  const left: Record<LeftAlone, number> = { above: 0, header: 0, rule: 0, fence: 0, comment: 0, prose: 0, blank: 0 };
  const counts = { open: 0, answered: 0, unread: 0 };
  const all = linesOf(source);
  const top = 'answerColumn' in notation ? Math.min(...kinds.keys()) : 0;
  for (const line of all) {
    const kind = kinds.get(line.number);
    if (kind !== undefined && kind !== 'header') counts[kind] += 1;
    else left[kind ?? leftAlone(line, top)] += 1;
  }
  return { lines: all.length, ...counts, answeredLines, left };
}

function leftAlone({ text, number }: Line, top: number): LeftAlone {
  if (isBlank(text)) return 'blank';
  if (number < top) return 'above';
  if (isFence(text)) return 'fence';
  if (isSeparator(text) || isRule(text)) return 'rule';
  return isComment(text) ? 'comment' : 'prose';
}

/** So many lines are named by their numbers. */
const mostNamed = 5;

const leftNames: Readonly<Record<Exclude<LeftAlone, 'header' | 'blank'>, readonly [string, string]>> = {
  above: ['line above the table', 'lines above the table'],
  rule: ['rule', 'rules'],
  fence: ['fence', 'fences'],
  comment: ['comment', 'comments'],
  prose: ['line of other text', 'lines of other text'],
};

/** What of a text was left alone, a clause; empty where that is nothing: `2 comments and 1 rule left alone`. */
export function leftText({ left }: Account): string {
  const named = Object.entries(leftNames).flatMap(([kind, [one, several]]) => {
    const count = left[kind as keyof typeof leftNames];
    return count === 0 ? [] : [`${count} ${count === 1 ? one : several}`];
  });
  return named.length === 0 ? '' : `${named.join(', ')} left alone`;
}

/** What of a text has an answer already, a clause: `2 have an answer already (lines 3, 9)`. */
export function answeredAlready({ answeredLines }: Account): string {
  if (answeredLines.length === 0) return '';
  const named = answeredLines.slice(0, mostNamed).join(', ');
  return `${answeredLines.length} ${answeredLines.length === 1 ? 'has' : 'have'} an answer already (${answeredLines.length === 1 ? 'line' : 'lines'} ${named}${answeredLines.length > mostNamed ? ', …' : ''})`;
}
