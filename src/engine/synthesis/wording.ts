import { timeClasses, tokenClasses } from './classes';
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

function placeOfStep({ name, constants }: Step): string {
  const [first, second] = constants;
  switch (name) {
    case 'match':
      return `${numbered(second)}${className(first)}`;
    case 'field':
      return `${numbered(second)}part between ${quoted(first)}`;
    case 'before':
    case 'beforeLast':
      return `what is before ${quoted(first)}`;
    case 'after':
    case 'afterLast':
      return `what is behind ${quoted(first)}`;
    case 'between':
      return `what is between ${quoted(first)} and ${quoted(second)}`;
    case 'labelled':
      return `the line ${String(first)}`;
    case 'stretch':
      return `words ${String(first)} to ${String(second)}`;
    default:
      return 'characters at fixed places';
  }
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

/** What a step of writing does, behind the words for what it is done to. */
function writingWords({ name, constants }: Step): readonly string[] {
  const [first, second] = constants;
  switch (name) {
    case 'lower':
      return ['in small letters'];
    case 'upper':
      return ['in capitals'];
    case 'title':
      return ['with a capital for each word'];
    case 'sentence':
    case 'capital':
      return ['with a capital first'];
    case 'initials':
      return ['by its initials'];
    case 'squeeze':
      return ['without extra spaces'];
    case 'without':
      return [`without ${quoted(first)}`];
    case 'swap':
      return [`with ${quoted(second)} for ${quoted(first)}`];
    case 'only':
      return ['without the rest'];
    case 'untagged':
      return ['without tags'];
    case 'unpadded':
      return ['without zeros in front'];
    case 'padded':
      return [`padded to ${String(first)}`];
    case 'grouped':
      return [`in groups of ${String(first)}`];
    case 'count':
      return ['counted'];
    case 'size':
      return ['by its length'];
    case 'slice':
      return ['cut'];
    case 'scaled':
      return first === 1 ? [`/ ${String(second)}`] : [`× ${String(first)}`];
    case 'plus':
      return [Number(first) < 0 ? String(first) : `+ ${String(first)}`];
    case 'down':
    case 'up':
    case 'nearest':
      return [`${name === 'nearest' ? 'to the nearest' : name} ${String(first)}`];
    case 'remainder':
      return [`modulo ${String(first)}`];
    case 'fixed':
      return [`to ${String(first)} decimals`];
    case 'thousands':
      return ['by thousands'];
    case 'band':
      return [`in bands of ${String(first)}`];
    case 'ordinal':
      return ['as an ordinal'];
    case 'endOfMonth':
      return ['at the end of the month'];
    default:
      return [];
  }
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
  const characters = [...text.replace(/[\p{C}\s]+/gu, ' ').trim()];
  return characters.length <= longest ? characters.join('') : `${characters.slice(0, longest - 1).join('')}…`;
}
