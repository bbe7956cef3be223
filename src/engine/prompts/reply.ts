import { isJsonObject, isWellFormed, isWellFormedJson, parseJson, type Json, type JsonObject } from '../json';

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
  { readonly kind: 'proposal'; readonly proposal: Proposal } | { readonly kind: 'malformed'; readonly reason: string };

/** The largest code that is taken, in characters. */
export const maximumCodeLength = 100_000;

/** Reads a maker's reply: the last complete `json` and `js` blocks of it, whatever stands around them. */
export function readProposal(reply: string): ProposalResult {
  const blocks = fencedBlocks(reply);
  const manifestText =
    blocks.findLast((block) => /^jsonc?$/i.test(block.language))?.text ??
    blocks.findLast((block) => isJsonObject(parseJson(block.text)))?.text;
  const code =
    blocks.findLast((block) => /^(js|javascript|mjs|ts|typescript)$/i.test(block.language))?.text ??
    blocks.findLast((block) => /\bsolve\b/.test(block.text) && block.text !== manifestText)?.text;
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
  return { kind: 'proposal', proposal: { name, description, schema, demonstrations, code } };
}

/** A proposal as the two blocks in which it is shown to the maker again. */
export function proposalText(proposal: Proposal): string {
  const { code, ...manifest } = proposal;
  return `\`\`\`json\n${JSON.stringify(manifest)}\n\`\`\`\n\`\`\`js\n${code}\n\`\`\``;
}

/** The JSON object of a light model's reply: bare, fenced, or with words around it; `undefined` where there is none. */
export function readJsonObject(reply: string): JsonObject | undefined {
  const start = reply.indexOf('{');
  const end = reply.lastIndexOf('}');
  const candidates = [
    reply.trim(),
    ...fencedBlocks(reply).map((block) => block.text),
    start >= 0 && end > start ? reply.slice(start, end + 1) : '',
  ];
  return candidates.map(parseJson).find(isJsonObject);
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

/** The fenced blocks of a Markdown text. A block ends at a fence at least as long as the one that opened it. */
function fencedBlocks(text: string): readonly { readonly language: string; readonly text: string }[] {
  const blocks: { language: string; text: string }[] = [];
  let open: { fence: string; language: string; lines: string[] } | undefined;
  for (const line of text.split(/\r?\n/)) {
    const fence = /^\s*(`{3,}|~{3,})\s*([\w+-]*)/.exec(line);
    if (!open) {
      if (fence) open = { fence: fence[1] ?? '', language: fence[2] ?? '', lines: [] };
    } else if (fence && (fence[1] ?? '').startsWith(open.fence) && fence[2] === '') {
      blocks.push({ language: open.language, text: open.lines.join('\n') });
      open = undefined;
    } else {
      open.lines.push(line);
    }
  }
  return blocks;
}
