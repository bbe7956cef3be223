import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { run, workFolder } from './cli';

const replies = ['--replies', join('demo', 'replies.jsonl')];
const deliveries = join('demo', 'workspace', 'deliveries.txt');

test("the demo's recorded replies answer the requests of the present prompts", async () => {
  const folder = await workFolder();
  const library = ['--library', join(folder, 'library')];
  // The demo shows a light model at work: a strong one that saw the open dates would leave it nothing to read.
  const made = await run(folder, [
    'make',
    '--no-synthesis',
    ...library,
    '--examples',
    deliveries,
    '--no-data-in-view',
    ...replies,
  ]);
  assert.equal(made.code, 0, made.err);
  const applied = await run(folder, [
    'apply',
    ...library,
    '--tool',
    /^[\w-]+/.exec(made.out)?.[0] ?? '',
    '--input',
    deliveries,
    '--allow-model',
    ...replies,
  ]);
  assert.doesNotMatch(applied.err, /no recorded reply/);
  // What the demo itself waits for: one date read by the light model, two that are none.
  assert.match(
    applied.err,
    /5 answered, 1 of them read by the light model, 2 of them unlike every example .*; 2 without an answer/,
  );
  const walk = await readFile(join('demo', 'walk.mjs'), 'utf8');
  assert.equal(applied.out, /const expected = `([^`]*)`/.exec(walk)?.[1]);
});
