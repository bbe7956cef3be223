import { step, type Step } from './steps';
import { digitLengths, type Write } from './text-writes';

/** The ways of writing a number that the solved rows give reason to try. */
export function numberWrites(answers: readonly string[]): readonly Write[] {
  if (answers.some((answer) => !/\d/.test(answer))) return [];
  const changes: Write[] = [{ steps: [], cost: 0.6 }];
  const change = (cost: number, ...steps: readonly Step[]): void => void changes.push({ steps, cost });
  for (const by of [100, 1000, 10, 60, 24, 1024, 2]) {
    change(1.8, step('scaled', by, 1));
    change(1.8, step('scaled', 1, by));
  }
  for (const more of [1, -1]) change(1.6, step('plus', more));
  change(1.2, step('amount'));
  for (const size of [1, 10, 100, 1000, 5, 50, 60, 1024]) {
    const cost = [1, 10, 100, 1000].includes(size) ? 1.6 : 2.2;
    change(cost + 0.1, step('down', size));
    change(cost + 0.4, step('up', size));
    change(cost, step('nearest', size));
    if (size > 1) {
      change(cost + 0.4, step('remainder', size));
      change(cost + 0.4, step('down', size), step('scaled', 1, size));
      if (size === 1000) change(cost + 1, step('nearest', 100), step('scaled', 1, size));
    }
  }
  const writings: Write[] = [{ steps: [step('plain')], cost: 0.3 }];
  const writing = (cost: number, ...steps: readonly Step[]): void => void writings.push({ steps, cost });
  const joined = answers.join('\n');
  for (const decimals of decimalsOf(joined)) writing(0.2, step('fixed', decimals));
  for (const length of digitLengths(answers)) writing(0.6, step('plain'), step('padded', length));
  const plain = [...writings];
  for (const [sign, mark] of [
    [',', '.'],
    ['.', ','],
    [' ', '.'],
    [' ', ','],
    ["'", '.'],
    ['\u00a0', ','],
    ['\u202f', ','],
    ['', ','],
  ] as const)
    if (joined.includes(sign) && (joined.includes(mark) || sign !== ''))
      for (const { steps, cost } of plain) writing(cost + 0.4, ...steps, step('thousands', sign, mark));
  if (/\d(?:st|nd|rd|th)/.test(joined)) writing(0.5, step('ordinal'));
  const written = changes.flatMap((one) =>
    writings.map((other) => ({ steps: [...one.steps, ...other.steps], cost: one.cost + other.cost })),
  );
  return [...written, ...bands(joined)];
}

/** Numbers of decimals that the answers have. */
function decimalsOf(answers: string): readonly number[] {
  const found = new Set([...answers.matchAll(/\d[.,](\d{1,6})(?!\d)/g)].map(([, digits = '']) => digits.length));
  return [0, ...found];
}

/** Both ends of a band are one part, or each would be rounded in its own way. */
function bands(answers: string): readonly Write[] {
  const signs = new Set([...answers.matchAll(/\d([^\d\n]{1,5})(?=\d)/g)].map(([, sign = '']) => sign));
  return [...signs]
    .slice(0, 4)
    .flatMap((sign) =>
      [10, 100, 1000, 5, 20, 25, 50, 500].flatMap((size, index) =>
        [size - 1, size].map((more) => ({ steps: [step('band', size, more, sign)], cost: 2 + 0.1 * index })),
      ),
    );
}
