import type { Json, JsonObject } from '../../src/engine/json';

/** A schema with arguments against which checking it would take seconds or years, or end the thread. */
export interface HostileSchema {
  readonly name: string;
  readonly schema: JsonObject;
  readonly arguments: JsonObject;
}

/** `$defs` of which each refers twice to the next: 2 to the power of 60 visits. */
const doubling: JsonObject = Object.fromEntries(
  Array.from({ length: 60 }, (_, index): [string, Json] => [
    `d${index}`,
    { allOf: [{ $ref: `#/$defs/d${index + 1}` }, { $ref: `#/$defs/d${index + 1}` }] },
  ]),
);
const nested = (levels: number): JsonObject => (levels === 0 ? {} : { a: nested(levels - 1) });
const deep = (levels: number): JsonObject => (levels === 0 ? { type: 'string' } : { items: deep(levels - 1) });
const long = `${'a'.repeat(50)}!`;
const object = (a: JsonObject, rest: JsonObject = {}): JsonObject => ({ type: 'object', properties: { a }, ...rest });
const text = (rest: JsonObject): JsonObject => object({ type: 'string', ...rest });
const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);
const choices = Array.from({ length: 1_800 }, (_, index): JsonObject => ({ enum: [`no ${index}`] }));

/** One of each kind; what they come to is a value, a misfit, or the end of their time. */
export const hostileSchemas: readonly HostileSchema[] = [
  {
    name: 'references that double',
    schema: object({ $ref: '#/$defs/d0' }, { $defs: { ...doubling, d60: {} } }),
    arguments: { a: 1 },
  },
  {
    name: 'branches that double with each level of the value',
    schema: object(
      { $ref: '#/$defs/n' },
      { $defs: { n: { properties: { a: { allOf: [{ $ref: '#/$defs/n' }, { $ref: '#/$defs/n' }] } } } } },
    ),
    arguments: nested(60),
  },
  { name: 'a reference to itself', schema: { type: 'object', allOf: [{ $ref: '#' }], properties: {} }, arguments: {} },
  { name: 'a pattern that backtracks', schema: text({ pattern: '^(a+)+$' }), arguments: { a: long } },
  {
    name: 'a pattern of which one choice begins anywhere',
    schema: text({ pattern: '^b|a+c$' }),
    arguments: { a: 'a'.repeat(90_000) },
  },
  {
    name: 'a pattern with choices that double',
    schema: text({ pattern: `^${'(a|a)'.repeat(50)}$` }),
    arguments: { a: long },
  },
  {
    name: 'a pattern with optional letters that double',
    schema: text({ pattern: `^${'a?'.repeat(50)}${'a'.repeat(50)}b$` }),
    arguments: { a: 'a'.repeat(50) },
  },
  {
    name: 'a pattern of brackets that nothing closes',
    schema: text({ pattern: `^${'['.repeat(90_000)}` }),
    arguments: { a: 'x' },
  },
  {
    name: 'a pattern for names',
    schema: { type: 'object', patternProperties: { '^(a+)+$': {} } },
    arguments: { [long]: 1 },
  },
  ...['url', 'uri', 'uri-template', 'email', 'hostname', 'json-pointer', 'regex'].map((format) => ({
    name: `the format ${format}`,
    schema: text({ format }),
    arguments: { a: `http://${'a'.repeat(60)}!` },
  })),
  {
    name: 'many choices over many items',
    schema: object({ type: 'array', items: { anyOf: choices } }),
    arguments: { a: numbers(3_000) },
  },
  {
    name: 'choices in choices',
    schema: object(
      {
        anyOf: Array.from({ length: 40 }, () => ({ $ref: '#/$defs/b' })),
      },
      {
        $defs: {
          b: { oneOf: Array.from({ length: 40 }, () => ({ $ref: '#/$defs/c' })) },
          c: { anyOf: choices.slice(0, 500) },
        },
      },
    ),
    arguments: { a: numbers(100) },
  },
  {
    name: 'many members against many required ones',
    schema: object({ required: numbers(9_000).map(String), minProperties: 1 }),
    arguments: { a: Object.fromEntries(numbers(9_000).map((at) => [`p${at}`, 1])) },
  },
  {
    name: 'a long enumeration over many items',
    schema: object({ type: 'array', items: { enum: Array.from({ length: 9_000 }, (_, at) => `e${at}`) } }),
    arguments: { a: numbers(15_000) },
  },
  {
    name: 'unique items without end',
    schema: object({ type: 'array', uniqueItems: true }),
    arguments: { a: numbers(15_000) },
  },
  {
    name: 'items that are alike but for their last member',
    schema: object({ type: 'array', uniqueItems: true }),
    arguments: { a: Array.from({ length: 200 }, (_, at) => [...numbers(20), at]) },
  },
  { name: 'a schema of a megabyte', schema: text({ description: 'x'.repeat(1_000_000) }), arguments: { a: 'x' } },
  { name: 'a schema of four hundred floors', schema: object(deep(390)), arguments: { a: [] } },
  { name: 'dynamic references', schema: object({ $recursiveRef: '#' }), arguments: { a: 1 } },
  { name: 'no regular expression', schema: object({ pattern: '^[' }), arguments: { a: 'x' } },
  { name: 'a reference to another server', schema: object({ $ref: 'https://evil.example/' }), arguments: { a: 1 } },
  { name: 'a key that every object has', schema: { type: 'object', ['__proto__']: { not: {} } }, arguments: {} },
];
