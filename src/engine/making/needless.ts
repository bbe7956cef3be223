import { replacementIn } from './replacement';
import type { Example } from './split';

/** Why a tool may not be worth its making, as far as its examples tell. */
export type Needless =
  | { readonly kind: 'oneAnswer'; readonly answer: string }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'command'; readonly command: string }
  | { readonly kind: 'replace'; readonly find: string; readonly replace: string }
  | { readonly kind: 'knowledge' };

/** Fewer examples agree by chance. */
const fewest = 3;

/** What the editor does by a command, as its names are. */
const commands: readonly (readonly [string, (problem: string) => string])[] = [
  ['Transform to Uppercase', (problem) => problem.toLocaleUpperCase()],
  ['Transform to Lowercase', (problem) => problem.toLocaleLowerCase()],
  ['Transform to Title Case', titleCase],
  ['Trim Trailing Whitespace', (problem) => problem.split('\n').map(withoutTrailing).join('\n')],
  ['Sort Lines Ascending', (problem) => sortedLines(problem).join('\n')],
  ['Sort Lines Descending', (problem) => sortedLines(problem).reverse().join('\n')],
];

/**
 * Whether these examples need a tool: they may have one answer, be answered by a command of the editor or by replacing
 * a plain text, or need knowledge that is not in them. `null`: nothing speaks against a tool.
 */
export function needlessFor(examples: readonly Pick<Example, 'problem' | 'answer'>[]): Needless | null {
  const [first] = examples;
  if (!first || new Set(examples.map(({ problem }) => problem)).size < fewest) return null;
  if (examples.every(({ answer }) => answer === first.answer)) return { kind: 'oneAnswer', answer: first.answer };
  if (examples.every(({ problem, answer }) => problem === answer)) return { kind: 'unchanged' };
  const command = commands.find(([, run]) => examples.every(({ problem, answer }) => run(problem) === answer));
  if (command) return { kind: 'command', command: command[0] };
  const replacement = replacementIn(examples);
  if (replacement) return { kind: 'replace', ...replacement };
  return needsKnowledge(examples) ? { kind: 'knowledge' } : null;
}

/** As the editor writes titles: a letter is a capital where no letter, digit or apostrophe stands before it. */
function titleCase(text: string): string {
  return text.toLocaleLowerCase().replace(/(?<![\p{L}\p{N}'])\p{L}/gu, (letter) => letter.toLocaleUpperCase());
}

function withoutTrailing(line: string): string {
  let end = line.length;
  while (end > 0 && (line[end - 1] === ' ' || line[end - 1] === '\t')) end--;
  return line.slice(0, end);
}

function sortedLines(text: string): string[] {
  return text.split('\n').sort(new Intl.Collator().compare);
}

/**
 * True where short names become other names, all different, and nothing of one is found in the other: a capital of a
 * country, a word in another language. Ciphers keep the length, or a multiple of it, and are computed.
 */
function needsKnowledge(examples: readonly Pick<Example, 'problem' | 'answer'>[]): boolean {
  const ratios = new Set(examples.map(({ problem, answer }) => answer.length / problem.length));
  const answers = new Set(examples.map(({ answer }) => answer));
  return ratios.size > 1 && answers.size === examples.length && examples.every(isUnrelated);
}

/** Words of a name at most; what is longer tells a story that can be reasoned about. */
const mostWords = 3;

function isUnrelated({ problem, answer }: Pick<Example, 'problem' | 'answer'>): boolean {
  if (![problem, answer].every(isName)) return false;
  const from = problem.toLocaleLowerCase();
  const to = answer.toLocaleLowerCase();
  const runs = Array.from({ length: Math.max(to.length - 2, 0) }, (_, at) => to.slice(at, at + 3));
  return (
    to.length > 2 &&
    !runs.some((run) => from.includes(run)) &&
    !Array.from(to).every((letter) => from.includes(letter)) &&
    !isWithin(from, to) &&
    initials(to) !== from
  );
}

function isName(text: string): boolean {
  return text.length <= 60 && text.split(' ').length <= mostWords && /^[\p{L}\p{M} '’.-]+$/u.test(text);
}

function initials(text: string): string {
  return text
    .split(' ')
    .map((word) => word.slice(0, 1))
    .join('');
}

/** True where the letters of one stand in the other, in their order. */
function isWithin(letters: string, text: string): boolean {
  let at = 0;
  for (const letter of text) if (letter === letters[at]) at++;
  return at === letters.length;
}
