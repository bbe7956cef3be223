import { isVerified, type LibraryTool } from '../library/library';
import { shape } from '../form/shape';
import { wordingOf } from '../form/wording';
import { hashText } from '../text/hash-text';
import { createEntryReader, indexedTool, isHeldNumberCode, isWordCode, partCode, type IndexEntry } from './index-entry';
import { codesOf, countsIn, packEntries, placesOf, type PackedIndex } from './packed-index';
import { problemTerms } from './search-terms';
import { searchTools } from './tool-search';

/** A problem as the index sees it. */
export interface ProblemForm {
  readonly problem: string;
  readonly shape: string;
  readonly wording: ReadonlySet<string>;
  /** The same, as `partCode` has it. */
  readonly parts: ReadonlySet<number>;
}

/** A tool that has an example of a problem's shape. */
export interface AlikeTool {
  readonly listed: LibraryTool;
  /**
   * How many parts of its fixed wording the problem lacks. Where it is 0, the problem has the form of the tool's
   * class.
   */
  readonly missing: number;
}

/**
 * What lacks more of a tool's fixed wording is none of its problems. What lacks a word or two may be: chance can put a
 * name into every example.
 */
const mostMissing = 6;

/** A tool that shares telling terms with a problem. */
export interface FoundTool {
  readonly listed: LibraryTool;
  /** Its parser is worth a try; else only a model could read the problem for it. */
  readonly mayRead: boolean;
}

/** Which tools a problem may be for, among those that were verified on this machine. Runs nothing and asks nobody. */
export interface ToolIndex {
  /**
   * Takes the tools of the library as they stand now. What it knows already is not read again; the rest takes about a
   * millisecond a tool.
   */
  update(tools: readonly LibraryTool[]): void;
  /** The fingerprints of the tools that take part, in order. */
  fingerprints(): readonly string[];
  /**
   * The tools that have an example of the problem's shape and whose fixed wording it has, or nearly; what lacks least
   * comes first.
   */
  alike(form: ProblemForm): readonly AlikeTool[];
  /** The tools that share the most telling terms with the problem, the likeliest first; `most` of them at most. */
  search(form: ProblemForm, most: number): readonly FoundTool[];
  /** True where the word is in every example of some tool: there it says what is asked for, and is no data. */
  isFixedSomewhere(word: string): boolean;
}

/** Looks at a problem once, for all tools. */
export function formOf(problem: string): ProblemForm {
  const wording = wordingOf(problem);
  return { problem, shape: shape(problem), wording, parts: new Set([...wording].map(partCode)) };
}

/** Only what was made or approved here and passed all of its examples, as it stands, takes part; drafts never do. */
export function isDispatchable(listed: LibraryTool): boolean {
  return listed.tool.stage === 'tool' && listed.isApproved && isVerified(listed);
}

/**
 * The tools that take part, by fingerprint. Of those that are the same in several places it is the first: any would do,
 * and two would look like a question.
 */
export function dispatchable(tools: readonly LibraryTool[]): ReadonlyMap<string, LibraryTool> {
  const found = new Map<string, LibraryTool>();
  for (const listed of tools.filter(isDispatchable))
    if (!found.has(listed.fingerprint)) found.set(listed.fingerprint, listed);
  return found;
}

/**
 * An index over no tools yet. `kept` is what is known already. What is read later stands in a second packed index
 * behind it, which is made anew each time: it is small.
 */
export function createToolIndex(kept: PackedIndex = packEntries([])): ToolIndex {
  const entryOf = createEntryReader();
  const read: IndexEntry[] = [];
  let parts = [partAt(kept, 0)];
  /** By place. One that is gone leaves its place empty. */
  let members: (LibraryTool | undefined)[] = [];

  const living = (which: 'shapes' | 'terms' | 'words', code: number): readonly number[] => {
    const places: number[] = [];
    for (const { packed, first } of parts)
      for (const place of placesOf(packed[which], code)) if (members[first + place]) places.push(first + place);
    return places;
  };
  const partOf = (place: number): IndexPart | undefined => parts.findLast(({ first }) => first <= place);
  const fixedOf = (place: number): Uint32Array => {
    const part = partOf(place);
    return part ? codesOf(part.packed.fixed, place - part.first) : new Uint32Array();
  };

  return {
    update: (tools) => {
      const known = new Set(parts.flatMap(({ packed }) => packed.fingerprints));
      const now = dispatchable(tools);
      const unread = [...now.values()].filter(({ fingerprint }) => !known.has(fingerprint));
      read.push(...unread.map((listed) => entryOf(indexedTool(listed))));
      if (unread.length > 0) parts = [partAt(kept, 0), partAt(packEntries(read), kept.fingerprints.length)];
      members = parts.flatMap(({ packed }) => packed.fingerprints.map((fingerprint) => now.get(fingerprint)));
    },
    fingerprints: () => members.flatMap((listed) => listed?.fingerprint ?? []).sort(),
    alike: ({ shape: form, parts: codes }) => {
      const alike: AlikeTool[] = [];
      for (const place of living('shapes', hashText(form))) {
        const listed = members[place];
        const missing = missingParts(fixedOf(place), codes);
        if (listed && missing < Infinity) alike.push({ listed, missing });
      }
      return alike.sort((one, other) => one.missing - other.missing);
    },
    search: (form, most) => {
      const searched = {
        count: members.length,
        // What is gone counts as well: it is few, and says as much of a term.
        frequency: (term: number) => parts.reduce((sum, { packed }) => sum + placesOf(packed.terms, term).length, 0),
        having: (term: number) => living('terms', term),
        termsOf: (place: number) => {
          const part = partOf(place);
          return part?.termCounts[place - part.first] ?? 0;
        },
        allTerms: parts.reduce((sum, { packed }) => sum + packed.terms.tools.length, 0),
      };
      const terms = [...problemTerms(form, form.shape)].map(hashText);
      return searchTools(searched, terms)
        .slice(0, most)
        .flatMap((place) => {
          const listed = members[place];
          return listed ? [{ listed, mayRead: mayRead(listed, fixedOf(place), form.parts) }] : [];
        });
    },
    isFixedSomewhere: (word) => living('words', partCode(word)).length > 0,
  };
}

/** A packed index whose tools are numbered from `first` on. */
interface IndexPart {
  readonly packed: PackedIndex;
  readonly first: number;
  /** How many terms each of its tools has. */
  readonly termCounts: Uint32Array;
}

function partAt(packed: PackedIndex, first: number): IndexPart {
  return { packed, first, termCounts: countsIn(packed.terms, packed.fingerprints.length) };
}

/**
 * How many of these parts a wording lacks; `Infinity` where they are too many, or one is a number that words hold,
 * which is no chance.
 */
function missingParts(fixed: Uint32Array, wording: ReadonlySet<number>): number {
  let missing = 0;
  for (const part of fixed) {
    if (wording.has(part)) continue;
    missing += 1;
    if (missing > mostMissing || isHeldNumberCode(part)) return Infinity;
  }
  return missing;
}

/**
 * A parser asks for the words that its class always has. With fewer than half of them a problem is not worth a try: a
 * try takes milliseconds if the tool was not used before. The light model reads what it likes.
 */
function mayRead({ tool }: LibraryTool, fixed: Uint32Array, wording: ReadonlySet<number>): boolean {
  const words = fixed.filter(isWordCode);
  return tool.reader === 'model' || words.filter((word) => wording.has(word)).length * 2 >= words.length;
}
