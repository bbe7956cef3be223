import assert from 'node:assert/strict';

/** What the language itself brings, on the side of the host. */
const builtIns: readonly object[] = [
  Object,
  Function,
  Array,
  String,
  Number,
  Boolean,
  Symbol,
  BigInt,
  Date,
  RegExp,
  Promise,
  Map,
  Set,
  WeakMap,
  WeakSet,
  WeakRef,
  FinalizationRegistry,
  Proxy,
  Error,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
  AggregateError,
  ArrayBuffer,
  SharedArrayBuffer,
  DataView,
  Uint8Array,
]
  .flatMap((of) => [of, of.prototype as object | undefined])
  .concat(
    JSON,
    Math,
    Reflect,
    Atomics,
    ...[
      [].values(),
      new Map().keys(),
      new Set().keys(),
      ''.matchAll(/a/g),
      function* () {
        yield 1;
      },
      async function* () {
        yield await Promise.resolve(1);
      },
      async () => Promise.resolve(1),
    ].map((of) => Object.getPrototypeOf(of) as object),
  )
  .filter((of) => of !== undefined);

/**
 * Remembers every property of the host's built-ins, and what they inherit from. The function it returns throws where
 * one came, went or changed.
 */
export function watchHost(): () => void {
  const before = builtIns.map((of) => ({
    of,
    inherits: Object.getPrototypeOf(of) as unknown,
    properties: propertiesOf(of),
  }));
  const globals = Reflect.ownKeys(globalThis);
  return () => {
    assert.deepEqual(Reflect.ownKeys(globalThis), globals, "the host's globals changed");
    for (const { of, inherits, properties } of before) {
      assert.ok(Object.getPrototypeOf(of) === inherits, "a prototype of the host's was exchanged");
      const now = propertiesOf(of);
      assert.ok(
        now.length === properties.length && now.every((property, at) => same(property, properties[at])),
        `a built-in of the host's changed: ${Object.prototype.toString.call(of)}`,
      );
    }
  };
}

const parts = ['value', 'get', 'set', 'writable', 'enumerable', 'configurable'];

type Property = readonly [key: string | symbol, descriptor: PropertyDescriptor | undefined];

function propertiesOf(of: object): readonly Property[] {
  return Reflect.ownKeys(of).map((key) => [key, Reflect.getOwnPropertyDescriptor(of, key)]);
}

function same([key, one]: Property, other: Property | undefined): boolean {
  return (
    key === other?.[0] &&
    one !== undefined &&
    parts.every((part) => Object.is(Reflect.get(one, part), other[1] && Reflect.get(other[1], part)))
  );
}
