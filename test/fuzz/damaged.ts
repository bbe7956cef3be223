import fc from 'fast-check';
import { lines } from './grammar';

const pieces = lines(String.raw`
  (
  )
  {
  }
  [
  ]
  ;
  ,
  =>
  ...
  ?.
  #p
  @
  \
  \u{110000}
  /*
  */
  //
  <!--
  -->
  '
  "
  /
  await
  yield
  import x from 'y';
  import('y')
  export default
  import.meta
  new.target
  super
  return
  let let
  static
  async
  0x
  1_
  08
  1n
  'use strict';
  enum
  with (
  label:
`);
const piece = fc.oneof(
  pieces,
  fc.constantFrom(
    '`',
    '${',
    '\0',
    '\ud800',
    '\u2028',
    '\ufeff',
    '\r',
    '\u00a0',
    '😀',
    '('.repeat(3_000),
    '`${'.repeat(500),
  ),
);

type Damage =
  | { readonly kind: 'insert' | 'replace'; readonly at: number; readonly length: number; readonly text: string }
  | { readonly kind: 'cut' | 'repeat'; readonly at: number; readonly length: number };

const damage: fc.Arbitrary<Damage> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('insert' as const, 'replace' as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.integer({ min: 1, max: 12 }),
    text: piece,
  }),
  fc.record({
    kind: fc.constantFrom('cut' as const, 'repeat' as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.integer({ min: 1, max: 80 }),
  }),
);

/** A program with a few places of its text damaged. */
export function damagedProgram(program: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(program, fc.array(damage, { minLength: 1, maxLength: 4 }))
    .map(([code, damages]) => damages.reduce(damaged, code));
}

/** `at` is a part of the text's length. */
function damaged(code: string, one: Damage): string {
  const at = Math.floor(one.at * code.length);
  const before = code.slice(0, at),
    hit = code.slice(at, at + one.length),
    after = code.slice(at + one.length);
  switch (one.kind) {
    case 'insert':
      return before + one.text + hit + after;
    case 'replace':
      return before + one.text + after;
    case 'cut':
      return before + after;
    case 'repeat':
      return before + hit + hit + after;
  }
}
