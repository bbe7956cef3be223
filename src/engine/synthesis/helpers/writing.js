/* Ways of writing a text; see `taking.js`. */

/**
 * In small letters.
 * @type {(text: string) => string}
 */
export function lower(text) {
  return text.toLowerCase();
}

/**
 * In capitals.
 * @type {(text: string) => string}
 */
export function upper(text) {
  return text.toUpperCase();
}

/**
 * Every word with a capital first.
 * @type {(text: string) => string}
 */
export function title(text) {
  return text.toLowerCase().replace(/\p{L}[\p{L}\p{M}’']*/gu, (word) => word.charAt(0).toUpperCase() + word.slice(1));
}

/**
 * The first letter a capital, the others small.
 * @type {(text: string) => string}
 */
export function sentence(text) {
  return text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();
}

/**
 * The first letter a capital, the others as they are.
 * @type {(text: string) => string}
 */
export function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * The first letter of every word, each with this sign behind it.
 * @type {(text: string, sign: string) => string}
 */
export function initials(text, sign) {
  return (text.match(/\p{L}[\p{L}\p{M}’']*/gu) ?? []).map((word) => word.charAt(0) + sign).join('');
}

/**
 * The first letter small, the others as they are.
 * @type {(text: string) => string}
 */
export function uncapital(text) {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/**
 * With one sign for another.
 * @type {(text: string, sign: string, other: string) => string}
 */
export function swap(text, sign, other) {
  return text.split(sign).join(other);
}

/**
 * With another text for each match of a pattern.
 * @type {(text: string, pattern: RegExp, other: string) => string}
 */
export function replaced(text, pattern, other) {
  return text.replace(pattern, other);
}

/**
 * Nothing but what matches a pattern, with this sign between.
 * @type {(text: string, pattern: RegExp, sign: string) => string}
 */
export function only(text, pattern, sign) {
  return (text.match(pattern) ?? []).join(sign);
}

/**
 * With zeros in front up to this length.
 * @type {(text: string, length: number) => string}
 */
export function padded(text, length) {
  return text.padStart(length, '0');
}

/**
 * In groups of so many characters from the left.
 * @type {(text: string, size: number, sign: string) => string}
 */
export function grouped(text, size, sign) {
  const groups = [];
  for (let at = 0; at < text.length; at += size) groups.push(text.slice(at, at + size));
  return groups.join(sign);
}

/**
 * How often a pattern matches.
 * @type {(text: string, pattern: RegExp) => number}
 */
export function count(text, pattern) {
  return text.match(pattern)?.length ?? 0;
}

/**
 * How many characters it has.
 * @type {(text: string) => number}
 */
export function size(text) {
  return Array.from(text).length;
}
