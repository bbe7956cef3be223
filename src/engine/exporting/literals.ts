import { escapeInvisible, showInvisible } from '../text/show-invisible';
import type { Json } from '../json';

/**
 * A value as an expression of JavaScript, in which nothing is invisible. In an object of the source a key `__proto__`
 * would name the prototype, so such a value is parsed.
 */
export function literal(value: Json): string {
  const text = escapeInvisible(JSON.stringify(value, null, 2));
  return text.includes('"__proto__"') ? `JSON.parse(${escapeInvisible(JSON.stringify(JSON.stringify(value)))})` : text;
}

/** A text as comments of JavaScript, a line each: whoever wrote it, it is one line, and ends no comment. */
export function comment(...lines: readonly string[]): string {
  return lines.map((line) => `// ${showInvisible(line)}`.trimEnd()).join('\n');
}
