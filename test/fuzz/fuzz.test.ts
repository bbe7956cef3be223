import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { campaign, verdictText } from './campaign';
import { losses } from './losses';

test('generated values and programs come to an outcome in time, and to the right one, in both engines: 20 s of it', async (context) => {
  // Always the same inputs, as many as the machine does: new ones are for `npm run fuzz`, whose finds become tests.
  const verdicts = await campaign({ milliseconds: 20_000, seed: 20_261_125 }, (verdict) =>
    context.diagnostic(verdictText(verdict)),
  );
  assert.equal(verdicts.length, 7);
  assert.deepEqual(verdicts.filter(({ failure }) => failure).map(verdictText), []);
});

test('the losses that are forgiven are those that are documented', async () => {
  const port = await readFile(join('src', 'engine', 'sandbox', 'sandbox.ts'), 'utf8');
  // An entry goes on in further lines, up to the next one or the end of the list.
  const documented = [...port.matchAll(/^ {3}\* - (.+(?:\n {3}\* (?!- ).+)*)$/gm)].map(([, entry = '']) =>
    entry.replaceAll(/\s*\n {3}\* /g, ' '),
  );
  assert.deepEqual(documented, Object.values(losses));
});
