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
 * Controls, formats (the bidirectional ones among them), lone halves of characters, and separators. Letters and marks
 * that are drawn as nothing: Hangul fillers, and variation selectors, which can hide whole texts. Braille's blank.
 * Every white space except the plain one.
 */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|[^\S ]/gu;

/**
 * A text with its invisible and direction-changing characters shown for what they are, as `‹zero-width space›`:
 * for messages about texts that look alike, and for names that strangers wrote.
 */
export function showInvisible(text: string): string {
  return text.replace(
    invisible,
    (character) =>
      `‹${names.get(character) ?? `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`}›`,
  );
}

/** The same for a text of several lines: its line ends and tabs stay what they are. */
export function showInvisibleInLines(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => line.split('\t').map(showInvisible).join('\t'))
    .join('\n');
}

/**
 * The same for JSON: what is invisible stands as `\u` escapes, so that who parses it gets the same value, and who
 * reads it on a terminal is not deceived. `json` must be as `JSON.stringify` writes it: outside of its strings nothing
 * is invisible but the ends of lines.
 */
export function escapeInvisible(json: string): string {
  return json.replace(invisible, (character) =>
    character === '\n'
      ? character
      : [...Array(character.length).keys()]
          .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`)
          .join(''),
  );
}

/**
 * A value as a line of JSON: nothing in it is invisible to a person, or ends a line for anyone: `U+2028` does for the
 * line reader of newer Node.
 */
export function jsonLine(value: unknown): string {
  return `${escapeInvisible(JSON.stringify(value))}\n`;
}
