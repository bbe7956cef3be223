import { isWordCode, type IndexEntry } from './index-entry';

/** For each code, in order, the tools that have it, by their places in order. */
export interface Postings {
  readonly codes: Uint32Array;
  /** Where the tools of each code begin in `tools`, and behind the last one its length. */
  readonly starts: Uint32Array;
  readonly tools: Uint32Array;
}

/** For each tool a list of codes. */
export interface CodeLists {
  /** Where the codes of each tool begin in `codes`, and behind the last one its length. */
  readonly starts: Uint32Array;
  readonly codes: Uint32Array;
}

/**
 * The entries of many tools as arrays that are opened as they lie on the disk: as an object for each entry 10,000 tools
 * took a second to open.
 */
export interface PackedIndex {
  /** Of the tools, whose places here are what postings name. */
  readonly fingerprints: readonly string[];
  readonly shapes: Postings;
  readonly terms: Postings;
  /** The words of `fixed`. */
  readonly words: Postings;
  readonly fixed: CodeLists;
}

/** The most tools that an index holds: a code and a place go into one number exactly. */
const mostTools = 2 ** 21;

/** Packs entries. Throws a `RangeError` for more than two million. */
export function packEntries(entries: readonly IndexEntry[]): PackedIndex {
  if (entries.length > mostTools) throw new RangeError(`an index holds at most ${mostTools} tools`);
  const fixed = entries.map((entry) => entry.fixed);
  return {
    fingerprints: entries.map(({ fingerprint }) => fingerprint),
    shapes: postingsOf(entries.map(({ shapes }) => shapes)),
    terms: postingsOf(entries.map(({ terms }) => terms)),
    words: postingsOf(fixed.map((codes) => codes.filter(isWordCode))),
    fixed: { starts: startsOf(fixed.map(({ length }) => length)), codes: Uint32Array.from(fixed.flat()) },
  };
}

/** The entries of a packed index again, by place. */
export function unpackEntries(packed: PackedIndex): readonly IndexEntry[] {
  const { fingerprints, fixed } = packed;
  const shapes = listsOf(packed.shapes, fingerprints.length);
  const terms = listsOf(packed.terms, fingerprints.length);
  return fingerprints.map((fingerprint, place) => ({
    fingerprint,
    shapes: shapes[place] ?? [],
    fixed: [...codesOf(fixed, place)],
    terms: terms[place] ?? [],
  }));
}

/** The places of the tools that have a code. */
export function placesOf({ codes, starts, tools }: Postings, code: number): Uint32Array {
  let [from, to] = [0, codes.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((codes[middle] ?? 0) < code) from = middle + 1;
    else to = middle;
  }
  return codes[from] === code ? tools.subarray(starts[from], starts[from + 1]) : tools.subarray(0, 0);
}

/** The codes of the tool at a place. */
export function codesOf({ starts, codes }: CodeLists, place: number): Uint32Array {
  return codes.subarray(starts[place], starts[place + 1]);
}

/** How many codes each of so many tools has in postings. */
export function countsIn({ tools }: Postings, toolCount: number): Uint32Array {
  const counts = new Uint32Array(toolCount);
  for (const place of tools) counts[place] = (counts[place] ?? 0) + 1;
  return counts;
}

function postingsOf(lists: readonly (readonly number[])[]): Postings {
  const pairs = new Float64Array(lists.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const [place, codes] of lists.entries()) for (const code of codes) pairs[at++] = code * mostTools + place;
  pairs.sort();
  const codes: number[] = [];
  const starts: number[] = [];
  const tools = new Uint32Array(pairs.length);
  for (const [index, pair] of pairs.entries()) {
    const code = Math.floor(pair / mostTools);
    tools[index] = pair - code * mostTools;
    if (code === codes.at(-1)) continue;
    codes.push(code);
    starts.push(index);
  }
  return { codes: Uint32Array.from(codes), starts: Uint32Array.from([...starts, pairs.length]), tools };
}

function listsOf({ codes, starts, tools }: Postings, toolCount: number): readonly (readonly number[])[] {
  const lists = Array.from({ length: toolCount }, (): number[] => []);
  for (const [index, code] of codes.entries())
    for (const place of tools.subarray(starts[index], starts[index + 1])) lists[place]?.push(code);
  return lists;
}

function startsOf(lengths: readonly number[]): Uint32Array {
  const starts = new Uint32Array(lengths.length + 1);
  for (const [place, length] of lengths.entries()) starts[place + 1] = (starts[place] ?? 0) + length;
  return starts;
}
