import { detectBlocks, readBlocks } from './blocks';
import { detectJsonArray } from './json-items';
import type { Span } from './notation';
import { isBlank, linesOf } from './text';

/**
 * The block around a cursor, for when nothing is selected: the lines up to the next blank ones, widened to the
 * whole run where the text is in labelled blocks or one JSON array. `null` on blank lines far from any text.
 */
export function blockAround(text: string, offset: number): Span | null {
  const lines = linesOf({ text, spans: text === '' ? [] : [{ start: 0, end: text.length }] });
  const at = lines.findIndex((line) => offset <= line.span.end);
  const line = lines[at < 0 ? lines.length - 1 : at];
  if (!line) return null;
  const whole = { text, spans: [{ start: 0, end: text.length }] };
  if (detectJsonArray(whole).length > 0) return { start: 0, end: text.length };
  let first = lines.indexOf(line);
  let last = first;
  const blank = (index: number): boolean => isBlank(lines[index]?.text ?? '');
  const [labels] = detectBlocks(whole);
  if (labels) {
    const inside = readBlocks(whole, labels).items.some((item) => item.span.start <= line.span.end && line.span.start <= item.span.end);
    // The reader leaves out what belongs to no block.
    if (inside) return { start: 0, end: text.length };
  }
  if (blank(first)) return null;
  while (first > 0 && !blank(first - 1)) first -= 1;
  while (last < lines.length - 1 && !blank(last + 1)) last += 1;
  const start = lines[first]?.span.start ?? 0;
  const end = lines[last]?.span.end ?? text.length;
  return start < end ? { start, end } : null;
}
