/*
 * Helpers that take a part of a text. The search calls these functions, and the tools that it writes hold their text:
 * so a tool does what was searched. Each stands alone or calls others by name, has one line of comment for the reader
 * of a tool, and gives `null` where there is no such part.
 */

/**
 * The match of a pattern with this number; negative ones count from the end.
 * @type {(text: string, pattern: RegExp, index: number) => string | null}
 */
export function match(text, pattern, index) {
  return text.match(pattern)?.at(index) ?? null;
}

/**
 * The text from one match of a pattern to another, both included.
 * @type {(text: string, pattern: RegExp, from: number, to: number) => string | null}
 */
export function stretch(text, pattern, from, to) {
  const found = [...text.matchAll(pattern)];
  const [first, last] = [found.at(from), found.at(to)];
  return first && last && first.index < last.index ? text.slice(first.index, last.index + last[0].length) : null;
}

/**
 * The part between separators with this number, trimmed.
 * @type {(text: string, separator: string, index: number) => string | null}
 */
export function field(text, separator, index) {
  return text.split(separator).at(index)?.trim() ?? null;
}

/**
 * What is before the first such sign.
 * @type {(text: string, sign: string) => string | null}
 */
export function before(text, sign) {
  const at = text.indexOf(sign);
  return at < 0 ? null : text.slice(0, at).trim();
}

/**
 * What is before the last such sign.
 * @type {(text: string, sign: string) => string | null}
 */
export function beforeLast(text, sign) {
  const at = text.lastIndexOf(sign);
  return at < 0 ? null : text.slice(0, at).trim();
}

/**
 * What is behind the first such sign.
 * @type {(text: string, sign: string) => string | null}
 */
export function after(text, sign) {
  const at = text.indexOf(sign);
  return at < 0 ? null : text.slice(at + sign.length).trim();
}

/**
 * What is behind the last such sign.
 * @type {(text: string, sign: string) => string | null}
 */
export function afterLast(text, sign) {
  const at = text.lastIndexOf(sign);
  return at < 0 ? null : text.slice(at + sign.length).trim();
}

/**
 * What is between the first such sign and the next one of the other.
 * @type {(text: string, left: string, right: string) => string | null}
 */
export function between(text, left, right) {
  const from = text.indexOf(left);
  const to = text.indexOf(right, from + left.length);
  return from < 0 || to < 0 ? null : text.slice(from + left.length, to).trim();
}

/**
 * The value of the line with this label.
 * @type {(text: string, label: string) => string | null}
 */
export function labelled(text, label) {
  const line = text.split('\n').find((one) => (one + ' ').startsWith(label + ': '));
  return line === undefined ? null : line.slice(label.length + 2);
}

/**
 * The characters from one place to another; negative ones count from the end.
 * @type {(text: string, from: number, to: number) => string | null}
 */
export function slice(text, from, to) {
  const characters = Array.from(text);
  return characters.length < Math.max(Math.abs(from), to) ? null : characters.slice(from, to || undefined).join('');
}
