/* Kinds of problems; see `taking.js`. */

/**
 * True for a text with this in it.
 * @type {(text: string, part: string) => boolean}
 */
export function contains(text, part) {
  return text.includes(part);
}

/**
 * True for this text.
 * @type {(text: string, other: string) => boolean}
 */
export function is(text, other) {
  return text.trim() === other;
}

/**
 * True for a text that a pattern matches.
 * @type {(text: string, pattern: RegExp) => boolean}
 */
export function fits(text, pattern) {
  return pattern.test(text);
}

/**
 * True for a text that begins with this.
 * @type {(text: string, beginning: string) => boolean}
 */
export function begins(text, beginning) {
  return text.startsWith(beginning);
}
