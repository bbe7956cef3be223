import * as v from 'valibot';
import { isDeeper, isJsonObject, isWellFormed, isWellFormedJson, type Json, type JsonObject } from '../json';
import { NotationSchema } from './parse-notation';
import type { Tool, TranscriptEntry } from './tool';
import { toolIdPattern } from './tool-id';

/** The version of the format on disk. A reader takes its own and older ones. */
export const toolFormat = 4;

/**
 * Bounds on what is taken from a disk or a stranger, in characters but for the counts and the depth. Wider than
 * what a making yields, so that nothing that was paid for is refused: arguments may be syntax trees, which nest.
 */
export const bounds = {
  codeCharacters: 200_000,
  manifestCharacters: 8_000_000,
  manifestValues: 200_000,
  schemaCharacters: 100_000,
  textCharacters: 1_000_000,
  examples: 10_000,
  depth: 400,
} as const;

const text = v.pipe(v.string(), v.maxLength(bounds.textCharacters));
/** Not trimmed: what is read must be what was written, or its fingerprint would change by being stored. */
const line = (longest: number) =>
  v.pipe(
    v.string(),
    v.maxLength(longest, `longer than ${longest} characters`),
    v.regex(/^[^\r\n]*$/, 'more than one line'),
  );
const name = v.pipe(line(80), v.regex(/\S/, 'no name'));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const jsonObject = v.custom<JsonObject>(
  (value) => isJsonObject(value) && !isDeeper(value, bounds.depth),
  `not a JSON object, or nested deeper than ${bounds.depth}`,
);
const usage = v.object({
  promptTokens: count,
  completionTokens: count,
  cachedTokens: count,
  reasoningTokens: count,
  source: v.picklist(['reported', 'estimated']),
  unreported: v.exactOptional(v.pipe(v.array(v.picklist(['cachedTokens', 'reasoningTokens'])), v.maxLength(2))),
});
const version = v.object({
  number: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000)),
  createdAt: v.pipe(v.string(), v.maxLength(40), v.isoTimestamp()),
  origin: v.object({
    model: line(500),
    host: line(500),
    prompts: line(100),
    tries: count,
    usage,
    cost: v.nullable(v.pipe(v.number(), v.finite(), v.minValue(0))),
  }),
});
const example = v.object({
  problem: text,
  answer: text,
  seen: v.picklist(['shown', 'moved', 'heldOut']),
  answeredBy: v.exactOptional(line(500)),
  arguments: v.exactOptional(jsonObject),
});

const ManifestSchema = v.object({
  format: v.picklist([1, 2, 3, toolFormat]),
  id: v.pipe(v.string(), v.regex(toolIdPattern, 'no id: lower-case letters, digits and hyphens, at most 48')),
  name,
  description: line(300),
  argumentsSchema: v.pipe(
    jsonObject,
    v.check((schema) => schema['type'] === 'object', 'not a schema of type "object"'),
    v.check(
      (schema) => JSON.stringify(schema).length <= bounds.schemaCharacters,
      `longer than ${bounds.schemaCharacters} characters`,
    ),
  ),
  notation: NotationSchema,
  demonstrations: v.pipe(v.array(v.object({ problem: text, arguments: jsonObject })), v.maxLength(20)),
  examples: v.pipe(v.array(example), v.maxLength(bounds.examples, `more than ${bounds.examples} examples`)),
  reader: v.picklist(['parser', 'model']),
  stage: v.picklist(['tool', 'draft']),
  hint: v.nullable(text),
  versions: v.pipe(
    v.array(version),
    v.minLength(1),
    v.maxLength(1_000),
    v.check(
      (versions) => versions.every((one, index) => one.number > (versions[index - 1]?.number ?? 0)),
      'versions not in ascending order',
    ),
  ),
});

/** A tool, or what is wrong with what should be one: a clause about "it", without a full stop. */
export type ParsedTool =
  { readonly kind: 'tool'; readonly tool: Tool } | { readonly kind: 'damaged'; readonly reason: string };

/** Parses a manifest and its code at the border: whoever wrote them, inside they are trusted to have this form. */
export function parseTool(manifest: unknown, code: string): ParsedTool {
  if (!isJsonObject(manifest)) return damaged('its manifest is not a JSON object');
  const format = manifest['format'];
  if (typeof format === 'number' && format > toolFormat)
    return damaged(`it was written by a newer Toolsmith (format ${format}); update the extension to read it`);
  if (code.length > bounds.codeCharacters)
    return damaged(`its code is longer than ${bounds.codeCharacters} characters`);
  if (!isWellFormed(code)) return damaged('its code has half a character in it (a lone surrogate)');
  const parsed = v.safeParse(ManifestSchema, manifest);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    return damaged(`its manifest is damaged at "${v.getDotPath(issue) ?? 'top'}": ${issue.message.slice(0, 200)}`);
  }
  const { id, name, description, reader, stage, hint, notation, argumentsSchema, demonstrations, examples, versions } =
    parsed.output;
  const tool: Tool = {
    id,
    name,
    description,
    reader,
    stage,
    hint,
    notation,
    argumentsSchema,
    demonstrations,
    examples,
    versions,
    code,
  };
  const unknown = unknownKey(manifest, { ...parsed.output });
  if (unknown !== undefined) return damaged(`its manifest has a key that no tool has: ${JSON.stringify(unknown)}`);
  if (!isWellFormedJson(manifest)) return damaged('its manifest has half a character in it (a lone surrogate)');
  return { kind: 'tool', tool };
}

/** A key of what was read that is not in what was taken of it: nobody would be shown that, nor asked again about it. */
function unknownKey(read: Json, taken: unknown): string | undefined {
  if (read === taken || typeof read !== 'object' || read === null || typeof taken !== 'object' || taken === null)
    return undefined;
  for (const [key, member] of Object.entries(read)) {
    if (!Object.hasOwn(taken, key)) return key.slice(0, 60);
    const unknown = unknownKey(member, (taken as Readonly<Record<string, unknown>>)[key]);
    if (unknown !== undefined) return unknown;
  }
  return undefined;
}

/** A tool's manifest, without its code: what `tool.json` holds. Keys come in one order, so that a diff reads well. */
export function toolManifest(tool: Tool): JsonObject {
  const { id, name, description, reader, stage, hint, notation, argumentsSchema, demonstrations, examples, versions } =
    tool;
  // Through JSON, so that what is written is what was checked: no `undefined`, no prototypes.
  return JSON.parse(
    JSON.stringify({
      format: toolFormat,
      id,
      name,
      description,
      reader,
      stage,
      hint,
      notation,
      argumentsSchema,
      demonstrations,
      examples,
      versions,
    }),
  ) as JsonObject;
}

const TranscriptSchema = v.array(
  v.object({
    purpose: v.string(),
    model: v.string(),
    messages: v.array(v.object({ role: v.picklist(['system', 'user', 'assistant']), content: v.string() })),
    reply: v.string(),
    usage,
  }),
);

/** A stored transcript; `undefined` where it is none. */
export function parseTranscript(value: unknown): readonly TranscriptEntry[] | undefined {
  const parsed = v.safeParse(TranscriptSchema, value);
  return parsed.success ? parsed.output : undefined;
}

function damaged(reason: string): ParsedTool {
  return { kind: 'damaged', reason };
}
