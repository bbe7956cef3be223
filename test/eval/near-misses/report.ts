import { wilsonInterval, type Interval } from '../statistics';
import type { LabelledProblem } from './read-set';

/** Where a problem went in the end. */
export interface Judged extends LabelledProblem {
  /** The tool, `null` for none; the tools between which the person was asked. */
  readonly got: string | null | readonly string[];
  readonly byModel: boolean;
}

/** A count in a total, with the 95 % interval of its share. */
export interface Share extends Interval {
  readonly hits: number;
  readonly of: number;
}

/** The two figures of a dispatcher. */
export interface Accuracies {
  /**
   * Of the problems that a tool is for: those that went to it, or about which the person was asked with it among the
   * answers.
   */
  readonly rightTool: Share;
  /** Of all problems: those that were rightly taken for known or for unknown. */
  readonly knownOrNot: Share;
}

/** The accuracies of what was judged. */
export function accuraciesOf(judged: readonly Judged[]): Accuracies {
  const known = judged.filter(({ tool }) => tool !== null);
  return {
    rightTool: shareOf(known.filter(isRight).length, known.length),
    knownOrNot: shareOf(judged.filter(({ tool, got }) => (tool === null) === (got === null)).length, judged.length),
  };
}

/** The confusion table: a row for each class with where its problems went, what is wrong by name. */
export function confusionTable(judged: readonly Judged[]): string {
  const classes = [...new Set(judged.map(({ tool }) => tool))].sort(
    (one, other) => Number(one === null) - Number(other === null) || (one ?? '').localeCompare(other ?? ''),
  );
  const rows = classes.map((expected) => {
    const own = judged.filter(({ tool }) => tool === expected);
    const right = own.filter(isRight);
    const asked = right.filter(({ got }) => Array.isArray(got)).length;
    const wrong = new Map<string, number>();
    for (const one of own.filter((other) => !isRight(other))) {
      const name = one.got === null ? 'none' : typeof one.got === 'string' ? one.got : `asked ${one.got.join('/')}`;
      wrong.set(name, (wrong.get(name) ?? 0) + 1);
    }
    return [
      expected ?? 'none',
      own.length,
      right.length - asked,
      asked,
      own.filter(({ byModel }) => byModel).length,
      [...wrong].map(([name, count]) => `${name} ${count}`).join(', '),
    ] as const;
  });
  const line = (cells: readonly (string | number)[]): string =>
    `${String(cells[0]).padEnd(26)}${cells
      .slice(1, 5)
      .map((cell) => String(cell).padStart(9))
      .join('')}  ${cells[5] ?? ''}`.trimEnd();
  return [line(['class', 'problems', 'right', 'asked', 'by model', 'taken for']), ...rows.map(line)].join('\n');
}

/** `128 of 131, 97.7 % (93.5 to 99.2)`. */
export function shareText({ hits, of, low, high }: Share): string {
  const percent = (value: number): string => (value * 100).toFixed(1);
  return `${hits} of ${of}, ${percent(hits / of)} % (${percent(low)} to ${percent(high)})`;
}

function shareOf(hits: number, of: number): Share {
  return { hits, of, ...wilsonInterval(hits, of) };
}

function isRight({ tool, got }: Judged): boolean {
  return got === tool || (tool !== null && Array.isArray(got) && got.includes(tool));
}
