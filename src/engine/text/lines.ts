import type { Source, Span } from './source';

/** One line of a source, without its line end. */
export interface Line {
  readonly text: string;
  readonly span: Span;
  /** In the whole text, from 1. */
  readonly number: number;
}

/** The line number of an offset, from 1. `\r\n`, `\n` and a lone `\r` end lines. */
export function lineAt(text: string, offset: number): number {
  return lineCounter(text)(offset);
}

/** How many lines end in a text. */
export function linesIn(text: string): number {
  return lineAt(text, text.length) - 1;
}

/** Line numbers, from 1, of offsets that only grow: counts on from the last one, so that many stay linear. */
export function lineCounter(text: string): (offset: number) => number {
  let at = 0;
  let line = 1;
  return (offset) => {
    for (; at < offset; at += 1) {
      const character = text[at];
      // A `\r\n` counts at its `\n`.
      if (character === '\n' || (character === '\r' && text[at + 1] !== '\n')) line += 1;
    }
    return line;
  };
}

/** The lines of each highlighted stretch, blank ones included; a stretch may begin and end within a line. */
export function linesBySpan(source: Source): readonly (readonly Line[])[] {
  const lineOf = lineCounter(source.text);
  return source.spans.map((span) => {
    const lines: Line[] = [];
    const lineEnd = /\r\n?|\n/g;
    lineEnd.lastIndex = span.start;
    let number = lineOf(span.start);
    let start = span.start;
    while (start < span.end) {
      const found = lineEnd.exec(source.text);
      const end = found && found.index < span.end ? found.index : span.end;
      lines.push({ text: source.text.slice(start, end), span: { start, end }, number });
      start = found ? end + found[0].length : span.end;
      number += 1;
    }
    return lines;
  });
}

/** The lines of all highlighted stretches. */
export function linesOf(source: Source): readonly Line[] {
  return linesBySpan(source).flat();
}

/** True for a line with nothing to see. */
export function isBlank(text: string): boolean {
  return text.trim() === '';
}

/** The line that opens or closes a fenced block of Markdown: no problem, whatever the notation. */
export function isFence(text: string): boolean {
  return /^\s*(?:```+|~~~+)\s*[\w-]*\s*$/.test(text);
}

/** A stretch without the white space (and byte-order mark) around it; an empty one stands at the old end. */
export function trimmed(text: string, span: Span): Span {
  const inside = text.slice(span.start, span.end);
  const start = span.end - inside.trimStart().length;
  return { start, end: Math.max(start, span.start + inside.trimEnd().length) };
}

/** A stretch's text as models and tools see it: line ends are `\n`. */
export function textOf(text: string, span: Span): string {
  return withLineFeeds(text.slice(span.start, span.end));
}

/** A text with every line end as `\n`. */
export function withLineFeeds(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/** The line end that a text uses; `\n` where it has none. */
export function lineEndOf(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
}

/** The offset at which the line of `offset` begins. */
export function lineStart(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && text[start - 1] !== '\n' && text[start - 1] !== '\r') start -= 1;
  return start;
}

/** The white space before the first thing to see in the line of `offset`, up to there. */
export function indentationAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? '';
}

/** The offset at which the line of `offset` ends, before its line end. */
export function lineStop(text: string, offset: number): number {
  let stop = offset;
  while (stop < text.length && text[stop] !== '\n' && text[stop] !== '\r') stop += 1;
  return stop;
}
