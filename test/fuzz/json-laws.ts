import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Json } from '../../src/engine/json';
import type { SandboxCall, ToolFunction } from '../../src/engine/sandbox/sandbox';
import { jsonScalar, jsonValue, sameJson, objectOf } from './json-values';
import { law } from './law';
import { withoutNegativeZero } from './losses';
import { toolThatMakes } from './made-source';
import { expectedOf } from './made-oracle';
import { madeValue } from './made-values';
import { ampleMilliseconds, shown, type Subject } from './subject';

/** Tools that give back what they got. */
const identities = [
  '(one) => one',
  'function (one) { return one; }',
  '(...all) => all[0]',
  '(one) => JSON.parse(JSON.stringify(one))',
  '(one) => one === null || typeof one !== "object" || Array.isArray(one) ? one : Object.fromEntries(Object.entries(one))',
];

const call = (
  code: string,
  args: readonly Json[],
  outputCharacters: number,
  name: ToolFunction = 'solve',
): SandboxCall => ({
  code,
  function: name,
  arguments: args,
  limits: { milliseconds: ampleMilliseconds, outputCharacters },
});

/** Arguments through a tool that gives them back. */
export const jsonLaw = law(
  'a JSON value that goes in comes back, but for the documented losses',
  3,
  fc.record({
    value: jsonValue,
    more: fc.array(jsonValue, { maxLength: 1 }),
    name: fc.constantFrom<ToolFunction>('parse', 'solve', 'format'),
    identity: fc.constantFrom(...identities),
    limit: fc.oneof({ weight: 9, arbitrary: fc.constant(50_000_000) }, { weight: 1, arbitrary: fc.nat(1_000) }),
  }),
  async ({ value, more, name, identity, limit }, subject) => {
    const outcome = await subject.outcomeOf(call(`var ${name} = ${identity};`, [value, ...more], limit, name));
    const expected = withoutNegativeZero(value);
    const characters = JSON.stringify(expected).length;
    if (characters > limit) assert.deepEqual(outcome, { kind: 'outputTooLarge', characters });
    else assert.ok(outcome.kind === 'value' && sameJson(outcome.value, expected), `came back as ${shown(outcome)}`);
  },
  ({ value, more, name, identity, limit }) =>
    `${name} = ${identity}, at most ${limit} characters, called with ${JSON.stringify([value, ...more])}`,
);

const levels = fc.record({
  levels: fc.integer({ min: 1, max: 6_000 }),
  key: fc.option(fc.constantFrom('a', '__proto__', '0')),
  core: jsonScalar,
});

/** Values nested deeper than is promised to come through. */
export const depthLaw = law(
  'a value of any depth comes back or has its outcome, and 1,000 levels come back',
  0.5,
  levels,
  async ({ levels, key, core }, subject) => {
    let value = core;
    for (let level = 0; level < levels; level += 1) value = key === null ? [value] : objectOf([[key, value]]);
    const outcome = await subject.outcomeOf(call('var solve = (one) => one;', [value], 50_000_000));
    if (outcome.kind === 'value')
      assert.ok(
        JSON.stringify(outcome.value) === JSON.stringify(withoutNegativeZero(value)),
        'came back as another value',
      );
    else
      assert.ok(
        levels > 1_000 &&
          (outcome.kind === 'stackOverflow' ||
            (outcome.kind === 'threw' && outcome.message.endsWith('nested too deeply'))),
        shown(outcome),
      );
  },
  ({ levels, key, core }) =>
    `${JSON.stringify(core)} in ${levels} levels of ${key === null ? 'lists' : JSON.stringify(key)}`,
);

/** Values that the tool makes, which need not be JSON. */
export const madeLaw = law(
  'a value made by a tool comes out as documented, or is named',
  3,
  madeValue,
  madeHolds,
  toolThatMakes,
);

async function madeHolds(made: Parameters<typeof toolThatMakes>[0], subject: Subject): Promise<void> {
  const outcome = await subject.outcomeOf(call(toolThatMakes(made), [], 50_000_000));
  const { outcome: expected } = expectedOf(made);
  const same =
    outcome.kind === 'value' && expected.kind === 'value'
      ? sameJson(outcome.value, expected.value)
      : JSON.stringify(outcome) === JSON.stringify(expected);
  assert.ok(same, `expected ${shown(expected)}, came as ${shown(outcome)}`);
}
