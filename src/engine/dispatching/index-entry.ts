import * as v from 'valibot';
import { isJsonObject, parseJson } from '../json';
import { shape } from '../problem/shape';
import { sharedWording, wordingOf } from '../problem/wording';
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
  const terms = toolTerms(tool, problems.map((problem, at) => ({ problem, wording: wordings[at] ?? new Set() })), shapes);
  // Long parts are the rare ones: what lacks one is told by the first of them.
  const fixed = [...sharedWording(wordings)].sort((one, other) => other.length - one.length);
  return { fingerprint, shapes, fixed, terms };
}

/** Entries as a text to be kept. */
export function indexText(entries: Iterable<IndexEntry>): string {
  return JSON.stringify({ format: indexFormat, entries: [...entries] });
}

const strings = v.array(v.string());
const EntrySchema: v.GenericSchema<unknown, IndexEntry> = v.object({ fingerprint: v.string(), shapes: strings, fixed: strings, terms: strings });

/** Entries from a kept text, by fingerprint; none where it is damaged or of another version. */
export function parseIndex(text: string): ReadonlyMap<string, IndexEntry> {
  const kept = parseJson(text);
  const entries = isJsonObject(kept) && kept['format'] === indexFormat ? v.safeParse(v.array(EntrySchema), kept['entries']) : undefined;
  return new Map(entries?.success === true ? entries.output.map((entry) => [entry.fingerprint, entry]) : []);
}
