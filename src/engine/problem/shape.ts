/** What a shape looks at: enough to tell classes apart, little enough to stay fast on long texts. */
const longestText = 4_000;

/** The longest group of tokens that counts as a repetition: `a, ` is three. */
const longestGroup = 6;

/**
 * A text with the data abstracted. Runs of digits become `9`, words the class of their letters (`a`, `A`, `Aa`,
 * `aA`), white space one space or line break; what repeats (`9, 9, 9`, a sentence's words) is collapsed to one
 * with `+`, so that lists of different lengths share a shape. Texts of one shape differ in data only.
 */
export function shape(text: string): string {
  let tokens = tokensOf(text.slice(0, longestText).trim());
  // Shorter groups first: words collapse to prose before sentences are compared.
  for (let size = 1; size <= longestGroup; size += 1) tokens = collapsed(tokens, size);
  return tokens.join('');
}

const tokenPattern = /\p{L}[\p{L}\p{M}]*|\p{Nd}+|\s+|[^\p{L}\p{Nd}\s]/gu;

function tokensOf(text: string): string[] {
  const tokens = (text.match(tokenPattern) ?? []).map((token) => {
    if (/^\p{Nd}/u.test(token)) return '9';
    if (/^\s/.test(token)) return token.includes('\n') ? '\n' : ' ';
    return /^\p{L}/u.test(token) ? letterClass(token) : token;
  });
  return withProse(tokens);
}

/** Words with single spaces between them are prose: one token, whatever their number and case. */
function withProse(tokens: readonly string[]): string[] {
  const out: string[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at] ?? '';
    if (!isWord(token)) {
      out.push(token);
      continue;
    }
    let end = at;
    while (tokens[end + 1] === ' ' && isWord(tokens[end + 2] ?? '')) end += 2;
    out.push(end > at ? 'a a' : token);
    at = end;
  }
  return out;
}

function isWord(token: string): boolean {
  return token === 'a' || token === 'A' || token === 'Aa' || token === 'aA';
}

function letterClass(word: string): string {
  const lower = word.toLowerCase();
  if (word === lower) return 'a';
  if (word === word.toUpperCase()) return 'A';
  return word.slice(1) === lower.slice(1) ? 'Aa' : 'aA';
}

/**
 * Replaces runs of the same group of `size` tokens by one and a `+`. A separator may be missing after the last
 * one (`9, 9, 9` is `9, ` twice and `9`), so a run is closed by the longest prefix of the group that follows.
 */
function collapsed(tokens: readonly string[], size: number): string[] {
  const out: string[] = [];
  let at = 0;
  while (at < tokens.length) {
    let repeats = 1;
    while (sameGroup(tokens, at, at + repeats * size, size)) repeats += 1;
    if (repeats === 1) {
      // One group and its beginning again: `9, 9` is a list of two.
      const again = size > 1 && sameGroup(tokens, at, at + size, 1) && !/^\s/.test(tokens[at] ?? '');
      if (!again) {
        out.push(tokens[at] ?? '');
        at += 1;
        continue;
      }
    }
    out.push(`(${tokens.slice(at, at + size).join('')})+`);
    at += repeats * size;
    let rest = 0;
    while (rest < size - 1 && tokens[at + rest] === tokens[at - size + rest]) rest += 1;
    at += rest;
  }
  return out;
}

function sameGroup(tokens: readonly string[], one: number, other: number, size: number): boolean {
  if (other + size > tokens.length) return false;
  for (let index = 0; index < size; index += 1) {
    if (tokens[one + index] !== tokens[other + index]) return false;
  }
  return true;
}
