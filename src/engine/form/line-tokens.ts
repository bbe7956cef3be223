import { anyWords, isPart, type ShapeToken } from './shape-token';
import { withSymbolSequences } from './symbol-sequences';

const number: ShapeToken = { kind: 'number', text: '9' };
const space: ShapeToken = { kind: 'space', text: ' ' };

/** A word, a number, white space, or one symbol. */
const tokenPattern = /(\p{L}[\p{L}\p{M}]*)|(\p{Nd}+)|(\s+)|[^\p{L}\p{Nd}\s]/gu;

/** The pieces of a line, before repetitions are looked for. */
export function lineTokens(line: string): readonly ShapeToken[] {
  const tokens = withCompounds(withSymbolSequences(Array.from(line.matchAll(tokenPattern), tokenOf)));
  return withWordsJoined(tokens, holdsSentence(tokens));
}

function tokenOf([text, word, digits, white]: RegExpExecArray): ShapeToken {
  if (word !== undefined) return { kind: 'words', text: letterClass(word) };
  if (digits !== undefined) return number;
  return white === undefined ? { kind: 'symbol', text } : space;
}

function letterClass(word: string): string {
  const lower = word.toLowerCase();
  if (word === lower) return 'a';
  if (word === word.toUpperCase()) return 'A';
  return word.slice(1) === lower.slice(1) ? 'Aa' : 'aA';
}

/**
 * `second-newest`, `you've`, `Catch-22` are one word each; a chain of the same parts, `a-b-c`, is a list in one word.
 */
function withCompounds(tokens: readonly ShapeToken[]): readonly ShapeToken[] {
  const out: ShapeToken[] = [];
  for (let at = 0; at < tokens.length;) {
    let end = at + 1;
    if (tokens[at]?.kind === 'words') while (isJoint(tokens[end]) && isPart(tokens[end + 1])) end += 2;
    const token = tokens[at];
    if (end > at + 1) out.push(compound(tokens.slice(at, end).map(({ text }) => text)));
    else if (token) out.push(token);
    at = end;
  }
  return out;
}

function isJoint(token: ShapeToken | undefined): boolean {
  return token?.kind === 'symbol' && "-'’&".includes(token.text);
}

function compound(parts: readonly string[]): ShapeToken {
  const [first = '', joint = ''] = parts;
  const chain = parts.every((part, index) => part === (index % 2 === 0 ? first : joint));
  return { kind: 'words', text: chain ? `(${first}${joint})+` : parts.join('') };
}

/** A sentence has three words or numbers at least before its stop, and is followed by another or by nothing. */
function holdsSentence(line: readonly ShapeToken[]): boolean {
  let words = 0;
  let parts = 0;
  for (const [at, { kind, text }] of line.entries()) {
    if (kind === 'words') words += 1;
    if (kind === 'words' || kind === 'number') parts += 1;
    else if (kind === 'symbol' && '.!?:'.includes(text)) {
      const stands =
        isPart(line[at - 1]) && (at + 1 === line.length || (line[at + 1]?.kind === 'space' && isPart(line[at + 2])));
      if (stands && text !== ':' && words >= 2 && parts >= 3) return true;
      if (stands) [words, parts] = [0, 0];
    }
  }
  return false;
}

/**
 * Words with single spaces between them become one token, whatever their number and case. In a line of sentences
 * so do their commas and full stops, so that it does not matter how many there are; a question mark stays.
 */
function withWordsJoined(line: readonly ShapeToken[], sentences: boolean): readonly ShapeToken[] {
  const out: ShapeToken[] = [];
  for (let at = 0; at < line.length;) {
    const token = line[at];
    let end = at + 1;
    if (token?.kind === 'words')
      for (let next = nextWord(line, end, sentences); next > 0; next = nextWord(line, end, sentences)) end = next + 1;
    if (token) out.push(end > at + 1 || (sentences && token.kind === 'words') ? anyWords : token);
    at = end;
  }
  return out;
}

/** The place of the word that goes on from `at`; 0 where none does. */
function nextWord(line: readonly ShapeToken[], at: number, sentences: boolean): number {
  const token = line[at];
  const gap = sentences && token?.kind === 'symbol' && ',;.!'.includes(token.text) ? 1 : 0;
  return line[at + gap]?.kind === 'space' && line[at + gap + 1]?.kind === 'words' ? at + gap + 1 : 0;
}
