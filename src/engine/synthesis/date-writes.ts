import { step, type Step } from './steps';
import type { Write } from './text-writes';

const dateParts: readonly (readonly [string, number])[] = [
  ['YYYY', 0.2],
  ['MM', 0.2],
  ['DD', 0.2],
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
  const changes: readonly (readonly [readonly Step[], number])[] = [
    [[], 0],
    [[step('plus', 1)], 1.4],
    [[step('plus', -1)], 1.6],
    [[step('plus', 7)], 1.8],
    [[step('plus', 14)], 2],
    [[step('plus', 30)], 2],
    [[step('endOfMonth')], 1.6],
  ];
  const ordinals = answers.some((answer) => /\d(?:st|nd|rd|th)/.test(answer));
  return changes.flatMap(([change, price]) => {
    const parts = dateParts.flatMap(([part, cost]): Write[] => {
      const steps = [...change, step('dateText', part)];
      const named = part.length > 2 && part !== 'YYYY';
      return [
        { steps, cost: price + cost },
        ...(named
          ? [
              { steps: [...steps, step('upper')], cost: price + cost + 0.5 },
              { steps: [...steps, step('lower')], cost: price + cost + 0.5 },
            ]
          : []),
      ];
    });
    const day = [...change, step('dateText', 'D'), step('numberOf', '.'), step('ordinal')];
    return ordinals ? [...parts, { steps: day, cost: price + 0.6 }] : parts;
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
  const changes: (readonly [readonly Step[], number])[] = [[[], 0]];
  for (const size of [3600, 1800, 900, 7200, 14400, 300, 60]) {
    changes.push([[step('down', size)], 1.6], [[step('nearest', size)], 1.8], [[step('up', size)], 2]);
    if (size >= 1800) changes.push([[step('down', size), step('plus', size)], 2]);
  }
  const written = changes.flatMap(([change, price]) =>
    timeParts.flatMap(([part, cost]): Write[] => {
      const steps = [...change, step('timeText', part)];
      return part === 'AM'
        ? [
            { steps, cost: price + cost },
            { steps: [...steps, step('lower')], cost: price + cost + 0.2 },
          ]
        : [{ steps, cost: price + cost }];
    }),
  );
  return [
    ...written,
    { steps: [step('scaled', 1, 60), step('plain')], cost: 1.4 },
    { steps: [step('plain')], cost: 1.4 },
    { steps: [step('scaled', 1, 3600), step('plain')], cost: 1.6 },
    { steps: [step('scaled', 1, 3600), step('fixed', 2)], cost: 1.5 },
    { steps: [step('scaled', 1, 3600), step('fixed', 1)], cost: 1.7 },
  ];
}
