import { isVerified, type LibraryTool } from '../library/library';
import { shape } from '../form/shape';
import { isHeldNumber, isWord, wordingOf } from '../form/wording';
import { indexEntry, indexLines, isIndexHeader, parseEntry, type IndexEntry } from './index-entry';
import type { IndexStore } from './index-store';
import { problemTerms } from './search-terms';
import { createToolSearch } from './tool-search';

/** A problem as the index sees it. */
export interface ProblemForm {
  readonly problem: string;
  readonly shape: string;
  readonly wording: ReadonlySet<string>;
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
  /** Takes the tools of the library as they stand now. What did not change since is not read again. */
  update(tools: readonly LibraryTool[]): void;
  /**
   * The same in steps, one for each tool: thousands of them take seconds, in which others may want the thread. Asked
   * for nothing before its end.
   */
  updating(tools: readonly LibraryTool[]): Iterable<void>;
  /** What it has read, for keeping. */
  entries(): readonly IndexEntry[];
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
  return { problem, shape: shape(problem), wording: wordingOf(problem) };
}

/** Only what was made or approved here and passed all of its examples, as it stands, takes part; drafts never do. */
export function isDispatchable(listed: LibraryTool): boolean {
  return listed.tool.stage === 'tool' && listed.isApproved && isVerified(listed);
}

/**
 * Opens the index of these tools: with what was kept of them, else anew. Where that was not all, it is kept again.
 * `onTool` is told how many of them are in it.
 */
export async function openToolIndex(
  tools: readonly LibraryTool[],
  store: IndexStore,
  onTool: (done: number, total: number) => void = () => undefined,
): Promise<ToolIndex> {
  const kept = await keptEntries(store);
  const index = createToolIndex(kept);
  const steps = index.updating(tools)[Symbol.iterator]();
  for (let done = 1; steps.next().done !== true; done += 1) {
    onTool(done, tools.length);
    await store.pause();
  }
  const entries = index.entries();
  if (entries.length !== kept.size || entries.some(({ fingerprint }) => !kept.has(fingerprint)))
    await store.write(indexLines(entries));
  return index;
}

/** What was kept, by fingerprint; nothing of another version, and of a damaged one what is sound. */
async function keptEntries(store: IndexStore): Promise<ReadonlyMap<string, IndexEntry>> {
  const kept = new Map<string, IndexEntry>();
  let headed = false;
  for await (const line of store.read()) {
    const entry = headed ? parseEntry(line) : undefined;
    if (entry) kept.set(entry.fingerprint, entry);
    headed ||= isIndexHeader(line);
    if (!headed) break;
    await store.pause();
  }
  return kept;
}

/** An index over no tools yet. `kept` is what is known already, by fingerprint. */
export function createToolIndex(kept: ReadonlyMap<string, IndexEntry> = new Map()): ToolIndex {
  const members = new Map<string, { readonly listed: LibraryTool; readonly entry: IndexEntry }>();
  const byShape = new Map<string, Set<string>>();
  const fixedWords = new Map<string, number>();
  const search = createToolSearch();

  const add = (listed: LibraryTool): void => {
    const { tool, fingerprint } = listed;
    const entry = kept.get(fingerprint) ?? indexEntry(tool, fingerprint);
    members.set(fingerprint, { listed, entry });
    for (const form of entry.shapes) byShape.set(form, (byShape.get(form) ?? new Set()).add(fingerprint));
    for (const word of entry.fixed.filter(isWord)) fixedWords.set(word, (fixedWords.get(word) ?? 0) + 1);
    search.add(fingerprint, entry.terms);
  };
  const remove = (fingerprint: string, { shapes, fixed }: IndexEntry): void => {
    members.delete(fingerprint);
    for (const form of shapes) byShape.get(form)?.delete(fingerprint);
    for (const word of fixed.filter(isWord)) fixedWords.set(word, (fixedWords.get(word) ?? 0) - 1);
    search.remove(fingerprint);
  };

  function* updating(tools: readonly LibraryTool[]): Generator<void> {
    const now = new Map<string, LibraryTool>();
    // The first of those that are the same in several places: any would do, and two would look like a question.
    for (const listed of tools.filter(isDispatchable))
      if (!now.has(listed.fingerprint)) now.set(listed.fingerprint, listed);
    for (const [fingerprint, { entry }] of [...members]) if (!now.has(fingerprint)) remove(fingerprint, entry);
    for (const [fingerprint, listed] of now) {
      const member = members.get(fingerprint);
      if (member) members.set(fingerprint, { ...member, listed });
      else add(listed);
      yield;
    }
  }

  return {
    update: (tools) => void Array.from(updating(tools)),
    updating,
    entries: () => [...members.values()].map(({ entry }) => entry),
    alike: (form) => {
      const alike: AlikeTool[] = [];
      for (const fingerprint of byShape.get(form.shape) ?? []) {
        const member = members.get(fingerprint);
        const missing = member ? missingParts(member.entry.fixed, form.wording) : Infinity;
        if (member && missing < Infinity) alike.push({ listed: member.listed, missing });
      }
      return alike.sort((one, other) => one.missing - other.missing);
    },
    search: (form, most) =>
      search.find(problemTerms(form, form.shape), most).flatMap((fingerprint) => {
        const member = members.get(fingerprint);
        return member ? [{ listed: member.listed, mayRead: mayRead(member.listed, member.entry, form.wording) }] : [];
      }),
    isFixedSomewhere: (word) => (fixedWords.get(word) ?? 0) > 0,
  };
}

/**
 * How many of these parts a wording lacks; `Infinity` where they are too many, or one is a number that words hold,
 * which is no chance.
 */
function missingParts(fixed: readonly string[], wording: ReadonlySet<string>): number {
  let missing = 0;
  for (const part of fixed) {
    if (wording.has(part)) continue;
    missing += 1;
    if (missing > mostMissing || isHeldNumber(part)) return Infinity;
  }
  return missing;
}

/**
 * A parser asks for the words that its class always has. With fewer than half of them a problem is not worth a try: a
 * try takes milliseconds if the tool was not used before. The light model reads what it likes.
 */
function mayRead({ tool }: LibraryTool, { fixed }: IndexEntry, wording: ReadonlySet<string>): boolean {
  const words = fixed.filter(isWord);
  return tool.reader === 'model' || words.filter((word) => wording.has(word)).length * 2 >= words.length;
}
