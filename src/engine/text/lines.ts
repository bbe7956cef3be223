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

/** Line numbers, from 1, of offsets in order: counts on from the last one, so that many stay linear. */
export function lineCounter(text: string): (offset: number) => number {
  let at = 0;
  let line = 1;
  return (offset) => {
    if (offset < at) [at, line] = [0, 1];
    for (; at < offset; at += 1) {
      const character = text[at];
      // A `\r\n` counts at its `\n`.
      if (character === '\n' || (character === '\r' && text[at + 1] !== '\n')) line += 1;
    }
    return line;
  };
}

/** The lines in which offsets in order stand, without line ends: looks on from the last one, so that many stay linear. */
export function lineSpans(text: string): (offset: number) => Span {
  let start = 0;
  let end = lineStop(text, 0);
  return (offset) => {
    if (offset < start) [start, end] = [0, lineStop(text, 0)];
    while (offset > end) {
      start = end + (text[end] === '\r' && text[end + 1] === '\n' ? 2 : 1);
      end = lineStop(text, start);
    }
    return { start, end };
  };
}

/** The lines of each highlighted stretch, blank ones included; a stretch may begin and end within a line. */
export function linesBySpan(source: Source): readonly (readonly Line[])[] {
  const lineOf = lineCounter(source.text);
  return source.spans.map((span) => {
    const lines: Line[] = [];
    // Not the whole text: many stretches of one long line would each be looked through up to its end.
    const stretch = source.text.slice(span.start, span.end);
    let number = lineOf(span.start);
    let start = 0;
    const add = (end: number): void => {
      lines.push({
        text: stretch.slice(start, end),
        span: { start: span.start + start, end: span.start + end },
        number,
      });
      number += 1;
    };
    for (const found of stretch.matchAll(/\r\n?|\n/g)) {
      add(found.index);
      start = found.index + found[0].length;
    }
    if (start < stretch.length) add(stretch.length);
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

/** A line that remarks on others: what stands in front of examples in code and settings. */
export function isComment(text: string): boolean {
  return /^\s*(?:#+\s|\/\/|--\s)/.test(text);
}

/** The line that opens or closes a fenced block of Markdown: no problem, whatever the notation. */
export function isFence(text: string): boolean {
  return /^(?:`{3,}|~{3,})\s*[\w-]*$/.test(text.trim());
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

/** The offset at which the line of `offset` ends, before its line end. */
export function lineStop(text: string, offset: number): number {
  let stop = offset;
  while (stop < text.length && text[stop] !== '\n' && text[stop] !== '\r') stop += 1;
  return stop;
}
