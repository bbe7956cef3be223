const names: ReadonlyMap<string, string> = new Map([
  ['\t', 'tab'],
  ['\r', 'CR'],
  ['\n', 'LF'],
  ['\u00A0', 'no-break space'],
  ['\u00AD', 'soft hyphen'],
  ['\u200B', 'zero-width space'],
  ['\u200C', 'zero-width non-joiner'],
  ['\u200D', 'zero-width joiner'],
  ['\u2060', 'word joiner'],
  ['\uFEFF', 'byte-order mark'],
]);

/**
 * A text with its invisible and direction-changing characters shown for what they are, as `‹zero-width space›`:
 * for messages about texts that look alike, and for names that strangers wrote.
 */
export function showInvisible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|[^\S ]/gu, (character) => `‹${names.get(character) ?? `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`}›`);
}
