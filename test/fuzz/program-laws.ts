import assert from 'node:assert/strict';
import fc from 'fast-check';
import { damagedProgram } from './damaged';
import { law, type Law } from './law';
import { pureProgram } from './pure-programs';
import { ampleMilliseconds, shown, type Subject } from './subject';
import { solvedByV8 } from './v8';
import { builtInCalls, wildProgram } from './wild-programs';

/** Programs whose result the language alone decides. */
export const pureLaw = law(
  'a pure program gives what V8 gives',
  4,
  pureProgram,
  async (code, subject) => {
    const outcome = await subject.outcomeOf({
      code,
      function: 'solve',
      arguments: [],
      limits: { milliseconds: ampleMilliseconds, outputCharacters: 1_000_000 },
    });
    const expected = solvedByV8(code, ampleMilliseconds);
    if ('failed' in expected) assert.equal(outcome.kind, 'threw', `V8: ${expected.failed}, here: ${shown(outcome)}`);
    else assert.deepEqual(outcome, { kind: 'value', value: expected.value });
  },
  (code) => code,
);

/** Milliseconds for programs that need not end. */
const littleMilliseconds = 150;

/** Programs that may do anything. */
export function wildLaws(builtIns: readonly string[]): readonly Law[] {
  const held = async (code: string, subject: Subject): Promise<void> => {
    await subject.outcomeOf({
      code,
      function: 'solve',
      arguments: [],
      limits: { milliseconds: littleMilliseconds, outputCharacters: 200_000 },
    });
  };
  const show = (code: string): string => code;
  return [
    law('a program of any kind has one outcome, in time and the same each time', 5, wildProgram(builtIns), held, show),
    law('built-ins on odd receivers have one outcome', 5, builtInCalls(builtIns), held, show),
    law(
      'a damaged program has one outcome',
      3,
      damagedProgram(fc.oneof(pureProgram, wildProgram(builtIns))),
      held,
      show,
    ),
  ];
}
