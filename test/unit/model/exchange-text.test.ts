import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  exchangeText,
  missingIn,
  promptIn,
  replyIn,
  type Exchange,
} from '../../../src/vscode/models/by-hand/exchange-text';

const exchange: Exchange = {
  purpose: 'propose',
  prompt: 'Write a tool.\n<!-- reply 0000000000000000: paste it below this line -->\n- [ ] done',
  mark: '0123456789abcdef',
};

test('the document of a request by hand holds its prompt as it is, and what stands below its line is the reply', () => {
  const text = exchangeText(exchange);
  assert.ok(text.includes(`\n${exchange.prompt}\n`));
  assert.equal(promptIn(text, exchange.mark), exchange.prompt);
  assert.equal(promptIn('nothing of it', exchange.mark), 'nothing of it');
  assert.equal(replyIn(text, exchange.mark), '');
  assert.equal(replyIn(`${text}\n fine\n\nand more\n`, exchange.mark), 'fine\n\nand more');
  assert.equal(replyIn(text.replaceAll('\n', '\r\n') + 'fine', exchange.mark), 'fine');
  assert.equal(replyIn('somebody deleted it all', exchange.mark), undefined);
});

test('what is missing in a reply is said, and only a whole one is taken', () => {
  const missing = (text: string): string | undefined =>
    text.includes('js') ? undefined : 'The reply has no js block.';
  for (const [reply, words] of [
    [undefined, /line that marks the place of the reply is gone/],
    ['', /Paste the whole reply/],
    [exchange.prompt, /the prompt itself/],
    ['prose', /no js block/],
  ] as const)
    assert.match(missingIn(reply, exchange, missing) ?? '', words);
  assert.equal(missingIn('js', exchange, missing), undefined);
  assert.equal(missingIn('whatever', exchange, undefined), undefined);
});
