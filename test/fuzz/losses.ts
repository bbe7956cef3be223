import type { Json } from '../../src/engine/json';

/**
 * What a value may lose on its way, word for word as the port documents it (`src/engine/sandbox/sandbox.ts`): nothing
 * else is forgiven.
 */
export const losses = {
  negativeZero: '`-0` becomes `0`, in arguments too.',
  undefinedProperty: 'A property that is `undefined` is left out.',
  hiddenProperty:
    'A property that is inherited, private, not enumerable or named by a symbol is left out: an instance of a class becomes a plain object.',
  besideElements: "An array's properties beside its elements are left out.",
  getter: 'A getter becomes what it gives.',
  shared: 'What is in several places is written in each.',
} as const;

/** The key of a documented loss. */
export type Loss = keyof typeof losses;

/** A JSON value after the one loss that JSON values know. */
export function withoutNegativeZero(value: Json): Json {
  if (Object.is(value, -0)) return 0;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => withoutNegativeZero(item as Json));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutNegativeZero(item)]));
}
