import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Example } from '../../../src/engine/making/split';
import { withAnswers } from '../../../src/engine/making/with-answers';

const examples: readonly Example[] = [
  { problem: 'a', answer: '1', seen: 'shown', answeredBy: 'a model' },
  { problem: 'b', answer: '2', seen: 'heldOut' },
  { problem: 'c', answer: '3', seen: 'moved' },
  { problem: 'd', answer: '4' },
];

test('A corrected example is the person’s own, and the maker is shown it', () => {
  const given = examples.map(({ problem }) => ({ problem, answer: 'other' }));
  assert.deepEqual(withAnswers(examples, given, 'shown'), [
    { problem: 'a', answer: 'other', seen: 'shown' },
    { problem: 'b', answer: 'other', seen: 'moved' },
    { problem: 'c', answer: 'other', seen: 'moved' },
    { problem: 'd', answer: 'other' },
  ]);
});

test('An answer that stands there already changes nothing, and no held-out example is shown for it', () => {
  assert.deepEqual(withAnswers(examples, [{ problem: 'b', answer: '2' }], 'moved'), examples);
});

test('Further answers come behind the examples, once each, with the last answer that was given', () => {
  const given = [
    { problem: 'e', answer: '5' },
    { problem: 'e', answer: '6' },
  ];
  assert.deepEqual(withAnswers(examples, given, 'shown'), [...examples, { problem: 'e', answer: '6', seen: 'shown' }]);
  assert.deepEqual(withAnswers([], given, 'moved'), [{ problem: 'e', answer: '6', seen: 'moved' }]);
});
