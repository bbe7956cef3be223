import { instancesOf, type FamilyParts, type Generate, type Instance, type Wording } from './family';
import { capitalised, listed, names, numeral } from './names';
import type { Random } from './random';

/** What is said about two people at a table. Of left and right it matters only that they are opposite ways round. */
export type Clue =
  | { readonly kind: 'nextTo' | 'neighbours' | 'notNextTo' | 'opposite'; readonly a: string; readonly b: string }
  /** `a` sits `places` to that side of `b`. */
  | { readonly kind: 'left' | 'right'; readonly a: string; readonly b: string; readonly places: number };

/** Who sits where at a round table, all facing its centre? Found by constraint search. */
export interface RoundTable {
  readonly people: readonly string[];
  readonly clues: readonly Clue[];
  readonly question: { readonly kind: 'left' | 'right' | 'opposite'; readonly person: string };
  /** 0, 1 or 2. */
  readonly style: number;
}

/** Names from one person on to the left, all the way round. */
type Seating = readonly string[];

function holds(clue: Clue, seating: Seating): boolean {
  const distance = (seating.indexOf(clue.a) - seating.indexOf(clue.b) + seating.length) % seating.length;
  switch (clue.kind) {
    case 'nextTo':
    case 'neighbours':
      return distance === 1 || distance === seating.length - 1;
    case 'notNextTo':
      return distance !== 1 && distance !== seating.length - 1;
    case 'opposite':
      return distance * 2 === seating.length;
    case 'left':
      return distance === clue.places;
    case 'right':
      return distance === seating.length - clue.places;
  }
}

function seatedThere({ kind, person }: RoundTable['question'], seating: Seating): string {
  const steps = { left: 1, right: seating.length - 1, opposite: seating.length / 2 }[kind];
  return seating[(seating.indexOf(person) + steps) % seating.length] ?? '';
}

/** Every way round the table, once each. */
function seatings(people: readonly string[]): readonly Seating[] {
  const [first = '', ...others] = people;
  let seated: readonly Seating[] = [[first]];
  for (const person of others)
    seated = seated.flatMap((seating) => seating.map((_, at) => seating.toSpliced(at + 1, 0, person)));
  return seated;
}

/** What the clues allow as the answer. */
function answersAmong(
  all: readonly Seating[],
  clues: readonly Clue[],
  question: RoundTable['question'],
): ReadonlySet<string> {
  return new Set(
    all
      .filter((seating) => clues.every((clue) => holds(clue, seating)))
      .map((seating) => seatedThere(question, seating)),
  );
}

const clueKinds = ['nextTo', 'neighbours', 'notNextTo', 'opposite', 'left', 'right'] as const;

function anyClue(random: Random, people: readonly string[], kind: Clue['kind']): Clue {
  const [a = '', b = ''] = random.shuffled(people);
  return kind === 'left' || kind === 'right'
    ? { kind, a, b, places: random.from(1, people.length < 5 ? 1 : people.length < 7 ? 2 : 3) }
    : { kind, a, b };
}

/** A clue that is true of the seating; with `places`, one that far to the side. */
function trueClue(random: Random, seating: Seating, kind: Clue['kind'], places?: number): Clue {
  for (;;) {
    const clue = anyClue(random, seating, kind);
    if (holds(clue, seating) && (places === undefined || ('places' in clue && clue.places === places))) return clue;
  }
}

const openings = [
  { size: 5, asked: 'left', shown: [['nextTo'], ['left', 1], ['right', 2]] },
  { size: 6, asked: 'right', shown: [['neighbours'], ['opposite'], ['left', 2]] },
  { size: 6, asked: 'opposite', shown: [['notNextTo'], ['right', 1], ['nextTo']] },
] as const;

function problem(random: Random, opening: number | null): RoundTable {
  const fixed = opening === null ? undefined : openings[opening];
  for (;;) {
    const size = fixed?.size ?? random.from(4, 8);
    const sides = size % 2 === 0 ? (['left', 'right', 'opposite'] as const) : (['left', 'right'] as const);
    const seating = random.shuffled(names).slice(0, size);
    const people = random.shuffled(seating);
    const question = { kind: fixed?.asked ?? random.pick(sides), person: random.pick(people) };
    const style = opening ?? random.below(3);
    const all = seatings(people);
    const kinds = clueKinds.filter((kind) => kind !== 'opposite' || size % 2 === 0);
    let clues = distinct((fixed?.shown ?? []).map(([kind, places]) => trueClue(random, seating, kind, places)));
    while (answersAmong(all, clues, question).size > 1 && clues.length < 10)
      clues = distinct([...clues, trueClue(random, seating, random.pick(kinds))]);
    // One clue that says it all makes no puzzle.
    if (
      answersAmong(all, clues, question).size > 1 ||
      clues.some((clue) => answersAmong(all, [clue], question).size === 1)
    )
      continue;
    if (!fixed && !random.onceIn(3)) clues = withoutSpare(all, clues, question);
    return { people, clues: random.shuffled(clues), question, style };
  }
}

/** The clues but for those that say nothing new. */
function withoutSpare(
  all: readonly Seating[],
  clues: readonly Clue[],
  question: RoundTable['question'],
): readonly Clue[] {
  let least = clues;
  for (const clue of clues) {
    const fewer = least.filter((other) => other !== clue);
    if (answersAmong(all, fewer, question).size === 1) least = fewer;
  }
  return least;
}

/** No pair of people is told the same of twice. */
function distinct(clues: readonly Clue[]): readonly Clue[] {
  return clues.filter((clue, index) => clues.findIndex((other) => sentence(other) === sentence(clue)) === index);
}

function faulty(random: Random, fault: 'none' | 'several'): RoundTable {
  for (;;) {
    const table = problem(random, null);
    const all = seatings(table.people);
    const wrong = anyClue(random, table.people, random.pick(['nextTo', 'neighbours', 'notNextTo', 'left', 'right']));
    const clues = fault === 'several' ? table.clues.slice(0, -1) : distinct(random.shuffled([...table.clues, wrong]));
    const left = answersAmong(all, clues, table.question).size;
    if (clues.length > 1 && (fault === 'several' ? left > 1 : left === 0)) return { ...table, clues };
  }
}

function sentence(clue: Clue): string {
  const { a, b } = clue;
  switch (clue.kind) {
    case 'nextTo':
      return `${a} sits next to ${b}.`;
    case 'neighbours':
      return `${a} and ${b} are neighbours.`;
    case 'notNextTo':
      return `${a} does not sit next to ${b}.`;
    case 'opposite':
      return `${a} sits opposite ${b}.`;
    case 'left':
    case 'right':
      return `${a} sits ${clue.places === 1 ? 'directly' : `${numeral(clue.places)} places`} to the ${clue.kind} of ${b}.`;
  }
}

function write({ people, clues, question, style }: RoundTable): Wording {
  const asked = `who sits ${question.kind === 'opposite' ? 'opposite' : `directly to the ${question.kind} of`} ${question.person}?`;
  switch (style) {
    case 0:
      return {
        body: `${listed(people)} sit around a round table, facing its centre. ${clues.map(sentence).join(' ')} `,
        question: capitalised(asked),
      };
    case 1:
      return {
        body: `${capitalised(numeral(people.length))} friends are seated at a round table, everybody facing the centre: ${people.join(', ')}.\n${clues.map((clue) => `- ${sentence(clue)}\n`).join('')}`,
        question: capitalised(asked),
      };
    default:
      return {
        body: `A round table has ${numeral(people.length)} seats, all turned to the centre. The guests are ${listed(people)}. It is known that: ${clues.map((clue, index) => `(${index + 1}) ${sentence(clue)}`).join(' ')} `,
        question: `Question: ${asked}`,
      };
  }
}

const parts: FamilyParts<RoundTable> = {
  problem,
  faulty,
  write,
  answer: ({ people, clues, question }) => [...answersAmong(seatings(people), clues, question)][0] ?? '',
};

/** Rows with the tables they were written from. */
export const instances = (seed: number, count: number): readonly Instance<RoundTable>[] =>
  instancesOf(parts, seed, count);

/** Seating at a round table: "Who sits opposite …?" */
export const generate: Generate = (seed, count) => instances(seed, count).map(({ row }) => row);
