import { step, type Step, type Steps } from './steps';

/** A way of writing, and what it costs. */
export interface Write {
  readonly steps: Steps;
  readonly cost: number;
  /** How it changes a date or a time before a part of it is written, and what that costs, once for all its parts. */
  readonly change?: { readonly name: string; readonly price: number };
}

/** A text as it stands. */
export const asItIs: Write = { steps: [], cost: 0 };

const cases: readonly (readonly [Step, number])[] = [
  [step('lower'), 0.6],
  [step('upper'), 0.6],
  [step('title'), 0.7],
  [step('sentence'), 0.9],
  [step('capital'), 1],
];

/** The ways of writing a text that the solved rows give reason to try: signs and lengths are theirs. */
export function textWrites(problems: readonly string[], answers: readonly string[]): readonly Write[] {
  const here = signsIn(problems);
  const there = signsIn(answers);
  const letters = answers.some((answer) => /\p{L}/u.test(answer));
  const cores: Write[] = [asItIs];
  const add = (cost: number, ...steps: readonly Step[]): void => void cores.push({ steps, cost });
  for (const sign of here) {
    add(1, step('swap', sign, ''));
    for (const other of there) if (other !== sign) add(1.2, step('swap', sign, other));
    if (letters) add(1.6, step('title'), step('swap', sign, ''), step('uncapital'));
  }
  add(1, step('only', /\S+/g, ' '));
  const digits = step('only', /\d/g, '');
  add(1.3, digits);
  // The digits of phone numbers, whatever stands between.
  for (const from of [0, 3, 6, -10, -7]) add(1.9, digits, step('slice', from, from + 3));
  add(1.9, digits, step('slice', -4, 0));
  add(1.5, step('only', /\p{L}/gu, ''));
  add(1.6, step('only', /[\p{L}\d]/gu, ''));
  add(1.2, step('match', /[\p{L}\p{M}\d].*[\p{L}\p{M}\d]|[\p{L}\d]/su, 0));
  add(1.4, step('replaced', /<[^<>]*>/g, ''));
  add(1.4, step('replaced', / ?\([^()]*\)/g, ''));
  add(1.5, step('replaced', /[^\p{L}\p{M}\d\s]/gu, ''));
  add(1, step('replaced', /^www\./, ''));
  for (const sign of there) {
    add(1.3, step('only', /[\p{L}\p{M}\d]+/gu, sign));
    add(1.5, step('replaced', /(?<=[\p{Ll}\d])(?=\p{Lu})/gu, sign));
    add(1.6, step('replaced', /(?<=\d)(?=\p{L})|(?<=\p{L})(?=\d)/gu, sign));
  }
  const unpadded = step('replaced', /^0+(?=\d)/, '');
  add(0.9, unpadded);
  for (const length of digitLengths(answers)) {
    add(1, step('padded', length));
    add(1.6, unpadded, step('padded', length));
  }
  for (const size of [2, 3, 4, 5]) for (const sign of there) add(1.7, step('grouped', size, sign));
  add(1, step('initials', ''));
  for (const sign of there) add(1.3, step('initials', sign));
  for (let length = 1; length <= 5; length += 1) {
    add(0.7 + 0.3 * length, step('slice', 0, length));
    add(1 + 0.3 * length, step('slice', -length, 0));
    add(1.3 + 0.3 * length, step('slice', length, 0));
    add(1.6 + 0.3 * length, step('slice', 0, -length));
  }
  return letters
    ? cores.flatMap((core) => [
        core,
        ...cases.map(([one, cost]) => ({ steps: [...core.steps, one], cost: core.cost + cost })),
      ])
    : cores;
}

/** The counts of a text, as texts. */
export function countWrites(problems: readonly string[]): readonly Write[] {
  const counts: Write[] = [
    { steps: [step('size')], cost: 2 },
    { steps: [step('count', /\S+/g)], cost: 1.8 },
    { steps: [step('count', /[\p{L}\p{M}]+/gu)], cost: 2 },
    { steps: [step('count', /\d/g)], cost: 2.4 },
  ];
  const listSigns: readonly (readonly [string, RegExp])[] = [
    [',', /[^,]+/g],
    [';', /[^;]+/g],
    ['|', /[^|]+/g],
    ['/', /[^/]+/g],
    ['-', /[^-]+/g],
    ['.', /[^.]+/g],
  ];
  for (const [sign, pattern] of listSigns)
    if (problems.some((problem) => problem.includes(sign))) counts.push({ steps: [step('count', pattern)], cost: 1.8 });
  return counts.map(({ steps, cost }) => ({ steps: [...steps, step('plain')], cost }));
}

/** The signs of texts, with spaces around them as they stand. */
function signsIn(texts: readonly string[]): readonly string[] {
  const signs = new Set<string>();
  for (const text of texts)
    for (const sign of text.match(/\s?[^\p{L}\p{M}\d\s]\s?|\s/gu) ?? []) {
      signs.add(sign);
      if (sign.trim() !== '') signs.add(sign.trim());
    }
  return [...signs].slice(0, 16);
}

/** How long the runs of digits in the answers are that begin with a zero somewhere. */
export function digitLengths(answers: readonly string[]): readonly number[] {
  const runs = answers.flatMap((answer) => answer.match(/\d+/g) ?? []);
  return [...new Set(runs.filter((run) => run.startsWith('0') && run.length > 1).map((run) => run.length))].slice(0, 3);
}
