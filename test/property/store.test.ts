import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseExport, exportText } from '../../src/engine/library/exchange';
import type { JsonObject } from '../../src/engine/json';
import { fingerprint } from '../../src/engine/tool/fingerprint';
import { parseTool, toolManifest } from '../../src/engine/tool/parse-tool';
import type { Tool } from '../../src/engine/tool/tool';
import { newToolId, toolIdPattern } from '../../src/engine/tool/tool-id';
import { createFileToolStore } from '../../src/node/store/file-tool-store';
import { sampleVersion, sha256 } from '../unit/library/sample-tool';

const now = (): Date => new Date('2026-02-03T04:05:06.789Z');
const plain = { noNullPrototype: true } as const;
const text = fc.string({ unit: 'grapheme', maxLength: 40 });
const line = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 10 })
  .filter((string) => !/[\r\n]/.test(string) && /\S/.test(string) && string.length <= 80);
const args = fc
  .dictionary(text, fc.jsonValue({ maxDepth: 3 }), { maxKeys: 4, noNullPrototype: true })
  .map((value) => JSON.parse(JSON.stringify(value)) as JsonObject);
const notation = fc.constantFrom<Tool['notation']>(
  { kind: 'lines' },
  { kind: 'lines', listed: true },
  { kind: 'arrows', arrow: '→' },
  { kind: 'arrows', arrow: '=>', listed: true },
  { kind: 'jsonLines', problemKey: '', answerKey: '漢' },
  { kind: 'delimited', delimiter: '|', header: false, answerColumn: 0 },
);

/** Any tool at all, within the bounds. */
const anyTool: fc.Arbitrary<Tool> = fc
  .record(
    {
      name: line,
      description: line,
      argumentsSchema: args.map((schema): JsonObject => ({ ...schema, type: 'object' })),
      notation,
      demonstrations: fc.array(fc.record({ problem: text, arguments: args }, plain), { maxLength: 3 }),
      examples: fc.array(
        fc.oneof(
          fc.record({ problem: text, answer: text, seen: fc.constantFrom('shown', 'moved', 'heldOut') }, plain),
          fc.record({ problem: text, answer: text, seen: fc.constant('shown'), arguments: args }, plain),
        ),
        { maxLength: 5 },
      ),
      reader: fc.constantFrom<Tool['reader']>('parser', 'model'),
      stage: fc.constantFrom<Tool['stage']>('tool', 'draft'),
      hint: fc.option(text),
      versions: fc.constantFrom([sampleVersion(1)], [sampleVersion(1), sampleVersion(4)]),
      code: text,
    },
    plain,
  )
  .map((tool) => ({ ...tool, id: newToolId(tool.name, new Set()) }));

test('any tool comes back from the disk as it was, with the same fingerprint', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'toolsmith-property-'));
  try {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(anyTool, async (tool) => {
        const store = createFileToolStore(join(folder, String((run += 1))), now);
        await store.save(tool);
        const { tools, damaged } = await store.list();
        assert.deepEqual(damaged, []);
        assert.deepEqual(tools, [tool]);
        assert.equal(await fingerprint(tools[0] ?? tool, sha256), await fingerprint(tool, sha256));
      }),
      { numRuns: 60 },
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('any tools come back from an exported file, and no piece of such a file throws', () => {
  fc.assert(
    fc.property(fc.array(anyTool, { maxLength: 3 }), fc.nat(), (tools, cut) => {
      const file = exportText(tools);
      assert.deepEqual(parseExport(file), { tools, rejected: [] });
      assert.equal(parseExport(file.slice(0, cut % (file.length - 1))).tools.length, 0);
    }),
  );
});

test('no value with any field replaced throws; what is taken stays within its form', () => {
  fc.assert(
    fc.property(anyTool, fc.nat(), fc.anything(), (tool, which, value) => {
      const manifest = toolManifest(tool);
      const keys = Object.keys(manifest);
      const key = keys[which % keys.length] ?? 'id';
      const parsed = parseTool({ ...manifest, [key]: value }, tool.code);
      if (parsed.kind === 'tool') assert.deepEqual(parseTool(toolManifest(parsed.tool), tool.code), parsed);
      else assert.ok(parsed.reason.length > 0 && parsed.reason.length < 500);
    }),
    { numRuns: 300 },
  );
});

test('ids are well formed and new, whatever the name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (name) => {
      const taken = new Set<string>();
      for (let index = 0; index < 12; index += 1) {
        const id = newToolId(name, taken);
        assert.match(id, toolIdPattern);
        assert.ok(!taken.has(id));
        taken.add(id);
      }
    }),
    { numRuns: 60 },
  );
});
