import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readJsonObject, readProposal } from '../../../src/engine/prompts/reply';

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

const manifest = (name = 'Doubles'): string =>
  JSON.stringify({ name, description: 'Doubles.', schema: { type: 'object', properties: {} }, demonstrations: [] });
const code = 'function parse(p) { return {}; }\nfunction solve(a) { return 1; }';
const block = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``;
const tool = `${block('json', manifest())}\n${block('js', code)}`;

/** The tool of a reply as its name and code, or why there is none. */
function toolOf(reply: string): string {
  const result = readProposal(reply);
  return result.kind === 'proposal' ? `${result.proposal.name}: ${result.proposal.code}` : result.reason;
}

test('a tool is found whatever a model writes around it', () => {
  const draft = `${block('json', manifest('Draft'))}\n${block('js', 'function solve() { return "draft"; }')}`;
  for (const [why, reply] of Object.entries({
    'as asked': tool,
    'a fence around everything': block('markdown', tool),
    'a fence without a language around everything': block('', tool),
    'prose around it': `Sure! Here it is:\n\n${tool}\n\nIt doubles numbers.`,
    'an example of use behind it': `${tool}\nUse it so:\n${block('js', 'solve({ n: 2 }); // 4')}`,
    'an example of use in JSON behind it': `${tool}\n${block('json', '{"n": 2}')}`,
    'the last fence missing': tool.slice(0, -4),
    'a fence in the middle missing': tool.replace('```\n```js', '```js'),
    'a draft in its thoughts': `<think>\n${draft}\nNo, better:\n</think>\n${tool}`,
    'thoughts that only end': `${draft}\n</think>\n\n${tool}`,
    'thoughts of another make': `[THINK]${draft}[/THINK]${tool}`,
    'all of it in thoughts': `<think>${tool}\n</think>`,
    'a draft before it': `${draft}\nThat fails for 0. Mended:\n${tool}`,
    'a block for each function': `${block('json', manifest())}\n${code
      .split('\n')
      .map((one) => block('js', one))
      .join('\n')}`,
    'line breaks of Windows': tool.replaceAll('\n', '\r\n'),
  }))
    assert.equal(toolOf(reply).replace(/\r/g, ''), `Doubles: ${code}`, why);
});

test('what is missing is said', () => {
  assert.match(toolOf('I cannot do that.'), /no js block, and no json block/);
  assert.match(toolOf(block('json', manifest())), /no js block\.$/);
  assert.match(toolOf(block('js', code)), /no json block/);
});

test('the object that fits is found, with thoughts and prose around it, in a call or fenced', () => {
  const fits = (object: object): boolean => 'day' in object;
  for (const reply of [
    '{"day": 3}',
    '<think>perhaps {"day": 1}? no, {"days": 3}</think>{"day": 3}',
    'hm, {"day": 1}\n</think>\n{"day": 3}',
    '<think>The day is {"day": 3}</think>',
    'Here {as asked} is the JSON: {"day": 3}. I hope that {it} helps!',
    '{"month": 2} is not asked for, but {"day": 3} is. As in {"n": 1}.',
    '```json\n{"day": 3}\n```',
    '{"name": "arguments", "arguments": {"day": 3}}',
    '{"name": "arguments", "arguments": "{\\"day\\": 3}"}',
    'She said "{" and then {"day": 3}',
  ])
    assert.deepEqual(readJsonObject(reply, fits), { day: 3 }, reply);
  assert.deepEqual(readJsonObject('no {"n": 1} fits', fits), { n: 1 });
  assert.deepEqual(readJsonObject('{"tag": "<think>"}'), { tag: '<think>' });
  assert.equal(readJsonObject('nothing {at all}', fits), undefined);
  assert.equal(readJsonObject('{"a":'.repeat(100_000)), undefined);
});
