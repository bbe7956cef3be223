import { timeClasses, tokenClasses } from './classes';
import type { Constant, HelperName } from './helpers/helpers';
import { ordinal } from './helpers/numbers.js';
import type { Piece } from './paths';
import type { Program } from './programs';
import type { Step, Steps } from './steps';

/** The longest name of a tool, and the longest line about it, in characters. */
const longestName = 70;
const longestDescription = 280;

/** A name for what a program does, of the class and never of one example: `Write as last word, word 1`. */
export function nameOf(program: Program): string {
  const main = program.kind === 'pieces' ? program.pieces : leavesOf(program)[0];
  return cut(`Write as ${templateOf(main ?? [])}${program.kind === 'branch' ? ', by kind' : ''}`, longestName);
}

/** One line about what a program does. */
export function descriptionOf(program: Program): string {
  return cut(`Writes ${leavesOf(program).map(templateOf).join('; or ')}`, longestDescription);
}

/** Where a part stands, in words. */
export function placeOf(steps: Steps): string {
  const last = steps.at(-1);
  const within = steps.length > 1 ? ` in ${placeOf(steps.slice(0, -1))}` : '';
  return last ? `${placeOfStep(last)}${within}` : 'the whole text';
}

type Words = (first: Constant | undefined, second: Constant | undefined) => string;

const places: Readonly<Partial<Record<HelperName, Words>>> = {
  match: (pattern, index) => `${numbered(index)}${className(pattern)}`,
  field: (sign, index) => `${numbered(index)}part between ${quoted(sign)}`,
  before: (sign) => `what is before ${quoted(sign)}`,
  beforeLast: (sign) => `what is before the last ${quoted(sign)}`,
  after: (sign) => `what is behind ${quoted(sign)}`,
  afterLast: (sign) => `what is behind the last ${quoted(sign)}`,
  between: (left, right) => `what is between ${quoted(left)} and ${quoted(right)}`,
  labelled: (label) => `the line ${String(label)}`,
  stretch: () => 'words from one to another',
};

function placeOfStep({ name, constants: [first, second] }: Step): string {
  return places[name]?.(first, second) ?? 'characters at fixed places';
}

function leavesOf(program: Program): readonly (readonly Piece[])[] {
  return program.kind === 'pieces' ? [program.pieces] : [...leavesOf(program.yes), ...leavesOf(program.no)];
}

function templateOf(pieces: readonly Piece[]): string {
  return pieces
    .map((piece) => (typeof piece === 'string' ? piece : pieceText(piece.write, piece.source.steps)))
    .join('')
    .replace(/\s+/g, ' ');
}

function pieceText(write: Steps, source: Steps): string {
  const part = write.find(({ name }) => name === 'dateText' || name === 'timeText')?.constants[0];
  if (part !== undefined) return String(part);
  const [last] = source.slice(-1);
  const what = last ? placeOfStep(last).replace(/^what is /, '') : 'text';
  return `⟨${[what, ...write.flatMap(writingWords)].join(' ')}⟩`;
}

/** What steps of writing do, behind the words for what it is done to. */
const writings: Readonly<Partial<Record<HelperName, Words>>> = {
  lower: () => 'in small letters',
  upper: () => 'in capitals',
  title: () => 'with a capital for each word',
  sentence: () => 'with a capital first',
  capital: () => 'with a capital first',
  initials: () => 'by its initials',
  uncapital: () => 'with a small letter first',
  match: () => 'cut',
  swap: replacement,
  replaced: replacement,
  only: () => 'without the rest',
  padded: (length) => `padded to ${String(length)}`,
  grouped: (size) => `in groups of ${String(size)}`,
  count: () => 'counted',
  size: () => 'by its length',
  slice: () => 'cut',
  scaled: (by, over) => (by === 1 ? `/ ${String(over)}` : `× ${String(by)}`),
  plus: (more) => (Number(more) < 0 ? String(more) : `+ ${String(more)}`),
  down: (step) => `down to ${String(step)}`,
  up: (step) => `up to ${String(step)}`,
  nearest: (step) => `to the nearest ${String(step)}`,
  remainder: (step) => `modulo ${String(step)}`,
  amount: () => 'without its sign',
  fixed: (decimals) => `to ${String(decimals)} decimals`,
  thousands: () => 'by thousands',
  band: (step) => `in bands of ${String(step)}`,
  ordinal: () => 'as an ordinal',
  endOfMonth: () => 'at the end of the month',
};

function replacement(what: unknown, other: unknown): string {
  return other === '' ? `without ${quoted(what)}` : `with ${quoted(other)} for ${quoted(what)}`;
}

function writingWords({ name, constants: [first, second] }: Step): readonly string[] {
  const words = writings[name]?.(first, second);
  return words === undefined ? [] : [words];
}

function className(pattern: unknown): string {
  const known = tokenClasses.find((one) => one.pattern === pattern)?.name;
  return known ?? (timeClasses.some((one) => one === pattern) ? 'time' : 'date');
}

function numbered(index: unknown): string {
  const number = Number(index);
  return number === -1 ? 'last ' : number < 0 ? `${ordinal(-number)} last ` : `${ordinal(number + 1)} `;
}

function quoted(text: unknown): string {
  return `“${String(text)}”`;
}

function cut(text: string, longest: number): string {
  const characters = Array.from(text.replace(/[\p{C}\s]+/gu, ' ').trim());
  return characters.length <= longest ? characters.join('') : `${characters.slice(0, longest - 1).join('')}…`;
}
