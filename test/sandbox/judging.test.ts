import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Json, JsonObject } from '../../src/engine/json';
import type { Sandbox, SandboxOutcome } from '../../src/engine/sandbox/sandbox';
import { builtSandbox } from './built-sandbox';
import { hostileSchemas } from './hostile-schemas';

const never = new AbortController().signal;
const limits = { milliseconds: 200, outputCharacters: 1_000_000 };
/** A parser that returns what its problem is, as JSON. */
const reader = 'function parse(problem) { return JSON.parse(problem); }';
const words: JsonObject = {
  type: 'object',
  properties: { words: { type: 'array', items: { type: 'string' } } },
  required: ['words'],
  additionalProperties: false,
};

describe('judging in the worker', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await builtSandbox({ lanes: 2 });
  });
  after(() => sandbox.dispose());

  const parse = (schema: JsonObject, value: Json): Promise<SandboxOutcome> =>
    sandbox.call(
      { code: reader, function: 'parse', arguments: [JSON.stringify(value)], limits, resultSchema: schema },
      never,
    );
  const isSound = async (): Promise<void> =>
    assert.deepEqual(await parse(words, { words: ['a'] }), { kind: 'value', value: { words: ['a'] } });

  test('a result is judged by its schema, and null is no result', async () => {
    await isSound();
    assert.deepEqual(await parse(words, null), { kind: 'value', value: null });
    const misfit = await parse(words, { word: 'a' });
    assert.match(misfit.kind === 'misfit' ? misfit.reason : misfit.kind, /^The arguments do not fit the schema at #/);
    const none = await parse({ type: 'object', properties: { a: { $ref: '#/nowhere' } } }, { a: 1 });
    assert.match(none.kind === 'misfit' ? none.reason : none.kind, /^The schema cannot be used: /);
  });

  test('what is wrong with arguments is said by item, in one message', async () => {
    const check = {
      schema: words,
      demonstrations: [{ problem: 'Sort: b a', arguments: { words: ['b', 'a'] } }],
      items: [
        { problem: 'Sort: d c', arguments: { words: ['d', 'c'] } },
        { problem: 'Sort: d c', arguments: { words: ['d', 'x'] } },
        { problem: 'Sort: d c', arguments: { words: 'd c' } },
      ],
      milliseconds: 200,
    };
    const outcome = await sandbox.check(check, never);
    assert.ok(outcome.kind === 'checked');
    const [right, ungrounded, misfit] = outcome.errors;
    assert.equal(right, undefined);
    assert.match(ungrounded ?? '', /"x" does not occur in the problem/);
    assert.match(misfit ?? '', /do not fit the schema/);
    const given = new AbortController();
    given.abort();
    assert.deepEqual(await sandbox.check(check, given.signal), { kind: 'killed' });
  });

  test('arguments that take the square of their length to compare end within their time', async () => {
    const strings = Array.from({ length: 200_000 }, (_, at) => `${at}`);
    const outcome = await ticking(() =>
      sandbox.check(
        {
          schema: words,
          demonstrations: [],
          items: [{ problem: `${'a'.repeat(1_000_000)}${strings.join('')}`, arguments: { words: strings } }],
          milliseconds: 200,
        },
        never,
      ),
    );
    assert.ok(outcome.kind === 'checked' || outcome.kind === 'unchecked', outcome.kind);
    await isSound();
  });

  for (const { name, schema, arguments: args } of hostileSchemas) {
    test(`a hostile schema, ${name}: ends within its time, alone, and this thread goes on`, async () => {
      const outcome = await ticking(() => parse(schema, args));
      assert.ok(['value', 'misfit', 'timedOut', 'outOfMemory'].includes(outcome.kind), JSON.stringify(outcome));
      const check = { schema, demonstrations: [], items: [{ problem: '', arguments: args }], milliseconds: 200 };
      const checked = await ticking(() => sandbox.check(check, never));
      assert.ok(checked.kind === 'checked' || checked.kind === 'unchecked', checked.kind);
      await isSound();
    });
  }
});

/** What comes of some work in the worker; fails where this thread stood still for it, or it took far more than its time. */
async function ticking<Outcome>(work: () => Promise<Outcome>): Promise<Outcome> {
  let last = performance.now();
  let longest = 0;
  const tick = (): void => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const timer = setInterval(tick, 5);
  const began = last;
  const outcome = await work();
  tick();
  clearInterval(timer);
  // The schemas took seconds or years in this thread; a busy machine takes some hundred milliseconds from anybody.
  assert.ok(longest < 1_000, `this thread stood still for ${Math.round(longest)} ms`);
  assert.ok(last - began < 6_000, `it took ${Math.round(last - began)} ms`);
  return outcome;
}
