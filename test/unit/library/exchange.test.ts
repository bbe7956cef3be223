import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exportText, importBounds, parseExport } from '../../../src/engine/library/exchange';
import { reviewText } from '../../../src/engine/library/review-text';
import { previewFolderTexts } from '../../../src/engine/library/preview-folder-texts';
import { toolManifest } from '../../../src/engine/tool/parse-tool';
import { sampleTool, sampleVersion } from './sample-tool';

const file = (...tools: readonly unknown[]): string => JSON.stringify({ toolsmith: 1, tools });
const entry = (manifest: object, code: unknown = 'function solve() {}'): unknown => ({
  manifest: { ...toolManifest(sampleTool()), ...manifest },
  code,
});

test('what is exported is imported again, code and all, with no claim of verification', () => {
  const tools = [sampleTool(), sampleTool({ id: 'other', name: 'Other', hint: null })];
  const text = exportText(tools);
  assert.deepEqual(parseExport(text), { tools, rejected: [] });
  assert.deepEqual(parseExport(`\uFEFF${text}`).tools, tools);
  assert.ok(!/verif|passed/i.test(text));
});

test('hostile and damaged files are refused whole or tool by tool, each with its reason', () => {
  const refused: readonly (readonly [text: string, reason: RegExp])[] = [
    ['', /no file of exported tools/],
    ['not JSON', /no file of exported tools/],
    ['[]', /no file of exported tools/],
    ['{"toolsmith":"1","tools":[]}', /no file of exported tools/],
    ['{"toolsmith":2,"tools":[]}', /newer Toolsmith \(format 2\)/],
    ['{"toolsmith":1}', /damaged/],
    ['{"toolsmith":1,"tools":{"length":1}}', /damaged/],
    ['['.repeat(400_000), /no file of exported tools/],
    ['{},'.repeat(1_000_000), /more than 500000 values/],
    [' '.repeat(importBounds.characters + 1), /longer than/],
    [file(...Array.from({ length: importBounds.tools + 1 }, () => null)), /at most 1000/],
    [file(null), /^Tool 1 .*no code/],
    [file({ manifest: toolManifest(sampleTool()) }), /^Tool 1 .*no code/],
    [file(entry({}, 7)), /^Tool 1 .*no code/],
    [file(entry({}, 'x'.repeat(200_001))), /^Tool 1 .*longer/],
    [file(entry({ id: '../x' })), /^Tool 1 .*"id"/],
    [file(entry({ id: '..\\x' })), /^Tool 1 .*"id"/],
    [file(entry({ id: '/etc/passwd' })), /^Tool 1 .*"id"/],
    [file(entry({ id: '.trash' })), /^Tool 1 .*"id"/],
    [file(entry({ format: 9 })), /^Tool 1 .*format 9/],
    [file(entry({ name: 'two\nlines' })), /^Tool 1 .*"name"/],
  ];
  for (const [text, reason] of refused) {
    const { tools, rejected } = parseExport(text);
    assert.equal(tools.length, 0, text.slice(0, 80));
    assert.match(rejected.join('\n'), reason, text.slice(0, 80));
  }
});

test('one bad tool does not keep the others out', () => {
  const { tools, rejected } = parseExport(
    file(entry({ id: '../x' }), entry({ name: 'Sound' }), entry({ stage: 'verified' })),
  );
  assert.deepEqual(
    tools.map((tool) => tool.name),
    ['Sound'],
  );
  assert.deepEqual(
    rejected.map((reason) => reason.slice(0, 6)),
    ['Tool 1', 'Tool 3'],
  );
});

test('a file full of __proto__ pollutes nothing', () => {
  const text = file(entry({}))
    .replace('{"manifest"', '{"__proto__":{"code":"evil","manifest":{}},"manifest"')
    .replace('"properties":{', '"properties":{"__proto__":{"polluted":1},');
  assert.equal(text.match(/__proto__/g)?.length, 2);
  const [tool] = parseExport(text).tools;
  assert.equal(tool?.code, 'function solve() {}');
  assert.equal('polluted' in {}, false);
});

test('the preview of a folder shows every text of a person that would go there, once', () => {
  const demonstrations = ['Sort: b a', 'Sort: only here'].map((problem) => ({ problem, arguments: {} }));
  const earlier = sampleTool({ name: 'Before', examples: [{ problem: 'Sort: b a', answer: 'b a', seen: 'shown' }] });
  const shown = previewFolderTexts([
    { tool: sampleTool({ demonstrations }), earlier: [earlier] },
    { tool: sampleTool({ name: 'Other', hint: null, examples: [], demonstrations: [] }), earlier: [] },
  ]);
  assert.deepEqual(
    shown.map(({ what, text }) => `${what}: ${text.replace('\n', ' ')}`),
    [
      'example: Sort: b a => a b',
      'example: Sort: d c => c d',
      'example: Sort: é 漢 😀 => é 漢 😀',
      'hint: Capital letters first.',
      'demonstration: Sort: only here',
      'example: Sort: b a => b a',
    ],
  );
  assert.ok(shown.every(({ tool }) => tool === 'Sort words'));
});

test('a review shows all that an approval covers: every example, the history, and whose word it is', () => {
  const examples = Array.from({ length: 60 }, (_, at) => ({
    problem: `Sort: b${at} a`,
    answer: `a b${at}`,
    seen: at < 30 ? ('shown' as const) : ('heldOut' as const),
    ...(at === 59 ? { answeredBy: 'stro\u200Bng', arguments: { words: ['only here'] } } : {}),
  }));
  const tool = sampleTool({ examples, versions: [sampleVersion(1), sampleVersion(2)] });
  const text = reviewText(tool);
  for (const { problem } of examples) assert.ok(text.includes(`${problem}\n=> `), problem);
  for (const part of [
    'It says that it was made by strong at models.example, and that 30 of its 60 examples were never seen by its maker',
    'BEWARE: it has 1 hidden',
    '(it says: never seen by its maker; answered by stro‹zero-width space›ng)',
    '{"words":["only here"]}',
    'v1 of 2026-01-01T10:00:00.000Z, by strong at models.example',
    'v2 of 2026-01-02T10:00:00.000Z',
    'Kept as sort-words',
    'Question/Answer blocks',
    'Capital letters first.',
  ])
    assert.ok(text.includes(part), part);
  const long = [{ problem: 'x'.repeat(900_000), answer: 'a', seen: 'shown' as const }, ...examples];
  assert.match(reviewText(sampleTool({ examples: long })), /Sort: b59 a[^]*1 of the 61 examples are not shown here/);
});
