import { expressionOf, type Steps } from './steps';
import type { HelperName } from './helpers/helpers';

/** The helpers that may have no answer. */
const mayBeNull: ReadonlySet<HelperName> = new Set<HelperName>([
  ...([
    'match',
    'stretch',
    'field',
    'before',
    'beforeLast',
    'after',
    'afterLast',
    'between',
    'labelled',
    'slice',
  ] as const),
  ...(['numberOf', 'plain', 'fixed', 'dateOf', 'timeOf'] as const),
]);

/** A value that is wanted: steps on from a variable. */
export interface Wanted {
  readonly name: string;
  readonly from: string;
  readonly steps: Steps;
}

/** Lines of code, and by the name of each value the expression that says it behind them. */
export interface Statements {
  readonly lines: readonly string[];
  readonly expressions: ReadonlyMap<string, string>;
}

/**
 * Code for values: what may be `null` is put into a variable, once, and `null` is returned where it is, before anything
 * goes on from it. So the code has an answer where the steps have one, and no other.
 */
export function statementsFor(wanted: readonly Wanted[], indent: string): Statements {
  const lines: string[] = [];
  const variables = new Map<string, string>();
  const taken = new Set(wanted.flatMap(({ name, from }) => [name, from]));
  let unguarded: string[] = [];
  const guard = (): void => {
    const [first] = unguarded;
    if (first === undefined) return;
    const test = unguarded.length === 1 ? `${first} === null` : `[${unguarded.join(', ')}].includes(null)`;
    lines.push(`${indent}if (${test}) return null;`);
    unguarded = [];
  };
  const fresh = (base: string): string => {
    for (let number = 1; ; number += 1) {
      const name = number === 1 ? base : `${base}${number}`;
      if (!taken.has(name)) {
        taken.add(name);
        return name;
      }
    }
  };
  const expressions = new Map<string, string>();
  for (const { name, from, steps } of wanted) {
    const lastNull = steps.findLastIndex((one) => mayBeNull.has(one.name));
    let inner = from;
    let done = 0;
    for (const [index, one] of steps.entries()) {
      if (!mayBeNull.has(one.name)) continue;
      const expression = expressionOf(inner, steps.slice(done, index + 1));
      const known = variables.get(expression);
      if (known === undefined) {
        if (unguarded.includes(inner)) guard();
        const isWhole = index === lastNull && index === steps.length - 1 && /^[a-z]/.test(name);
        const variable = isWhole ? name : fresh(variableNames[one.name] ?? 'found');
        lines.push(`${indent}const ${variable} = ${expression};`);
        unguarded.push(variable);
        variables.set(expression, variable);
        inner = variable;
      } else inner = known;
      done = index + 1;
    }
    expressions.set(name, expressionOf(inner, steps.slice(done)));
  }
  guard();
  return { lines, expressions };
}

/** What the values between are called. */
const variableNames: Readonly<Partial<Record<HelperName, string>>> = {
  numberOf: 'value',
  dateOf: 'days',
  timeOf: 'seconds',
  plain: 'written',
  fixed: 'rounded',
};
