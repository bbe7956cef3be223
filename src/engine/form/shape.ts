import { lineTokens } from './line-tokens';
import { anyWords, type ShapeToken } from './shape-token';

/** What a shape looks at: enough to tell classes apart, little enough to stay fast on long texts. */
const longestText = 4_000;

/** The longest group of tokens that counts as a repetition: `a, ` is three, `(A) a, ` seven. */
const longestGroup = 8;

/** The longest group of lines that does. */
const longestRecord = 3;

/**
 * A text with the data abstracted. Runs of digits become `9`, words the class of their letters (`a`, `A`, `Aa`,
 * `aA`), words in a row and whole sentences `a a`, sequences of brackets or of other symbols `([)+` and `(*)+`, white
 * space one space or line break; what repeats (`9, 9, 9`, lines of one form) is collapsed to one with `+`, so that
 * lists of different lengths share a shape. Texts of one shape differ in data, or in the words that are fixed in one
 * class and others in another: see `wording.ts` for those.
 */
export function shape(text: string): string {
  const [first = '', ...others] = text
    .slice(0, longestText)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (others.length === 0) return tokensCollapsed(lineTokens(first));
  let lines = [first, ...others].map(lineForm);
  for (let size = 1; size <= longestRecord && size * 2 <= lines.length; size += 1) lines = linesCollapsed(lines, size);
  return lines.map((line) => line.text).join('\n');
}

/** A line of a shape. */
interface LineForm {
  readonly text: string;
  /** With words of any kind in the place of each word: an item of a list may be one word or several. */
  readonly loose: string;
}

function lineForm(line: string): LineForm {
  const tokens = lineTokens(line);
  const text = tokensCollapsed(tokens);
  // The words behind a label are of its own kind, and no item of a list. What stands close to a symbol, as in `(A)`,
  // marks one.
  const labelled = tokens[0]?.kind === 'words' && tokens[1]?.text === ':';
  return {
    text,
    loose: labelled
      ? text
      : tokensCollapsed(
          tokens.map((token, at) => (token.kind === 'words' && tokens[at - 1]?.kind !== 'symbol' ? anyWords : token)),
        ),
  };
}

/** Replaces runs of the same group of `size` lines by one and a `+`. */
function linesCollapsed(lines: readonly LineForm[], size: number): LineForm[] {
  const out: LineForm[] = [];
  for (let at = 0; at < lines.length;) {
    let end = at + size;
    while (
      lines.length >= end + size &&
      lines.slice(end, end + size).every(({ loose }, index) => loose === lines[at + index]?.loose)
    )
      end += size;
    const group = lines.slice(at, at + size);
    if (end === at + size) {
      out.push(...group.slice(0, 1));
      at += 1;
      continue;
    }
    const common = group.map(({ text, loose }, index) =>
      lines.slice(at, end).every((line, other) => other % size !== index || line.text === text) ? text : loose,
    );
    const text = `(${common.join('\n')}\n)+`;
    out.push({ text, loose: text });
    at = end;
  }
  return out;
}

function tokensCollapsed(line: readonly ShapeToken[]): string {
  let tokens = line;
  for (let size = 1; size <= longestGroup && size < tokens.length;) {
    const shorter = groupsCollapsed(tokens, size);
    // The smallest groups first, always: tables hold lists, and lists ranges.
    size = shorter.length < tokens.length ? 1 : size + 1;
    tokens = shorter;
  }
  return textOf(tokens);
}

/**
 * Replaces runs of the same group of `size` tokens by one and a `+`. A separator may be missing after the last
 * one (`9, 9, 9` is `9, ` twice and `9`), so a run is closed by the longest prefix of the group that follows.
 */
function groupsCollapsed(tokens: readonly ShapeToken[], size: number): readonly ShapeToken[] {
  const out: ShapeToken[] = [];
  for (let at = 0; at < tokens.length;) {
    const end = runEnd(tokens, at, size);
    const token = tokens[at];
    if (end > at) out.push({ kind: 'group', text: `(${textOf(commonGroup(tokens.slice(at, end), size))})+` });
    else if (token) out.push(token);
    at = Math.max(end, at + 1);
  }
  return out;
}

/** Where the run of groups ends that begins at `at`; `at` itself where none does. */
function runEnd(tokens: readonly ShapeToken[], at: number, size: number): number {
  const first = tokens[at];
  // Most places begin no run: that is seen at once. White space begins none, or `List: 1, 2` would hold ` 1,` and no
  // list.
  if (first?.kind === 'space' || !isSame(first, tokens[at + size], true)) return at;
  const loosely = isListItem(tokens, at, size);
  const isSameGroup = (start: number, length: number): boolean => {
    for (let index = 0; index < length; index += 1)
      if (!isSame(tokens[at + index], tokens[start + index], loosely)) return false;
    return true;
  };
  let end = at + size;
  while (isSameGroup(end, size)) end += size;
  // One group and its beginning again: `9, 9` is a list of two, but `a: a` is a label and its text.
  const again = size > 1 && isSameGroup(end, 1) && !(first?.kind === 'words' && tokens[at + 1]?.text === ':');
  if (end === at + size && !again) return at;
  let rest = 0;
  while (rest < size - 1 && isSame(tokens[at + rest], tokens[end + rest], loosely)) rest += 1;
  // White space behind the last one belongs to what follows: `9 - 9 | 9 - 9` is a list of two ranges.
  return tokens[end + rest - 1]?.kind === 'space' && rest > 0 ? end + rest - 1 : end + rest;
}

function isSame(one: ShapeToken | undefined, other: ShapeToken | undefined, loosely: boolean): boolean {
  if (!one || !other) return false;
  return one.text === other.text || (loosely && one.kind === 'words' && other.kind === 'words');
}

/** A group that ends in what stands between the items of a list: `red, Green, dark blue` is one. */
function isListItem(tokens: readonly ShapeToken[], at: number, size: number): boolean {
  const group = tokens.slice(at, at + size);
  return /^ ?[,;|] ?$/.test(textOf(group.slice(group.findLastIndex(({ kind }) => kind === 'words') + 1)));
}

/** What the groups of a run have in common: where their words differ in case or number, words of any kind. */
function commonGroup(run: readonly ShapeToken[], size: number): readonly ShapeToken[] {
  return run.slice(0, size).map((token, index) => {
    for (let at = index + size; at < run.length; at += size) if (run[at]?.text !== token.text) return anyWords;
    return token;
  });
}

function textOf(tokens: readonly ShapeToken[]): string {
  return tokens.map(({ text }) => text).join('');
}
