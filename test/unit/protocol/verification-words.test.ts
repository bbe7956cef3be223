import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LibraryTool } from '../../../src/engine/library/library';
import { shortVerification, spokenVerification } from '../../../src/vscode/words/verification';
import { sampleRecord, sampleTool } from '../library/sample-tool';

const verified: LibraryTool = {
  tool: sampleTool(),
  place: 'user',
  fingerprint: 'f',
  verification: sampleRecord,
  isApproved: true,
  isMadeHere: true,
};
const words = (listed: LibraryTool): readonly string[] => [shortVerification(listed), spokenVerification(listed)];

test('a row says in a few signs what a screen reader is told in words', () => {
  assert.deepEqual(words(verified), ['✓ 3/3 (1 unseen)', 'verified: 3 of 3, 1 never seen by the maker']);
  assert.deepEqual(words({ ...verified, isMadeHere: false }), [
    '✓ 3/3',
    'verified: 3 of 3, it says that 1 were never seen by its maker',
  ]);
  const failing = { ...sampleRecord, passed: 2 };
  assert.deepEqual(words({ ...verified, verification: failing }), ['✗ 2/3', '2 of 3: does not hold']);
  const draft = { ...verified, tool: sampleTool({ stage: 'draft' }) };
  assert.deepEqual(words({ ...draft, verification: failing }), ['draft 2/3', 'draft: 2 of 3']);
  assert.deepEqual(words({ ...draft, verification: undefined }), ['draft', 'draft']);
  assert.deepEqual(words({ ...verified, verification: undefined }), ['not verified', 'not verified here']);
  assert.deepEqual(words({ ...verified, isApproved: false }), ['not approved', 'not approved here']);
  const empty = { ...sampleRecord, passed: 0, total: 0, unseenPassed: 0 };
  assert.deepEqual(words({ ...verified, verification: empty }), [
    'no examples',
    'no examples, so nothing vouches for it',
  ]);
});
