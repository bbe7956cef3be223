import * as v from 'valibot';
import { isJsonObject, parseJson } from '../json';
import { shape } from '../form/shape';
import { escapeInvisible } from '../text/show-invisible';
import { sharedWording, wordingOf } from '../form/wording';
import type { Tool } from '../tool/tool';
import { toolTerms } from './search-terms';

/**
 * What the index keeps of a tool, so that a tool that did not change is not read again. It follows from the tool
 * alone, and the tool's fingerprint names it.
 */
export interface IndexEntry {
  readonly fingerprint: string;
  /** The shapes of its verified examples. */
  readonly shapes: readonly string[];
  /** What all of its examples have in common; see `fixedWording` in `problem/wording.ts`. */
  readonly fixed: readonly string[];
  /** What it can be found by; see `search-terms.ts`. */
  readonly terms: readonly string[];
}

/** The version of what is kept. Raise it with any change of shapes, wording or terms. */
const indexFormat = 2;

/** More examples than these say nothing new of a tool. */
const examplesRead = 500;

/** Reads a tool into an entry. */
export function indexEntry(tool: Tool, fingerprint: string): IndexEntry {
  const problems = tool.examples.slice(0, examplesRead).map((example) => example.problem);
  const shapes = [...new Set(problems.map(shape))];
  const wordings = problems.map(wordingOf);
  const terms = toolTerms(
    tool,
    problems.map((problem, at) => ({ problem, wording: wordings[at] ?? new Set() })),
    shapes,
  );
  // Long parts are the rare ones: what lacks one is told by the first of them.
  const fixed = [...sharedWording(wordings)].sort((one, other) => other.length - one.length);
  return { fingerprint, shapes, fixed, terms };
}

/**
 * Entries as lines to be kept: the format, then an entry each, so that neither writing nor reading takes them all at
 * once.
 */
export function* indexLines(entries: Iterable<IndexEntry>): Generator<string> {
  yield JSON.stringify({ format: indexFormat });
  for (const entry of entries) yield escapeInvisible(JSON.stringify(entry));
}

const strings = v.array(v.string());
const EntrySchema: v.GenericSchema<unknown, IndexEntry> = v.object({
  fingerprint: v.string(),
  shapes: strings,
  fixed: strings,
  terms: strings,
});

/** Whether the first of the kept lines says that the others are of this version. */
export function isIndexHeader(line: string): boolean {
  const header = parseJson(line);
  return isJsonObject(header) && header['format'] === indexFormat;
}

/** An entry from a kept line; `undefined` where it is damaged. */
export function parseEntry(line: string): IndexEntry | undefined {
  const parsed = v.safeParse(EntrySchema, parseJson(line));
  return parsed.success ? parsed.output : undefined;
}
