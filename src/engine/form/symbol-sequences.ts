import { isPart, type ShapeToken } from './shape-token';

/** Brackets of any kinds in any order. */
const brackets: ShapeToken = { kind: 'group', text: '([)+' };
/** Other symbols, of several kinds or set apart by spaces. */
const symbols: ShapeToken = { kind: 'group', text: '(*)+' };

/**
 * Sequences of symbols become one token each: which symbols, and in what order, is data there, as in `[ { < > }` or
 * `+ - - +`. What belongs to a notation stays as it is: brackets around something, operators, separators.
 */
export function withSymbolSequences(tokens: readonly ShapeToken[]): readonly ShapeToken[] {
  const out: ShapeToken[] = [];
  for (let at = 0; at < tokens.length;) {
    const end = runFrom(tokens, at);
    const sequence = sequenceOf(tokens, at, end);
    if (sequence) out.push(sequence);
    else for (const token of tokens.slice(at, end)) out.push(token);
    at = end;
  }
  return out;
}

/** Where the run that begins at `start` ends: symbols with single spaces between them, or one token of another kind. */
function runFrom(tokens: readonly ShapeToken[], start: number): number {
  let end = start;
  const close = isPart(tokens[start - 1]);
  while (
    tokens[end]?.kind === 'symbol' ||
    (end > start && !close && tokens[end]?.kind === 'space' && tokens[end + 1]?.kind === 'symbol')
  )
    end += 1;
  if (end === start) return start + 1;
  // What is written close to a word behind it belongs to that one, and to no sequence before it.
  if (isPart(tokens[end])) for (let at = end - 1; at > start; at -= 1) if (tokens[at]?.kind === 'space') return at;
  return end;
}

/** What the symbols from `start` to `end` are as a sequence; `undefined` where they are none. */
function sequenceOf(tokens: readonly ShapeToken[], start: number, end: number): ShapeToken | undefined {
  if (tokens[start]?.kind !== 'symbol' || isPart(tokens[start - 1]) || isPart(tokens[end])) return undefined;
  const run = tokens.slice(start, end).map(({ text }) => text);
  const marks = run.filter((text) => text !== ' ');
  if (marks.every((mark) => /^[[\](){}<>]$/.test(mark))) {
    // `()` alone is an empty pair. A single one may be the rest of a sequence, but between words `<` compares.
    if (run.length === 2 && /^(?:\[\]|\(\)|\{\}|<>)$/.test(run.join(''))) return undefined;
    return run.length > 1 || !(isPart(tokens[start - 2]) || isPart(tokens[end + 1])) ? brackets : undefined;
  }
  const elements = run.join('').split(' ').length;
  return elements > 2 || (elements === 1 && marks.length > 3 && new Set(marks).size > 1) ? symbols : undefined;
}
