import fc from 'fast-check';
import type { Json } from '../../src/engine/json';
import { jsonKey, jsonScalar } from './json-values';
import type { Loss } from './losses';

/**
 * A value as a tool makes it, JSON or not: what it is, from which follow the code that makes it and what must come
 * out.
 */
export type Made =
  | { readonly kind: 'json'; readonly value: Json }
  | { readonly kind: 'undefined' }
  /** An expression whose value JSON cannot say; `what` is how the port names it. */
  | { readonly kind: 'refused'; readonly source: string; readonly what: string }
  /** An expression whose value comes out as `json`. */
  | { readonly kind: 'taken'; readonly source: string; readonly json: Json; readonly loss?: Loss }
  | { readonly kind: 'array'; readonly form: ArrayForm; readonly items: readonly (Made | 'hole')[] }
  | { readonly kind: 'object'; readonly form: ObjectForm; readonly properties: readonly Property[] }
  /** The object or array so many levels above this place, `null` where there is none. */
  | { readonly kind: 'above'; readonly levels: number }
  /** One value, twice in an array. */
  | { readonly kind: 'shared'; readonly value: Made };

export type ArrayForm = 'plain' | 'frozen' | 'ofClass' | 'withMore';
export type ObjectForm = 'plain' | 'bare' | 'frozen' | 'tagged' | 'ofClass' | 'child';

/** One property, and how the object comes to have it. */
export interface Property {
  readonly key: string;
  readonly how: 'data' | 'getter' | 'throwing' | 'hidden' | 'symbol' | 'inherited';
  readonly value: Made;
}

const refused: readonly (readonly [source: string, what: string])[] = [
  ['NaN', 'NaN'],
  ['1 / 0', 'Infinity'],
  ['-1 / 0', '-Infinity'],
  ['() => 1', 'a function'],
  ['class {}', 'a function'],
  ['function* () {}', 'a function'],
  ['async () => 1', 'a function'],
  ['Object.assign(() => 1, { a: 1 })', 'a function'],
  ['Math.max', 'a function'],
  ['Symbol("x")', 'a symbol'],
  ['Symbol.iterator', 'a symbol'],
  ['1n', 'a BigInt'],
  ['-(2n ** 70n)', 'a BigInt'],
  ['Object(1n)', 'a BigInt'],
  ['Object(Symbol())', 'a Symbol'],
  ['new String("x")', 'a String'],
  ['new Number(1)', 'a Number'],
  ['new Boolean(false)', 'a Boolean'],
  ['new Date(0)', 'a Date'],
  ['new Date(NaN)', 'a Date'],
  ['new (class extends Date {})()', 'a Date'],
  ['new Map([[1, 2]])', 'a Map'],
  ['new (class Table extends Map {})()', 'a Map'],
  ['new Set([1])', 'a Set'],
  ['new WeakMap()', 'a WeakMap'],
  ['new WeakSet()', 'a WeakSet'],
  ['/a/g', 'a RegExp'],
  ['new Error("x")', 'an Error'],
  ['new (class Odd extends TypeError {})()', 'an Error'],
  ['Promise.resolve(1)', 'a promise'],
  ['Promise.reject(1)', 'a promise'],
  ['(async () => 1)()', 'a promise'],
  ['new (class extends Promise {})(() => {})', 'a promise'],
  ['new (class { then() {} })()', 'a promise'],
  ['[1].values()', 'an Array Iterator'],
  ['new Map().entries()', 'a Map Iterator'],
  ['new Set().values()', 'a Set Iterator'],
  ['"a"[Symbol.iterator]()', 'a String Iterator'],
  ['"a".matchAll(/a/g)', 'a RegExp String Iterator'],
  ['(function* () {})()', 'a Generator'],
  ['(async function* () {})()', 'an AsyncGenerator'],
  ['({ toJSON() { return 1; } })', 'an object with toJSON'],
  ['new (class { toJSON() { return 1; } })()', 'an object with toJSON'],
  ['new (class { get [Symbol.toStringTag]() { return "Point"; } })()', 'a Point'],
  ['new (class { get [Symbol.toStringTag]() { return "Odd\\0\\ud800\\n"; } })()', 'an Odd\0\ud800\n'],
  ['new (class { get [Symbol.toStringTag]() { return "Long".repeat(1e5); } })()', `a ${'Long'.repeat(13)}`],
];

const taken: readonly (readonly [source: string, json: Json, loss?: Loss])[] = [
  ['(function () { return arguments; })(1, "b")', { 0: 1, 1: 'b' }],
  ['/(?<a>x)/.exec("axb").groups', { a: 'x' }],
  ['/(?<a>x)/.exec("axb")', ['x', 'x'], 'besideElements'],
  ['((strings) => strings)`a${0}b`', ['a', 'b'], 'besideElements'],
  ['Object.groupBy([1, 2, 3], (one) => one % 2 ? "odd" : "even")', { odd: [1, 3], even: [2] }],
  ['new (class { #a = 1; b = 2; get c() { return 3; } d() {} })()', { b: 2 }, 'hiddenProperty'],
  [
    'new (class extends (class { a = 1; }) { b = super.toString === this.toString; })()',
    { a: 1, b: true },
    'hiddenProperty',
  ],
  ['Object.setPrototypeOf(new Map([[1, 2]]), null)', {}, 'hiddenProperty'],
  ['Math', {}, 'hiddenProperty'],
  ['Array.from({ length: 3 }, (_, index) => -index)', [0, -1, -2], 'negativeZero'],
  ['JSON.parse(\'{"__proto__":{"constructor":1}}\')', JSON.parse('{"__proto__":{"constructor":1}}') as Json],
];

const leaf: fc.Arbitrary<Made> = fc.oneof(
  { weight: 8, arbitrary: jsonScalar.map((value): Made => ({ kind: 'json', value })) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(...taken)
      .map(([source, json, loss]): Made => ({ kind: 'taken', source, json, ...(loss && { loss }) })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...refused).map(([source, what]): Made => ({ kind: 'refused', source, what })),
  },
  { weight: 1, arbitrary: fc.constant<Made>({ kind: 'undefined' }) },
  { weight: 1, arbitrary: fc.nat(3).map((levels): Made => ({ kind: 'above', levels })) },
);

const { made } = fc.letrec<{ made: Made }>((tie) => {
  const item = fc.oneof({ weight: 30, arbitrary: tie('made') }, { weight: 1, arbitrary: fc.constant('hole' as const) });
  const how = fc.oneof(
    { weight: 12, arbitrary: fc.constant('data' as const) },
    { weight: 5, arbitrary: fc.constantFrom('getter', 'hidden', 'symbol', 'inherited') },
    { weight: 1, arbitrary: fc.constant('throwing' as const) },
  );
  const property: fc.Arbitrary<Property> = fc.record({ key: jsonKey, how, value: tie('made') });
  const properties = fc.uniqueArray(property, { maxLength: 6, selector: ({ key }) => key });
  return {
    made: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      fc.record({
        kind: fc.constant('array' as const),
        form: fc.constantFrom<ArrayForm>('plain', 'frozen', 'ofClass', 'withMore'),
        items: fc.array(item, { maxLength: 5 }),
      }),
      fc.record({
        kind: fc.constant('object' as const),
        form: fc.constantFrom<ObjectForm>('plain', 'bare', 'frozen', 'tagged', 'ofClass', 'child'),
        properties,
      }),
      fc.record({ kind: fc.constant('shared' as const), value: tie('made') }),
    ),
  };
});

/** Any value that a tool can make. */
export const madeValue = made;
