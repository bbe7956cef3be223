import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readProposal } from '../../../src/engine/prompts/reply';

/** The name that a tool gets whose maker called it so. */
function nameOf(name: string): string {
  const reply = readProposal(
    `\`\`\`json\n${JSON.stringify({ name, description: '', schema: { type: 'object', properties: {} } })}\n\`\`\`\n\`\`\`js\nfunction solve() {}\n\`\`\``,
  );
  return reply.kind === 'proposal' ? reply.proposal.name : assert.fail(reply.reason);
}

test('a name written as code writes names is read in words; others stay as they are', () => {
  assert.equal(nameOf('sort_words_alphabetically'), 'Sort words alphabetically');
  assert.equal(nameOf('iso-dates'), 'Iso dates');
  assert.equal(nameOf('sortWordsByLength'), 'Sort words by length');
  for (const name of ['Long dates to ISO dates', 'iPhone models of a list', 'CSV', 'e-mail Addresses', 'Doubles'])
    assert.equal(nameOf(name), name);
});
