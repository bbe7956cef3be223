import * as v from 'valibot';
import { isJsonObject, type Json, type JsonObject } from '../json';
import type { Notation } from '../problem/notation';
import type { Tool, TranscriptEntry } from './tool';
import { toolIdPattern } from './tool-id';

/** The version of the format on disk. A reader takes its own and older ones. */
export const toolFormat = 1;

/** Bounds on what is taken from a disk or a stranger. */
export const bounds = { codeCharacters: 200_000, manifestCharacters: 8_000_000, examples: 10_000, depth: 40 } as const;

const column = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(999));
const key = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const NotationSchema: v.GenericSchema<unknown, Notation> = v.variant('kind', [
  v.object({ kind: v.literal('blocks'), problemLabel: key, answerLabel: key }),
  v.object({ kind: v.literal('arrows'), arrow: v.picklist(['=>', '->', '→', '\t']) }),
  v.object({ kind: v.literal('jsonLines'), problemKey: key, answerKey: key }),
  v.object({ kind: v.literal('jsonArray'), problemKey: key, answerKey: key }),
  v.object({ kind: v.literal('delimited'), delimiter: v.picklist([',', ';', '\t', '|']), header: v.boolean(), answerColumn: column }),
  v.object({ kind: v.literal('markdownTable'), answerColumn: column }),
  v.object({ kind: v.literal('lines') }),
]);

const text = v.pipe(v.string(), v.maxLength(200_000));
const line = (longest: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(longest), v.regex(/^[^\r\n]*$/));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const jsonObject = v.custom<JsonObject>((value) => isJsonObject(value) && depthOf(value as Json, 0) <= bounds.depth, 'a JSON object, not too deep');
const usage = v.object({ promptTokens: count, completionTokens: count, cachedTokens: count, reasoningTokens: count, source: v.picklist(['reported', 'estimated']) });
const version = v.object({
  number: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000)),
  createdAt: v.pipe(v.string(), v.isoTimestamp()),
  origin: v.object({ model: v.string(), host: v.string(), prompts: v.string(), tries: count, usage, cost: v.nullable(v.pipe(v.number(), v.finite(), v.minValue(0))) }),
});

const ManifestSchema = v.object({
  format: v.literal(toolFormat),
  id: v.pipe(v.string(), v.regex(toolIdPattern)),
  name: line(80),
  description: v.pipe(v.string(), v.maxLength(300), v.regex(/^[^\r\n]*$/)),
  argumentsSchema: v.pipe(jsonObject, v.check((schema) => schema['type'] === 'object', 'a schema of type "object"')),
  notation: NotationSchema,
  demonstrations: v.pipe(v.array(v.object({ problem: text, arguments: jsonObject })), v.maxLength(20)),
  examples: v.pipe(v.array(v.object({ problem: text, answer: text, seen: v.picklist(['shown', 'moved', 'heldOut']), arguments: v.exactOptional(jsonObject) })), v.maxLength(bounds.examples)),
  reader: v.picklist(['parser', 'model']),
  stage: v.picklist(['tool', 'draft']),
  hint: v.nullable(text),
  versions: v.pipe(v.array(version), v.minLength(1), v.maxLength(1_000)),
});

/** A tool, or what is wrong with what should be one. */
export type ParsedTool = { readonly kind: 'tool'; readonly tool: Tool } | { readonly kind: 'damaged'; readonly reason: string };

/** Parses a manifest and its code at the border: whoever wrote them, inside they are trusted to have this form. */
export function parseTool(manifest: unknown, code: string): ParsedTool {
  if (!isJsonObject(manifest)) return damaged('its manifest is not a JSON object');
  const format = manifest['format'];
  if (typeof format === 'number' && format > toolFormat) return damaged(`it was written by a newer Toolsmith (format ${format}); update the extension to read it`);
  if (code.length > bounds.codeCharacters) return damaged(`its code is longer than ${bounds.codeCharacters} characters`);
  const parsed = v.safeParse(ManifestSchema, manifest);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    return damaged(`its manifest is damaged at "${v.getDotPath(issue) ?? 'top'}": ${issue.message.slice(0, 200)}`);
  }
  const { format: _, ...tool } = parsed.output;
  return { kind: 'tool', tool: { ...tool, code } };
}

/** A tool's manifest, without its code: what `tool.json` holds. */
export function toolManifest(tool: Tool): JsonObject {
  const { code: _, id, name, description, ...rest } = tool;
  // Through JSON, so that what is written is what was checked: no `undefined`, no prototypes.
  return JSON.parse(JSON.stringify({ format: toolFormat, id, name, description, ...rest })) as JsonObject;
}

const TranscriptSchema = v.array(v.object({ purpose: v.string(), model: v.string(), messages: v.array(v.object({ role: v.picklist(['system', 'user', 'assistant']), content: v.string() })), reply: v.string(), usage }));

/** A stored transcript; `undefined` where it is none. */
export function parseTranscript(value: unknown): readonly TranscriptEntry[] | undefined {
  const parsed = v.safeParse(TranscriptSchema, value);
  return parsed.success ? parsed.output : undefined;
}

function damaged(reason: string): ParsedTool {
  return { kind: 'damaged', reason };
}

function depthOf(value: Json, depth: number): number {
  if (depth > bounds.depth || typeof value !== 'object' || value === null) return depth;
  return Object.values(value).reduce<number>((deepest, member) => Math.max(deepest, depthOf(member as Json, depth + 1)), depth);
}
