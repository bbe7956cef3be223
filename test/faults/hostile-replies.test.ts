import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { Json, JsonObject } from '../../src/engine/json';
import { readJsonObject, readProposal } from '../../src/engine/prompts/reply';
import { isQuickPattern } from '../../src/engine/tool/bounded-schema';
import { createSchemaCheck } from '../../src/engine/tool/schema-check';
import { toolView } from '../../src/vscode/panel/panel-state';
import { shownLine } from '../../src/vscode/words/shown';
import { sampleTool } from '../unit/library/sample-tool';

const manifest = (changes: object = {}): string =>
  JSON.stringify({
    name: 'Sort words',
    description: 'Sorts words.',
    schema: { type: 'object', properties: { words: {} } },
    demonstrations: [{ words: [] }],
    ...changes,
  });
const fenced = (language: string, text: string, fence = '```'): string => `${fence}${language}\n${text}\n${fence}\n`;
const code = 'function solve() { return ""; }';

test('fences in fences: the outer block is one text, whatever stands in it', () => {
  const inner = `const help = \`\n${fenced('js', 'function solve() { return "inner"; }')}\`;\n${code}`;
  const result = readProposal(`${fenced('json', manifest())}${fenced('js', inner, '````')}`);
  assert.deepEqual(result.kind === 'proposal' && result.proposal.code, inner);
  const cutOff = readProposal(`${fenced('json', manifest())}\`\`\`js\nfunction solve() { return "`);
  assert.equal(cutOff.kind, 'malformed', 'what was cut off is not run');
});

test('a thousand tools in a reply: one is taken, the last, and a million fences are read in passing', () => {
  const many = Array.from(
    { length: 1_000 },
    (_, index) => `${fenced('json', manifest({ name: `Tool ${index}` }))}${fenced('js', `// ${index}\n${code}`)}`,
  ).join('\nand\n');
  const result = readProposal(many);
  assert.ok(result.kind === 'proposal');
  assert.deepEqual([result.proposal.name, result.proposal.code.split('\n')[0]], ['Tool 999', '// 999']);
  assert.equal(readProposal('```\n'.repeat(1_000_000)).kind, 'malformed');
  assert.equal(readJsonObject('{'.repeat(1_000_000)), undefined);
  assert.equal(readProposal(`${fenced('json', manifest())}${fenced('js', 'x'.repeat(100_001))}`).kind, 'malformed');
});

const check = createSchemaCheck();
const schemaError = (schema: JsonObject, value: Json): string | undefined => check(JSON.stringify(schema), value);

test('patterns that take linear time are checked, others are not', () => {
  for (const quick of ['^\\d{4}-\\d{2}-\\d{2}$', '^-?\\d+$', '^[A-Z]{3}$', '^(?:yes|no)$', '^[a-z]+@x\\.example$'])
    assert.ok(isQuickPattern(quick), quick);
  for (const slow of [
    '^b|a+$',
    `^[${'['.repeat(100_000)}`,
    `^${'a'.repeat(2_000)}$`,
    '(a+)+$',
    'a+$',
    '^(a+)+$',
    '^a+a+$',
    '^(a|b)*$',
    '^(?=a)b$',
    '^(a)\\1$',
    '^(?<n>a)$',
    `^${'a?'.repeat(5)}$`,
  ])
    assert.ok(!isQuickPattern(slow), slow);
  const schema: JsonObject = {
    type: 'object',
    properties: { day: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' } },
    required: ['day'],
  };
  assert.equal(schemaError(schema, { day: '2026-01-31' }), undefined);
  assert.match(schemaError(schema, { day: 'tomorrow' }) ?? '', /do not fit the schema/);
  assert.match(schemaError(schema, {}) ?? '', /do not fit the schema/);
});

test('formats that take one pass are checked, others say something to people only', () => {
  const schema = (format: string): JsonObject => ({ type: 'object', properties: { a: { type: 'string', format } } });
  assert.equal(schemaError(schema('date'), { a: '2026-02-28' }), undefined);
  assert.match(schemaError(schema('date'), { a: '2026-02-30' }) ?? '', /do not fit the schema/);
  for (const format of ['url', 'uri', 'email', 'hostname', 'json-pointer', 'regex', 'constructor', 'no such format'])
    assert.equal(schemaError(schema(format), { a: `http://${'a'.repeat(60)}` }), undefined, format);
});

test('a property may have the name of a keyword', () => {
  const schema: JsonObject = {
    type: 'object',
    properties: { pattern: { type: 'string' }, format: { type: 'string' }, uniqueItems: { type: 'number' } },
    required: ['pattern', 'format', 'uniqueItems'],
    additionalProperties: false,
  };
  assert.equal(schemaError(schema, { pattern: '(a+)+$', format: 'url', uniqueItems: 1 }), undefined);
  assert.match(schemaError(schema, { pattern: 1, format: 'url', uniqueItems: 1 }) ?? '', /do not fit the schema/);
  const long: JsonObject = { ...schema, properties: { ...(schema['properties'] as JsonObject), a: {} } };
  const value = { pattern: 'x', format: 'url', uniqueItems: 'x', a: 'x'.repeat(30_000) };
  assert.match(schemaError(long, value) ?? '', /do not fit the schema/);
});

test('a recursive schema of honest size is followed', () => {
  const schema: JsonObject = {
    type: 'object',
    properties: { tree: { $ref: '#/$defs/tree' } },
    $defs: { tree: { anyOf: [{ type: 'number' }, { type: 'array', items: { $ref: '#/$defs/tree' } }] } },
  };
  const tree = (levels: number): Json => (levels === 0 ? 1 : [tree(levels - 1), tree(levels - 1)]);
  assert.equal(schemaError(schema, { tree: tree(10) }), undefined);
  assert.match(schemaError(schema, { tree: [['x']] }) ?? '', /do not fit the schema/);
});

const markup = [
  '[click](command:workbench.action.quit)',
  '![x](https://evil.example/?leak)',
  '$(pass) 6 of 6',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '\u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007',
  '\u001b[2J\u001b[31m',
  '\u202Etxt.exe',
  '\r\nfake line',
  '\u0000',
];

test('what a model writes is shown as it is: no link, no icon, no escape, no control', () => {
  for (const text of markup) {
    const shown = shownLine(text);
    assert.ok(!shown.includes('](') && !shown.includes('$('), shown);
    assert.doesNotMatch(shown, /[\p{Cc}\p{Cf}]/u);
  }
});

test('a panel is sent texts alone, with everything hidden in them shown', () => {
  for (const text of markup) {
    const tool = sampleTool({
      name: text.replace(/[\r\n]/g, ' '),
      description: text.replace(/[\r\n]/g, ' '),
      code: text,
      hint: text,
    });
    const view = toolView(
      { tool, place: 'user', fingerprint: '', verification: undefined, isApproved: false, isMadeHere: false },
      undefined,
      [
        {
          purpose: 'propose',
          model: text,
          messages: [{ role: 'user', content: text }],
          reply: text,
          usage: { promptTokens: 1, completionTokens: 1, cachedTokens: 0, reasoningTokens: 0, source: 'reported' },
        },
      ],
    );
    assert.doesNotMatch(JSON.stringify(view).replace(/\\[nt]/g, ''), /\\u00[01]|[\u202A-\u202E\u2066-\u2069\u200B]/);
  }
});

test('the page never makes markup of a text', async () => {
  const files = (await readdir('webview', { recursive: true })).filter((name) => name.endsWith('.ts'));
  assert.ok(files.length > 2);
  for (const file of files)
    assert.doesNotMatch(
      await readFile(`webview/${file}`, 'utf8'),
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\(/,
      file,
    );
});
