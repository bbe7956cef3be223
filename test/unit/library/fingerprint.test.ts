import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json, JsonObject } from '../../../src/engine/json';
import { fingerprint } from '../../../src/engine/tool/fingerprint';
import { parseTool, toolManifest } from '../../../src/engine/tool/parse-tool';
import type { Tool } from '../../../src/engine/tool/tool';
import { sampleTool, sampleVersion, sha256 } from './sample-tool';

const print = (tool: Tool): Promise<string> => fingerprint(tool, sha256);

test('every change of a tool resets it, its id and its history too', async () => {
  const tool = sampleTool();
  const changes: readonly Partial<Tool>[] = [
    { code: `${tool.code} ` },
    { name: 'Sort word' },
    { description: 'Sorts words.' },
    { argumentsSchema: { ...tool.argumentsSchema, required: [] } },
    { notation: { kind: 'lines' } },
    { demonstrations: [] },
    { demonstrations: [{ problem: 'Sort: b a', arguments: { words: ['a', 'b'] } }] },
    { examples: tool.examples.slice(1) },
    { examples: tool.examples.toReversed() },
    { examples: tool.examples.map((example) => ({ ...example, answer: `${example.answer}.` })) },
    { examples: tool.examples.map((example) => ({ ...example, seen: 'heldOut' })) },
    { examples: tool.examples.map(({ problem, answer, seen }) => ({ problem, answer, seen })) },
    { reader: 'model' },
    { stage: 'draft' },
    { hint: null },
    { id: 'other' },
    { versions: [sampleVersion(1), sampleVersion(2)] },
    { versions: [{ ...sampleVersion(1), createdAt: '2026-01-01T10:00:00.001Z' }] },
    { versions: [{ ...sampleVersion(1), origin: { ...sampleVersion(1).origin, model: 'stronger' } }] },
  ];
  const prints = await Promise.all([tool, ...changes.map((change) => sampleTool(change))].map(print));
  assert.equal(new Set(prints).size, prints.length);
});

test('nothing else does: not the order of keys, the version of the format, or a round through JSON', async () => {
  const tool = sampleTool();
  const expected = await print(tool);
  const turned = parseTool({ ...reversed(toolManifest(tool)), format: 1 }, tool.code);
  assert.ok(turned.kind === 'tool');
  assert.notEqual(JSON.stringify(turned.tool.argumentsSchema), JSON.stringify(tool.argumentsSchema));
  assert.equal(await print(turned.tool), expected);
  assert.match(expected, /^[0-9a-f]{64}$/);
});

test('moving text between the code and the manifest does not keep it', async () => {
  assert.notEqual(
    await print(sampleTool({ code: 'a', name: 'bc' })),
    await print(sampleTool({ code: 'ab', name: 'c' })),
  );
});

/** The same JSON with the keys of every object the other way round. */
function reversed<Value extends Json>(value: Value): Value;
function reversed(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map((member) => reversed(member));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value as JsonObject)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}
