import { changedLines, mostChanges, mostLines, type Hunk, type Incomparable } from '../text/changed-lines';
import { areMarked, markLength } from '../notation/lines/list-marks';
import type { Complaint, Item, Notation, Reading } from '../notation/notation';
import { readLines } from '../notation/lines/plain-lines';
import { isBlank, isComment, linesOf, trimmed, type Line } from '../text/lines';
import { wholeOf } from '../text/source';

/** A person's edits of a text, read; or why they were not, a sentence with a remedy. */
export type EditsResult =
  { readonly kind: 'read'; readonly reading: Reading } | { readonly kind: 'unreadable'; readonly reason: string };

/**
 * Reads what a person changed in place. A changed line is an example: the line that it was is the problem, the line
 * that it is the answer. The unchanged lines are problems without an answer. All stand where they are in `after`;
 * complaints count its lines. Line ends make no difference. Where the lines of a hunk cannot be paired one for one,
 * none is. The marks of a list are no part of the lines where no edit changed them; `listed`: that is settled, from
 * earlier edits.
 */
export function readEdits(before: string, after: string, listed?: boolean): EditsResult {
  const old = linesOf(wholeOf(before));
  const now = linesOf(wholeOf(after));
  const hunks = changedLines(textsOf(old), textsOf(now));
  if (typeof hunks === 'string') return { kind: 'unreadable', reason: incomparable[hunks] };
  const pairings = hunks.map((hunk) => pairLines(hunk, old, now));
  const pairs = pairings.flatMap(({ pairs: some }) => some);
  const notation: PlainLines = {
    kind: 'lines',
    ...((listed ?? keepMarks(pairs, old)) ? { listed: true } : {}),
    ...(pairs.some(([was]) => isComment(was.text)) ? { comments: true } : {}),
  };
  const examples = pairs.map((pair) => exampleOf(pair, after, notation));
  const changed = new Set(hunks.flatMap(({ after: { start, end } }) => now.slice(start, end)));
  const unchanged = now.filter((line) => !changed.has(line) && !isBlank(line.text));
  const { items } = readLines({ text: after, spans: unchanged.map(({ span }) => span) }, notation);
  return {
    kind: 'read',
    reading: {
      notation,
      items: [...examples.flatMap(({ item }) => item ?? []), ...items].sort(
        (one, other) => one.span.start - other.span.start,
      ),
      complaints: [...pairings, ...examples]
        .flatMap(({ complaints }) => complaints)
        .sort((one, other) => one.line - other.line),
    },
  };
}

/** A reading with each example once: one that is shown and held out as well would prove nothing. */
export function examplesOnce(reading: Reading): Reading {
  const seen = new Set<string>();
  const isFirst = ({ problem, answer }: Item): boolean => {
    const example = JSON.stringify([problem, answer]);
    return answer === null || (!seen.has(example) && seen.add(example).has(example));
  };
  return { ...reading, items: reading.items.filter(isFirst) };
}

const incomparable: Readonly<Record<Incomparable, string>> = {
  manyLines: `lines were added or removed, and the texts have more than ${mostLines.toLocaleString('en-US')} lines together. Edit lines in place, one for one, or work on a part of the text in a file of its own.`,
  manyChanges: `more than ${mostChanges.toLocaleString('en-US')} lines were added or removed. Edit a few lines in place, one for one.`,
};

type PlainLines = Extract<Notation, { kind: 'lines' }>;

/** A line as it was and as it is. */
type Pair = readonly [was: Line, is: Line];

function pairLines(
  { before, after }: Hunk,
  old: readonly Line[],
  now: readonly Line[],
): { readonly pairs: readonly Pair[]; readonly complaints: readonly Complaint[] } {
  const were = old.slice(before.start, before.end);
  const are = now.slice(after.start, after.end);
  const reason = unpairable(were, are);
  if (reason !== undefined) {
    // What was removed from the end stood behind the last line.
    const line = now[Math.min(after.start, now.length - 1)]?.number ?? 1;
    return { pairs: [], complaints: [{ line, reason }] };
  }
  const pairs = are.flatMap((is, index): Pair[] => {
    const was = were[index];
    return was ? [[was, is]] : [];
  });
  return { pairs, complaints: [] };
}

/** True where all edited lines are items of lists, and each has its mark as it had it, with something behind it. */
function keepMarks(pairs: readonly Pair[], old: readonly Line[]): boolean {
  const markIn = ({ text }: Line): string =>
    markLength(text) < text.trimEnd().length ? text.slice(0, markLength(text)).trim() : '';
  return (
    pairs.length > 0 &&
    pairs.every(([was, is]) => markIn(was) !== '' && markIn(was) === markIn(is)) &&
    areMarked(textsOf(old))
  );
}

/** Why the lines of a hunk are not paired; `undefined` where they are. */
function unpairable(were: readonly Line[], are: readonly Line[]): string | undefined {
  if (were.length === 0)
    return are.length === 1
      ? 'this line was added: nothing shows what it came from.'
      : `${are.length} lines were added from here on: nothing shows what they came from.`;
  if (are.length === 0)
    return were.length === 1
      ? 'a line was removed here: nothing shows what became of it.'
      : `${were.length} lines were removed here: nothing shows what became of them.`;
  if (were.length !== are.length)
    return `${were.length === 1 ? '1 line' : `${were.length} lines`} became ${are.length} here: nothing tells which belongs to which. Edit lines in place, one for one.`;
  // Then lines may as well have moved.
  if (are.some((is, index) => isBlank(is.text) !== isBlank(were[index]?.text ?? '')))
    return 'among the lines changed here one was emptied, or a blank one filled: nothing tells which belongs to which.';
  return undefined;
}

function exampleOf(
  [was, is]: Pair,
  text: string,
  { listed }: PlainLines,
): { readonly item?: Item; readonly complaints: readonly Complaint[] } {
  const [before, after] = [aroundAndInside(was, listed), aroundAndInside(is, listed)];
  if (before.inside === after.inside)
    return {
      complaints: [{ line: is.number, reason: 'only white space around this line changed, which no tool sees.' }],
    };
  if (before.inside === '')
    return {
      complaints: [
        { line: is.number, reason: 'this item of the list was empty: nothing shows what its text came from.' },
      ],
    };
  const span = trimmed(text, { start: is.span.start + (listed ? markLength(is.text) : 0), end: is.span.end });
  return {
    item: { problem: before.inside, answer: after.inside, span, problemSpan: span, answerSpan: span },
    complaints:
      before.around === after.around
        ? []
        : [{ line: is.number, reason: 'the white space around this line changed too, which a tool leaves as it is.' }],
  };
}

/** A line's text as `Item` wants it, and the white space on both sides of it, of a list's with the mark. */
function aroundAndInside({ text }: Line, listed = false): { readonly around: string; readonly inside: string } {
  const { start, end } = trimmed(text, { start: listed ? markLength(text) : 0, end: text.length });
  return { around: `${text.slice(0, start)}\n${text.slice(end)}`, inside: text.slice(start, end) };
}

function textsOf(lines: readonly Line[]): readonly string[] {
  return lines.map(({ text }) => text);
}
