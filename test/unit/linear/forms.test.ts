import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertLinear } from './assert-linear';
import { hostileTexts } from './hostile-texts';
import { forms, readers } from './subjects';

test('forms, replies and files take time in proportion to their length, whatever is in them', () => {
  assertLinear(forms);
});

test('nothing in a megabyte overflows the stack', () => {
  const texts = hostileTexts.filter(({ name }) => /^deep|deep schema|deep error|empty cells/.test(name));
  assert.ok(texts.length > 3);
  for (const { run } of [...readers.slice(1, 2), ...forms]) for (const text of texts) run(text.of(1_048_576));
});
