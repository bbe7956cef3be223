import { diffArrays } from 'diff';

/**
 * Lines of a text that became lines of another: half-open stretches of line indices, from 0. One of them may be empty.
 */
export interface Hunk {
  readonly before: LineRange;
  readonly after: LineRange;
}

/** A half-open stretch of lines, by index. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
}

/** Why two texts were not compared: they have too many lines, or differ in too many. */
export type Incomparable = 'manyLines' | 'manyChanges';

/**
 * Where lines were added or removed, at most this many added and removed ones are found: the time grows with their
 * square.
 */
export const mostChanges = 1_000;

/** Where lines were added or removed, at most this many lines are compared, those of both texts together. */
export const mostLines = 200_000;

/**
 * The hunks in which two texts differ, in order, with unchanged lines between them. If no line was added or removed,
 * each line is where it was. A shortest edit script may say the same in another way, such as a line added above its
 * equal and one removed below, and pair nothing.
 */
export function changedLines(before: readonly string[], after: readonly string[]): readonly Hunk[] | Incomparable {
  const inPlace = before.length === after.length ? differingPositions(before, after) : undefined;
  // No script is shorter than the lines that only one of the texts has: the common case is proved without looking for
  // one.
  const fewest = linesOfOneAlone(before, after);
  if (inPlace && 2 * inPlace.length === fewest) return hunksAt(inPlace);
  if (fewest > mostChanges) return 'manyChanges';
  if (before.length + after.length > mostLines) return 'manyLines';
  const shorter = inPlace ? 2 * inPlace.length - 1 : Infinity;
  const script = diffArrays([...before], [...after], { maxEditLength: Math.min(mostChanges, shorter) });
  if (script) return hunksOf(script);
  return inPlace && shorter <= mostChanges ? hunksAt(inPlace) : 'manyChanges';
}

function differingPositions(before: readonly string[], after: readonly string[]): readonly number[] {
  return after.flatMap((line, index) => (line === before[index] ? [] : [index]));
}

/** How many lines one text has more often than the other, summed over both. */
function linesOfOneAlone(before: readonly string[], after: readonly string[]): number {
  const surplus = new Map<string, number>();
  for (const line of before) surplus.set(line, (surplus.get(line) ?? 0) + 1);
  for (const line of after) surplus.set(line, (surplus.get(line) ?? 0) - 1);
  let sum = 0;
  for (const count of surplus.values()) sum += Math.abs(count);
  return sum;
}

/** Neighbouring positions are one hunk. */
function hunksAt(positions: readonly number[]): readonly Hunk[] {
  const ranges: { start: number; end: number }[] = [];
  for (const position of positions) {
    const last = ranges.at(-1);
    if (last?.end === position) last.end += 1;
    else ranges.push({ start: position, end: position + 1 });
  }
  return ranges.map((range) => ({ before: range, after: range }));
}

function hunksOf(
  script: readonly { readonly added: boolean; readonly removed: boolean; readonly count: number }[],
): readonly Hunk[] {
  const hunks: Hunk[] = [];
  let [old, now] = [0, 0];
  let [oldStart, nowStart] = [0, 0];
  const close = (): void => {
    if (old > oldStart || now > nowStart)
      hunks.push({ before: { start: oldStart, end: old }, after: { start: nowStart, end: now } });
  };
  for (const { added, removed, count } of script) {
    if (removed) old += count;
    else if (added) now += count;
    else {
      close();
      [old, now] = [old + count, now + count];
      [oldStart, nowStart] = [old, now];
    }
  }
  close();
  return hunks;
}
