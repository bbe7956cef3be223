import { helper, type Constant, type HelperName, type Value } from './helpers/helpers';

/** One call of a helper on the value so far. */
export interface Step {
  readonly name: HelperName;
  readonly constants: readonly Constant[];
}

/** Steps one after another. */
export type Steps = readonly Step[];

/** A step. */
export function step(name: HelperName, ...constants: readonly Constant[]): Step {
  return { name, constants };
}

/** What comes of a value by a step; `null` where it has no answer. */
export function apply(value: Value, { name, constants }: Step): Value | null {
  // No helper has more. Spreading them would take half of the time of a search.
  return helper(name)(value, constants[0], constants[1], constants[2]);
}

/** What comes of a value by steps; `null` where one has no answer. */
export function run(value: Value | null, steps: Steps): Value | null {
  let now = value;
  for (const one of steps) {
    if (now === null) return null;
    now = apply(now, one);
  }
  return now;
}

/** Steps as an expression of JavaScript, applied to what the expression `inner` says. */
export function expressionOf(inner: string, steps: Steps): string {
  return steps.reduce(
    (expression, { name, constants }) => `${name}(${[expression, ...constants.map(literal)].join(', ')})`,
    inner,
  );
}

/** A constant as JavaScript has it. */
export function literal(constant: Constant): string {
  if (typeof constant !== 'string') return String(constant);
  const plain = JSON.stringify(constant);
  return plain.includes("'") || plain.includes('\\"') ? plain : `'${plain.slice(1, -1)}'`;
}
