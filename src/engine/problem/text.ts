import type { Source, Span } from './notation';

/** One line of a source, without its line end. */
export interface Line {
  readonly text: string;
  readonly span: Span;
  /** In the whole text, from 1. */
  readonly number: number;
}

/** The line number of an offset, from 1. `\r\n`, `\n` and a lone `\r` end lines. */
export function lineAt(text: string, offset: number): number {
  return 1 + (text.slice(0, offset).match(/\r\n?|\n/g)?.length ?? 0);
}

/** Every line of the highlighted stretches, blank ones included; a stretch may begin and end within a line. */
export function linesOf(source: Source): readonly Line[] {
  const lines: Line[] = [];
  let number = 1;
  let counted = 0;
  for (const span of source.spans) {
    // Counted on from the last stretch, so that many stretches of a large text stay linear.
    number += source.text.slice(counted, span.start).match(/\r\n?|\n/g)?.length ?? 0;
    let start = span.start;
    for (const end of source.text.slice(span.start, span.end).matchAll(/\r\n?|\n/g)) {
      const at = span.start + end.index;
      lines.push({ text: source.text.slice(start, at), span: { start, end: at }, number });
      start = at + end[0].length;
      number += 1;
    }
    if (start < span.end) lines.push({ text: source.text.slice(start, span.end), span: { start, end: span.end }, number });
    counted = span.end;
  }
  return lines;
}

/** True for a line with nothing to see. */
export function isBlank(text: string): boolean {
  return /^[\s\uFEFF]*$/.test(text);
}

/** A stretch without the white space (and byte-order mark) around it. */
export function trimmed(text: string, span: Span): Span {
  let { start, end } = span;
  while (start < end && /[\s\uFEFF]/.test(text[start] ?? '')) start += 1;
  while (end > start && /\s/.test(text[end - 1] ?? '')) end -= 1;
  return { start, end };
}

/** A stretch's text as models and tools see it: line ends are `\n`. */
export function textOf(text: string, span: Span): string {
  return text.slice(span.start, span.end).replace(/\r\n?/g, '\n');
}

/** The line end that a text uses; `\n` where it has none. */
export function lineEndOf(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
}

/** An answer as written: `null` for an empty one, `""` for one that is empty on purpose. */
export function writtenAnswer(text: string): string | null {
  if (text === '') return null;
  return text === '""' ? '' : text;
}
