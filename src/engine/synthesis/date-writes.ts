import { expressionOf, step, type Step } from './steps';
import type { Write } from './text-writes';

const dateParts: readonly (readonly [string, number])[] = [
  ['YYYY', 0.1],
  ['MM', 0.1],
  ['DD', 0.1],
  ['M', 0.3],
  ['D', 0.3],
  ['YY', 0.4],
  ['Mon', 0.3],
  ['Month', 0.3],
  ['Weekday', 0.5],
  ['Day', 0.5],
  ['Q', 0.7],
];

/** The ways of writing a part of a date. */
export function dateWrites(answers: readonly string[]): readonly Write[] {
  // Dearer than a rival may be: one that adds days where nobody did is none.
  const changes: readonly (readonly [readonly Step[], number])[] = [
    [[], 0],
    [[step('plus', 1)], 2.8],
    [[step('plus', -1)], 2.9],
    [[step('plus', 7)], 3.1],
    [[step('plus', 14)], 3.2],
    [[step('plus', 30)], 3.2],
    [[step('endOfMonth')], 2.9],
  ];
  const ordinals = answers.some((answer) => /\d(?:st|nd|rd|th)/.test(answer));
  return changes.flatMap(([steps, price]) => {
    const change = { name: expressionOf('', steps), price };
    const write = (part: string, cost: number, ...further: readonly Step[]): Write => ({
      steps: [...steps, step('dateText', part), ...further],
      cost,
      change,
    });
    const written = dateParts.flatMap(([part, cost]) =>
      part.length > 2 && part !== 'YYYY'
        ? [write(part, cost), write(part, cost + 0.5, step('upper')), write(part, cost + 0.5, step('lower'))]
        : [write(part, cost)],
    );
    return ordinals ? [...written, write('D', 0.6, step('numberOf', '.'), step('ordinal'))] : written;
  });
}

const timeParts: readonly (readonly [string, number])[] = [
  ['HH', 0.2],
  ['H', 0.3],
  ['h', 0.4],
  ['hh', 0.5],
  ['mm', 0.2],
  ['m', 0.4],
  ['ss', 0.2],
  ['s', 0.4],
  ['AM', 0.4],
];

/** The ways of writing a part of a time of day, or a duration. */
export function timeWrites(): readonly Write[] {
  const changes: (readonly [name: string, steps: readonly Step[], price: number])[] = [['', [], 0]];
  for (const size of [3600, 1800, 900, 7200, 14400, 300, 60]) {
    for (const [name, price] of [
      ['down', 1.6],
      ['nearest', 1.8],
      ['up', 2],
    ] as const)
      changes.push([`${name}${size}`, [step(name, size)], price]);
    // Both ends of a slot are of one rounding.
    if (size >= 1800) changes.push([`down${size}`, [step('down', size), step('plus', size)], 2]);
  }
  const parts = changes.flatMap(([name, steps, price]) =>
    timeParts.flatMap(([part, cost]): Write[] => {
      const write: Write = { steps: [...steps, step('timeText', part)], cost, change: { name, price } };
      return part === 'AM' ? [write, { ...write, steps: [...write.steps, step('lower')], cost: cost + 0.2 }] : [write];
    }),
  );
  return [
    ...parts,
    { steps: [step('scaled', 1, 60), step('plain')], cost: 1.4 },
    { steps: [step('plain')], cost: 1.4 },
    { steps: [step('scaled', 1, 3600), step('plain')], cost: 1.6 },
    { steps: [step('scaled', 1, 3600), step('fixed', 2)], cost: 1.5 },
    { steps: [step('scaled', 1, 3600), step('fixed', 1)], cost: 1.7 },
  ];
}
