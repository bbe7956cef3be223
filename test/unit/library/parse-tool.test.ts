import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '../../../src/engine/json';
import { parseNotation } from '../../../src/engine/tool/parse-notation';
import { bounds, parseTool, toolManifest } from '../../../src/engine/tool/parse-tool';
import { newToolId, toolIdPattern } from '../../../src/engine/tool/tool-id';
import { sampleTool, sampleVersion } from './sample-tool';

function nested(levels: number): Json {
  let value: Json = {};
  for (let level = 0; level < levels; level += 1) value = { deeper: value };
  return value;
}

function reasonFor(manifest: unknown, code = ''): string {
  const parsed = parseTool(manifest, code);
  return parsed.kind === 'damaged' ? parsed.reason : assert.fail('it was taken as sound');
}

test('a manifest is read back as the tool it was written from', () => {
  for (const tool of [
    sampleTool(),
    sampleTool({
      hint: null,
      demonstrations: [],
      reader: 'model',
      stage: 'draft',
      notation: { kind: 'delimited', delimiter: '\t', header: true, answerColumn: 3 },
    }),
    sampleTool({ name: ' spaced ', versions: [sampleVersion(1), sampleVersion(3)] }),
  ]) {
    const manifest: unknown = JSON.parse(JSON.stringify(toolManifest(tool)));
    assert.deepEqual(parseTool(manifest, tool.code), { kind: 'tool', tool });
  }
});

test('a manifest holds no code and always has its keys in one order', () => {
  const tool = sampleTool();
  const turned = Object.fromEntries(Object.entries(tool).reverse()) as unknown as typeof tool;
  assert.equal(JSON.stringify(toolManifest(turned)), JSON.stringify(toolManifest(tool)));
  assert.deepEqual(Object.keys(toolManifest(tool)).slice(0, 3), ['format', 'id', 'name']);
  assert.ok(!JSON.stringify(toolManifest(tool)).includes('toSorted'));
});

test('names what is wrong with a manifest, field by field', () => {
  const good = toolManifest(sampleTool());
  const cases: readonly (readonly [field: string, value: unknown])[] = [
    ['format', 0],
    ['format', '1'],
    ['id', '../x'],
    ['id', 'a/b'],
    ['id', ''],
    ['id', 'con'],
    ['id', 'x'.repeat(49)],
    ['name', ''],
    ['name', ' '],
    ['name', 'two\nlines'],
    ['name', 'x'.repeat(81)],
    ['description', 'x'.repeat(301)],
    ['argumentsSchema', { type: 'array' }],
    ['argumentsSchema', true],
    ['argumentsSchema', { type: 'object', properties: { a: { description: 'x'.repeat(bounds.schemaCharacters) } } }],
    ['argumentsSchema', { type: 'object', properties: nested(bounds.depth) }],
    ['notation', { kind: 'runes' }],
    ['notation', { kind: 'arrows', arrow: '~>' }],
    ['notation', { kind: 'delimited', delimiter: ',', header: true, answerColumn: -1 }],
    ['demonstrations', [{ problem: 'p', arguments: [] }]],
    ['examples', [{ problem: 'p', answer: 'a' }]],
    ['examples', [{ problem: 'p', answer: 'a', seen: 'peeked' }]],
    ['examples', Array.from({ length: bounds.examples + 1 }, () => ({ problem: 'p', answer: 'a', seen: 'shown' }))],
    ['examples', [{ problem: 'x'.repeat(bounds.textCharacters + 1), answer: 'a', seen: 'shown' }]],
    ['reader', 'nobody'],
    ['stage', 'verified'],
    ['hint', 7],
    ['versions', []],
    ['versions', [sampleVersion(2), sampleVersion(1)]],
    ['versions', [{ ...sampleVersion(1), createdAt: 'yesterday' }]],
  ];
  for (const [field, value] of cases)
    assert.match(
      reasonFor({ ...good, [field]: value }),
      new RegExp(`"${field}`),
      `${field}: ${JSON.stringify(value).slice(0, 60)}`,
    );
  for (const field of Object.keys(good)) {
    const rest = Object.entries(good).filter(([key]) => key !== field);
    assert.match(reasonFor(Object.fromEntries(rest)), new RegExp(`"${field}"`));
  }
  assert.match(reasonFor(good, 'x'.repeat(bounds.codeCharacters + 1)), /code is longer/);
  for (const manifest of [null, [], 'text', 7, undefined]) assert.match(reasonFor(manifest), /not a JSON object/);
});

test('says so where a newer Toolsmith wrote it, whatever else is new in it', () => {
  assert.match(reasonFor({ format: 7, tool: 'all different' }), /newer Toolsmith \(format 7\).*update/);
});

test('takes arguments that nest as syntax trees do, and survives any depth', () => {
  const tree = sampleTool({
    demonstrations: [{ problem: 'p', arguments: nested(bounds.depth - 1) as Record<string, Json> }],
  });
  assert.equal(parseTool(toolManifest(tree), '').kind, 'tool');
  const abyss: unknown = JSON.parse(
    `{"format":1,"id":"a","argumentsSchema":${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}}`,
  );
  assert.equal(parseTool(abyss, '').kind, 'damaged');
});

test('keys that mean something to JavaScript stay plain data', () => {
  const text = JSON.stringify(toolManifest(sampleTool())).replace(
    '{"words":["b","a"]}',
    '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
  );
  assert.ok(text.includes('__proto__'));
  const parsed = parseTool(JSON.parse(text), 'function solve() {}');
  assert.ok(parsed.kind === 'tool');
  assert.equal('polluted' in {}, false);
  assert.equal('polluted' in parsed.tool, false);
  assert.equal(Object.getPrototypeOf(parsed.tool), Object.prototype);
});

test('a key that no tool has is refused wherever it stands: nobody would be shown it, or asked again about it', () => {
  const text = JSON.stringify(toolManifest(sampleTool()));
  const places = [
    '{"format"',
    '"origin":{',
    '"usage":{',
    '{"number"',
    '"notation":{',
    '{"problem":"Sort: b a","answer"',
    '{"problem":"Sort: b a","arguments"',
  ];
  for (const place of places)
    for (const key of ['note', '__proto__', 'constructor', 'toString', 'hasOwnProperty', '$schema']) {
      const brace = place.indexOf('{') + 1;
      const added = text.replace(
        place,
        `${place.slice(0, brace)}"${key}":{"a":1}${place.length > brace ? ',' : ','}${place.slice(brace)}`,
      );
      assert.notEqual(added, text, place);
      assert.match(reasonFor(JSON.parse(added)), /key that no tool has|damaged/, `${place} ${key}`);
    }
  assert.match(reasonFor({ ...toolManifest(sampleTool()), note: 'x' }), /a key that no tool has: "note"/);
});

test('half a character is refused in code and manifest: a disk holds another one in its place', () => {
  const half = '\ud83d';
  assert.match(reasonFor(toolManifest(sampleTool()), `// ${half}`), /its code has half a character/);
  for (const changes of [
    { name: half },
    { hint: half },
    { examples: [{ problem: `a${half}`, answer: 'a', seen: 'shown' as const }] },
    { argumentsSchema: { type: 'object', properties: { [half]: {} } } },
    { demonstrations: [{ problem: 'p', arguments: { a: ['\ude00\ud83d'] } }] },
  ])
    assert.match(reasonFor(toolManifest(sampleTool(changes))), /its manifest has half a character/);
  assert.equal(parseTool(toolManifest(sampleTool({ name: '😀' })), '// 😀').kind, 'tool');
});

test('notations are parsed strictly', () => {
  assert.deepEqual(parseNotation({ kind: 'arrows', arrow: '\t' }), { kind: 'arrows', arrow: '\t' });
  assert.deepEqual(parseNotation({ kind: 'lines', listed: true }), { kind: 'lines', listed: true });
  assert.deepEqual(parseNotation({ kind: 'jsonLines', problemKey: '', answerKey: 'a' }), {
    kind: 'jsonLines',
    problemKey: '',
    answerKey: 'a',
  });
  for (const value of [
    undefined,
    null,
    'lines',
    {},
    { kind: 'lines', extra: 1 },
    { kind: 'lines', listed: false },
    { kind: 'jsonLines', problemKey: 'a', answerKey: 'b', listed: true },
    { kind: 'arrows' },
    { kind: 'markdownTable', answerColumn: 1.5 },
  ])
    assert.equal(parseNotation(value), undefined, JSON.stringify(value));
});

test('ids come from names, unique and safe as the name of a folder on any system', () => {
  const id = (name: string, ...taken: string[]): string => newToolId(name, new Set(taken));
  assert.equal(id('Sort words!'), 'sort-words');
  assert.equal(id('Über-Größen é'), 'uber-gro-en-e');
  assert.equal(id('漢字'), 'tool');
  assert.equal(id('😀', 'tool'), 'tool-2');
  assert.equal(id('../../etc/passwd'), 'etc-passwd');
  assert.equal(id('Sort words', 'sort-words', 'sort-words-2'), 'sort-words-3');
  for (const name of ['CON', 'nul', 'Com1', 'LPT9', 'aux', 'PRN']) assert.equal(id(name), `tool-${name.toLowerCase()}`);
  assert.ok(id('x'.repeat(80), 'x'.repeat(40)).length <= 48);
  for (const name of ['a.b.', '-', ' ', '\u0000', 'a'.repeat(39) + ' b']) assert.match(id(name), toolIdPattern);
});
