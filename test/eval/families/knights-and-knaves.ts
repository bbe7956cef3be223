import { instancesOf, type FamilyParts, type Generate, type Instance, type Wording } from './family';
import { capitalised, listed, names, numeral } from './names';
import type { Random } from './random';

/** What an islander says, with the people it is about. */
export type Claim =
  | { readonly kind: 'knight' | 'knave' | 'sameAsMe'; readonly about: string }
  | { readonly kind: 'same' | 'different' | 'bothKnights'; readonly a: string; readonly b: string }
  | { readonly kind: 'count'; readonly knights: number };

/** Knights tell the truth and knaves lie: who is what? Found by trying every case. */
export interface Island {
  readonly people: readonly string[];
  /** One claim of each who speaks. */
  readonly claims: readonly { readonly speaker: string; readonly claim: Claim }[];
  readonly question: 'knights' | 'knaves';
  /** 0, 1 or 2. */
  readonly style: number;
}

function isTrue(claim: Claim, speaker: string, knights: ReadonlySet<string>): boolean {
  switch (claim.kind) {
    case 'knight':
      return knights.has(claim.about);
    case 'knave':
      return !knights.has(claim.about);
    case 'sameAsMe':
      return knights.has(claim.about) === knights.has(speaker);
    case 'same':
      return knights.has(claim.a) === knights.has(claim.b);
    case 'different':
      return knights.has(claim.a) !== knights.has(claim.b);
    case 'bothKnights':
      return knights.has(claim.a) && knights.has(claim.b);
    case 'count':
      return knights.size === claim.knights;
  }
}

/** The sets of knights that fit: bit by bit, everybody is one or the other. */
function solutions({ people, claims }: Pick<Island, 'people' | 'claims'>): readonly ReadonlySet<string>[] {
  const cases = Array.from(
    { length: 2 ** people.length },
    (_, bits) => new Set(people.filter((_person, index) => (bits >> index) & 1)),
  );
  return cases.filter((knights) =>
    claims.every(({ speaker, claim }) => isTrue(claim, speaker, knights) === knights.has(speaker)),
  );
}

const claimKinds = ['knight', 'knave', 'sameAsMe', 'same', 'different', 'bothKnights', 'count'] as const;

function anyClaim(random: Random, people: readonly string[], speaker: string, kind: Claim['kind']): Claim {
  const [about = '', other = ''] = random.shuffled(people.filter((person) => person !== speaker));
  switch (kind) {
    case 'knight':
    case 'knave':
    case 'sameAsMe':
      return { kind, about };
    case 'same':
    case 'different':
    case 'bothKnights':
      return { kind, a: about, b: other };
    case 'count':
      return { kind, knights: random.from(1, people.length - 1) };
  }
}

const openings: readonly (readonly Claim['kind'][])[] = [
  ['knave', 'different', 'count'],
  ['knight', 'same', 'knave', 'sameAsMe'],
  ['sameAsMe', 'bothKnights', 'count', 'knight'],
];

function islanders(random: Random, opening: number | null): Island {
  const kinds = opening === null ? undefined : openings[opening];
  const people = random.shuffled(names).slice(0, kinds?.length ?? random.from(3, 6));
  // Now and then somebody says nothing.
  const silent = kinds || !random.onceIn(4) ? 0 : 1;
  const speakers = random.shuffled(people).slice(silent);
  const claims = speakers.map((speaker, index) => ({
    speaker,
    claim: anyClaim(random, people, speaker, kinds?.[index] ?? random.pick(claimKinds)),
  }));
  return {
    people,
    claims,
    question: opening === null ? random.pick(['knights', 'knaves']) : opening === 1 ? 'knaves' : 'knights',
    style: opening ?? random.below(3),
  };
}

function problem(random: Random, opening: number | null): Island {
  for (;;) {
    const island = islanders(random, opening);
    if (solutions(island).length !== 1 || answer(island) === '') continue;
    // The first example shows how several names are written.
    if (opening !== 0 || answer(island).includes(', ')) return island;
  }
}

function faulty(random: Random, fault: 'none' | 'several'): Island {
  for (;;) {
    const island = islanders(random, null);
    const fitting = solutions(island).length;
    if (fault === 'none' ? fitting === 0 : fitting > 1) return island;
  }
}

/** In the order in which they are introduced. */
function answer(island: Island): string {
  const [knights] = solutions(island);
  return island.people.filter((person) => knights?.has(person) === (island.question === 'knights')).join(', ');
}

function clause(claim: Claim): string {
  switch (claim.kind) {
    case 'knight':
    case 'knave':
      return `${claim.about} is a ${claim.kind}`;
    case 'sameAsMe':
      return `${claim.about} and I are of the same kind`;
    case 'same':
      return `${claim.a} and ${claim.b} are of the same kind`;
    case 'different':
      return `${claim.a} and ${claim.b} are of different kinds`;
    case 'bothKnights':
      return `${claim.a} and ${claim.b} are both knights`;
    case 'count':
      return claim.knights === 1
        ? 'exactly one of us is a knight'
        : `exactly ${numeral(claim.knights)} of us are knights`;
  }
}

function write({ people, claims, question, style }: Island): Wording {
  switch (style) {
    case 0:
      return {
        body: `On an island every inhabitant is either a knight, who always tells the truth, or a knave, who always lies. You meet ${listed(people)}. ${claims.map(({ speaker, claim }) => `${speaker} says: "${capitalised(clause(claim))}."`).join(' ')} `,
        question: `In the order in which you met them, who are the ${question}?`,
      };
    case 1:
      return {
        body: `Knights always tell the truth and knaves always lie. ${capitalised(numeral(people.length))} islanders, ${listed(people)}, talk to a visitor, who knows that each is one or the other:\n${claims.map(({ speaker, claim }) => `${speaker}: ${capitalised(clause(claim))}.\n`).join('')}`,
        question: `Which of them, in the order of their introduction, are ${question}?`,
      };
    default:
      return {
        body: `${listed(people)} are each a knight (always honest) or a knave (always lying). ${claims.map(({ speaker, claim }) => `"${capitalised(clause(claim))}", claims ${speaker}.`).join(' ')} `,
        question: `In the order of that list, name the ${question} among them.`,
      };
  }
}

const parts: FamilyParts<Island> = { problem, faulty, write, answer };

/** Rows with the islands they were written from. */
export const instances = (seed: number, count: number): readonly Instance<Island>[] => instancesOf(parts, seed, count);

/** Knights and knaves: "Who are the knights?" */
export const generate: Generate = (seed, count) => instances(seed, count).map(({ row }) => row);
