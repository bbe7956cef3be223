import fc from 'fast-check';
import type { Json } from '../../src/engine/json';

const oddNumbers = [
  0,
  -0,
  1,
  -1,
  0.1,
  1 / 3,
  5e-324,
  -5e-324,
  2.2250738585072014e-308,
  1.7976931348623157e308,
  -1.7976931348623157e308,
  1e21,
  1e-7,
  123456789012345680000,
  2 ** 31,
  -(2 ** 31),
  2 ** 32 - 1,
  2 ** 53,
  2 ** 53 + 2,
  9007199254740993,
  4.35,
  1e23,
  9.5e-7,
  299792.458,
];
const oddTexts = [
  '',
  '\0',
  'a\0b',
  '\ud800',
  '\udc00',
  '\udc00\ud800',
  '\u2028\u2029',
  '\ufeff',
  '"\\/\b\f\n\r\t',
  '\u007f\u0080',
  '😀',
  'é',
  'e\u0301',
  '</script>',
  '${}`',
  '\uffff',
  '__proto__',
];
/** Names that mean something to an engine, and ones that look like numbers, which have an order of their own. */
const oddKeys = [
  '__proto__',
  'constructor',
  'prototype',
  'hasOwnProperty',
  'toString',
  'valueOf',
  'toJSON',
  'then',
  'length',
  'get',
  'set',
  'value',
  'above',
  '',
  ' ',
  '0',
  '1',
  '2',
  '10',
  '-0',
  '-1',
  '01',
  '1.0',
  '1e3',
  '2147483647',
  '2147483648',
  '4294967294',
  '4294967295',
  '4294967296',
  '9007199254740991',
  '9007199254740993',
  'NaN',
  'Infinity',
];

const codeUnits = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.integer({ min: 0, max: 0xff }) },
      { weight: 1, arbitrary: fc.integer({ min: 0xd7f0, max: 0xe010 }) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 0xffff }) },
    ),
    { maxLength: 20 },
  )
  .map((units) => String.fromCharCode(...units));
const number = fc.oneof(
  fc.constantFrom(...oddNumbers),
  fc.integer(),
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const text = fc.oneof(fc.constantFrom(...oddTexts), codeUnits, fc.string({ unit: 'grapheme', maxLength: 20 }));

/** Keys of objects. */
export const jsonKey: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...oddKeys) },
  { weight: 1, arbitrary: fc.nat(5_000_000_000).map(String) },
  { weight: 2, arbitrary: codeUnits },
);

/** Everything that JSON has but lists and objects. */
export const jsonScalar: fc.Arbitrary<Json> = fc.oneof(fc.constantFrom(null, true, false), number, text);

/** Makes an object with these as its own properties, whatever they are called. */
export function objectOf(entries: readonly (readonly [string, Json])[]): Json {
  return Object.fromEntries(entries);
}

const entries = (value: fc.Arbitrary<Json>, maxLength: number): fc.Arbitrary<Json> =>
  fc.array(fc.tuple(jsonKey, value), { maxLength }).map(objectOf);

const { tree } = fc.letrec<{ tree: Json }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    jsonScalar,
    fc.array(tie('tree'), { maxLength: 6 }),
    entries(tie('tree'), 6),
  ),
}));

/** How deep what is nested may be and still be certain to come through: what `sandbox.ts` says. */
const certainDepth = 1_000;

/** A value within many lists or objects. */
const deep = fc
  .tuple(
    jsonScalar,
    fc.integer({ min: 1, max: certainDepth }),
    fc.array(fc.option(jsonKey), { minLength: 1, maxLength: 4 }),
  )
  .map(([core, levels, pattern]) => {
    let value = core;
    for (let level = 0; level < levels; level += 1) {
      const key = pattern[level % pattern.length] ?? null;
      value = key === null ? [value] : objectOf([[key, value]]);
    }
    return value;
  });

/** A great many small ones, or a long text. */
const wide = fc.oneof(
  fc
    .tuple(jsonScalar, fc.integer({ min: 1, max: 5_000 }))
    .map(([item, count]): Json => Array.from({ length: count }, () => item)),
  fc
    .tuple(jsonScalar, jsonKey, fc.integer({ min: 1, max: 2_000 }))
    .map(([item, key, count]) =>
      objectOf(Array.from({ length: count }, (_, index) => [`${count - index}${key}`, item])),
    ),
  fc.tuple(text, fc.integer({ min: 1, max: 5_000 })).map(([piece, count]): Json => piece.repeat(count)),
);

/** Any JSON value, half of them of the kinds that go wrong first. */
export const jsonValue: fc.Arbitrary<Json> = fc.oneof(
  { weight: 12, arbitrary: tree },
  { weight: 1, arbitrary: deep },
  { weight: 1, arbitrary: wide },
);

/** Whether two values are the same to the last bit: the sign of zero and the order of keys count. */
export function sameJson(one: Json, other: Json): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return Object.is(one, other);
  if (Array.isArray(one) !== Array.isArray(other) || Object.getPrototypeOf(one) !== Object.getPrototypeOf(other))
    return false;
  const keys = Object.keys(one),
    others = Object.keys(other);
  return (
    keys.length === others.length &&
    keys.every(
      (key, index) =>
        key === others[index] &&
        sameJson((one as Record<string, Json>)[key] ?? null, (other as Record<string, Json>)[key] ?? null),
    )
  );
}
