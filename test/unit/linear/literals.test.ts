import assert from 'node:assert/strict';
import { test } from 'node:test';
import { growthBeyondLinear } from './growth';
import { runOf, units } from './hostile-texts';
import { regularExpressionsIn, type Literal } from './literals';

const { literals, computed } = await regularExpressionsIn(['src', 'webview', 'media']);

/** Each once, with the first place where it stands. */
const distinct: readonly Literal[] = [
  ...new Map([...literals].reverse().map((literal) => [`/${literal.source}/${literal.flags}`, literal])).values(),
];

/** Files whose expressions are put together, or too intricate to check, and why no text makes them slow. */
const bounded: ReadonlyMap<string, string> = new Map([
  ['src/node/model/redact.ts', 'a secret, one character after the other: a place costs its length at most'],
  ['src/node/model/causes.ts', 'looks at the first 4,000 characters of what a server says'],
  ['src/node/model/limits.ts', 'looks at the first 4,000 characters of what a server says'],
  ['src/node/model/refusals.ts', 'looks at the first 4,000 characters of what a server says'],
  ['src/node/model/retry-after.ts', 'looks at the first 8,000 characters of what a server says'],
  ['src/engine/notation/blocks/labels.ts', 'from the start of a line, at most 30 ends of a label are tried'],
]);

/** True for an expression that is known to be slow on no text. */
const isBounded = ({ place }: Pick<Literal, 'place'>): boolean => bounded.has(place.replace(/:\d+$/, ''));

/** By steps and not by time, or a busy machine would come to other results; long repetitions are looked at exactly. */
const boundedBySteps = {
  timeout: null,
  attackTimeout: null,
  attackLimit: 30_000_000,
  incubationTimeout: null,
  seedingTimeout: null,
  maxRepeatCount: 1_000,
} as const;

test('every regular expression is a literal, so that it can be checked', () => {
  assert.ok(distinct.length > 100);
  const unknown = computed.filter((place) => !isBounded({ place }));
  assert.deepEqual(unknown, [], 'write these as literals');
});

test('no regular expression takes more than linear time for a search', async () => {
  // In this process: what is native or needs Java is not on every machine.
  process.env['RECHECK_BACKEND'] = 'pure';
  process.env['RECHECK_SYNC_BACKEND'] = 'pure';
  const { checkSync } = await import('recheck');
  const unsafe = distinct
    .filter((literal) => !isBounded(literal))
    .flatMap(({ place, source, flags }) => {
      const found = checkSync(source, flags, boundedBySteps);
      if (found.status === 'safe') return [];
      const why = found.status === 'vulnerable' ? found.complexity.summary : found.error.kind;
      return [`${place}: /${source}/${flags}: ${why}`];
    });
  assert.deepEqual(unsafe, []);
});

test('nor for all of its matches in a text', () => {
  // A search may be linear and every one of many searches go on to the end of the text.
  const growing = distinct.flatMap(({ place, source, flags }) => {
    const expression = new RegExp(source, `${flags.replaceAll(/[gy]/g, '')}g`);
    return units.flatMap((unit) => {
      const growth = growthBeyondLinear(
        (text) => [...text.matchAll(expression)].length,
        (size) => `x${runOf(unit, size)}x`,
      );
      return growth ? [`${place}: /${source}/${flags} on ${JSON.stringify(unit)}…: ${JSON.stringify(growth)}`] : [];
    });
  });
  assert.deepEqual(growing, []);
});
