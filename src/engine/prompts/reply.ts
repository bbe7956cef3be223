import { isJsonObject, isWellFormed, isWellFormedJson, parseJson, type Json, type JsonObject } from '../json';
import { fencedBlocks, ofCode, ofJson, type Block } from './fenced-blocks';
import { objectsIn, objectsWithin } from './objects-in';
import { remarksIn, type Remarks } from './remarks';

/** A maker's reply, taken apart. Hostile until the sandbox has run it. */
export interface Proposal {
  readonly name: string;
  readonly description: string;
  readonly schema: JsonObject;
  /** Arguments of the shown examples, in their order; possibly fewer than those. */
  readonly demonstrations: readonly JsonObject[];
  readonly code: string;
}

/** A proposal, or why the reply is none: a sentence that goes back to the maker. */
export type ProposalResult =
  | { readonly kind: 'proposal'; readonly proposal: Proposal; readonly remarks: Remarks }
  | { readonly kind: 'malformed'; readonly reason: string };

/** The largest code that is taken, in characters. */
const maximumCodeLength = 100_000;

/**
 * Reads a maker's reply: the last `json` and `js` blocks that hold a tool, whatever stands around them: thoughts, a fence
 * around everything, prose, an example of use behind the code.
 */
export function readProposal(reply: string): ProposalResult {
  const results = spokenIn(reply).map(proposalIn);
  return results.find(({ kind }) => kind === 'proposal') ?? results[0] ?? malformed('The reply is empty.');
}

function proposalIn(reply: string): ProposalResult {
  const blocks = fencedBlocks(reply);
  const manifestText = manifestIn(blocks);
  const code = codeIn(blocks, manifestText);
  if (code === undefined && manifestText === undefined)
    return malformed('The reply has no js block, and no json block with name, description, schema and demonstrations.');
  if (code === undefined) return malformed('The reply has no js block.');
  if (code.length > maximumCodeLength)
    return malformed(`The code is ${code.length} characters long; at most ${maximumCodeLength} are taken.`);
  if (manifestText === undefined)
    return malformed('The reply has no json block with name, description, schema and demonstrations.');
  const manifest = parseJson(manifestText);
  if (!isJsonObject(manifest)) return malformed('The json block is not a JSON object.');
  if (!isWellFormed(code) || !isWellFormedJson(manifest))
    return malformed('The reply has half a character in it (a lone surrogate); write such characters as escapes.');
  const name = inWords(oneLine(manifest['name'], 80));
  const description = oneLine(manifest['description'], 300);
  const schema = manifest['schema'];
  if (name === '') return malformed('"name" is missing in the json block.');
  if (!isJsonObject(schema) || schema['type'] !== 'object' || !isJsonObject(schema['properties']))
    return malformed('"schema" must be a JSON Schema of type "object" with "properties".');
  if (JSON.stringify(schema).length > 20_000)
    return malformed('"schema" is too large: keep it below 20,000 characters.');
  const demonstrations = Array.isArray(manifest['demonstrations'])
    ? (manifest['demonstrations'] as readonly Json[]).filter(isJsonObject)
    : [];
  return {
    kind: 'proposal',
    proposal: { name, description, schema, demonstrations, code },
    remarks: remarksIn(manifest),
  };
}

/** A proposal as the two blocks in which it is shown to the maker again. */
export function proposalText(proposal: Proposal): string {
  const { code, ...manifest } = proposal;
  return `\`\`\`json\n${JSON.stringify(manifest)}\n\`\`\`\n\`\`\`js\n${code}\n\`\`\``;
}

/**
 * The JSON object of a light model's reply: bare, fenced, or with words or thoughts around it. It is the last one that
 * `fits`, even inside another, as the arguments of a call are. Where none fits it is the last there is, `undefined`
 * where there is none.
 */
export function readJsonObject(
  reply: string,
  fits: (object: JsonObject) => boolean = () => true,
): JsonObject | undefined {
  const found = spokenIn(reply).map(objectsIn);
  for (const objects of found) {
    const fitting = objects.findLast(fits) ?? objects.flatMap(objectsWithin).findLast(fits);
    if (fitting) return fitting;
  }
  return found.find((objects) => objects.length > 0)?.at(-1);
}

/** How models begin and end what they think before they speak. */
const thoughts = /<\/?(?:think|thinking|thought|reasoning)>|\[\/?THINK\]|◁\/?think▷|<\|message\|>/g;

/** What was said after the thoughts, and all of it: some models say in their thoughts what they were asked for. */
function spokenIn(reply: string): readonly string[] {
  const parts = reply.split(thoughts);
  return parts.length === 1 ? parts : [parts.at(-1) ?? '', reply, parts.join('\n')];
}

function malformed(reason: string): ProposalResult {
  return { kind: 'malformed', reason };
}

/** Models like to name a tool as code names things: people read `sort_words` as "Sort words". */
function inWords(name: string): string {
  if (!/^[a-z\d]+(?:[_-][a-z\d]+)+$|^[a-z]+(?:[A-Z][a-z\d]+)+$/.test(name)) return name;
  const words = name.replaceAll(/[_-]|(?=[A-Z])/g, ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function oneLine(value: Json | undefined, limit: number): string {
  return typeof value === 'string' ? value.replace(/\s+/g, ' ').trim().slice(0, limit) : '';
}

/** The manifest: the last JSON object with a schema, else the last block that should be one. */
function manifestIn(blocks: readonly Block[]): string | undefined {
  const isManifest = ({ text }: Block): boolean => isJsonObject(objectOf(text)?.['schema']);
  return (
    blocks.findLast(isManifest) ??
    blocks.findLast(({ language }) => ofJson.test(language)) ??
    blocks.findLast(({ text }) => objectOf(text) !== undefined)
  )?.text;
}

/** A text as a JSON object. What does not begin as one is not parsed: a reply may be a million blocks. */
function objectOf(text: string): JsonObject | undefined {
  const value = text.trimStart().startsWith('{') ? parseJson(text) : undefined;
  return isJsonObject(value) ? value : undefined;
}

/** The functions of a tool, of which `solve` is always there. */
const functions = ['parse', 'solve', 'format'] as const;

/** How code defines each of them. */
const definitions: Readonly<Record<(typeof functions)[number], RegExp>> = {
  parse: /\b(?:function|const|let|var)\s+parse\b/,
  solve: /\b(?:function|const|let|var)\s+solve\b/,
  format: /\b(?:function|const|let|var)\s+format\b/,
};

/**
 * The code: the last block that defines `solve`, with the blocks of the functions that it leaves out, where each stands
 * in one of its own. An example of use defines nothing.
 */
function codeIn(blocks: readonly Block[], manifest: string | undefined): string | undefined {
  const others = blocks.filter(({ text }) => text !== manifest);
  const named = others.filter(({ language }) => ofCode.test(language));
  const candidates = named.length > 0 ? named : others.filter(({ text }) => /\bsolve\b/.test(text));
  const main = candidates.findLast(({ text }) => defines(text, 'solve'));
  if (!main) return candidates.at(-1)?.text;
  const missing = functions.filter((name) => !defines(main.text, name));
  const rest = missing.flatMap(
    (name) => candidates.findLast(({ text }) => defines(text, name) && !defines(text, 'solve'))?.text ?? [],
  );
  return [...new Set(rest), main.text].join('\n');
}

function defines(code: string, name: (typeof functions)[number]): boolean {
  return definitions[name].test(code);
}
