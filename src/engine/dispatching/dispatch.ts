import pLimit from 'p-limit';
import type { LibraryTool } from '../library/library';
import type { Workshop } from '../using/run-tool';
import { settledBy, type Preference } from './preferences';
import { createToolReader, type ToolReader } from './reader';
import { formOf, type ToolIndex } from './tool-index';

/** Which tool a problem is for, as far as can be told without a model. */
export type Dispatched =
  /** The tool that fits, and no other does; or of several the one that the person chose for this document. */
  | { readonly kind: 'decided'; readonly tool: LibraryTool; readonly by: 'form' | 'choice' }
  /** Several tools fit and nothing in the text tells which is meant: the person is to be asked. */
  | { readonly kind: 'ambiguous'; readonly tools: readonly LibraryTool[] }
  /**
   * Tools read it, but whether for one of them it is meant is not sure: to be put to the light model with one to three
   * tools, the likeliest first.
   */
  | { readonly kind: 'undecided'; readonly candidates: readonly LibraryTool[] }
  /**
   * No tool reads it. It may still be one's problem in other words, which the light model can tell and read: the three
   * likeliest at most, or none.
   */
  | { readonly kind: 'unread'; readonly candidates: readonly LibraryTool[] }
  | { readonly kind: 'cancelled' };

/** How problems are dispatched. */
export interface DispatchOptions {
  /** Which tools are meant where several fit. */
  readonly preferences?: readonly Preference[];
  /** Called as problems are decided, in any order. */
  readonly onDispatched?: (index: number, dispatched: Dispatched) => void;
}

/** Dispatches problems among the tools of an index. */
export interface Dispatcher {
  /** In the order of the problems. Asks no model. */
  dispatch(problems: readonly string[], signal: AbortSignal, options?: DispatchOptions): Promise<readonly Dispatched[]>;
}

/** The most tools that the light model is shown. */
const maximumCandidates = 3;

/** The most tools of a like form that are tried; where more have the problem's form wholly, none is decided on. */
const maximumTried = 12;

/** Of the tools that share a telling term with a problem, so many are looked at. */
const maximumFound = 12;

/**
 * Problems under way at once: what a tool is to read of them goes to the sandbox together. More would hold up the
 * thread, as a library of ten thousand tools takes milliseconds to look through for each.
 */
const atOnce = 32;

/**
 * A dispatcher. A problem goes to a tool without a model only if four things hold. It has the form of that tool's
 * verified examples: their shape, and the wording that they share. The tool's parser accepts it. Every word of it is
 * accounted for. And no other tool passes all that. Likeness alone, however great, decides nothing.
 */
export function createDispatcher(index: ToolIndex, workshop: Workshop): Dispatcher {
  const reader = createToolReader(workshop, (word) => index.isFixedSomewhere(word));
  return {
    dispatch: (problems, signal, { preferences = [], onDispatched } = {}) => {
      // Equal problems are one question.
      const under = new Map<string, Promise<Dispatched>>();
      return pLimit(atOnce).map(problems, async (problem, at) => {
        if (signal.aborted) return { kind: 'cancelled' };
        const started = under.get(problem) ?? dispatchOne(problem, index, reader, preferences, signal);
        under.set(problem, started);
        const dispatched = await started;
        onDispatched?.(at, dispatched);
        return dispatched;
      });
    },
  };
}

async function dispatchOne(
  problem: string,
  index: ToolIndex,
  reader: ToolReader,
  preferences: readonly Preference[],
  signal: AbortSignal,
): Promise<Dispatched> {
  const form = formOf(problem);
  const alike = index.alike(form);
  const tried = alike.slice(0, maximumTried);
  const fitting: LibraryTool[] = [];
  /** What reads it, or has its form and cannot say. */
  const likely: LibraryTool[] = [];
  const others: LibraryTool[] = [];
  /** Some tool has the problem's form, wholly. */
  let known = false;
  /** There are tools of which it is not known whether they fit as well: then none is decided on. */
  let rivals = alike[maximumTried]?.missing === 0;
  for (const { listed, missing } of tried) {
    // A tool without a parser of its own cannot say.
    const reception = listed.tool.reader === 'model' ? 'unknown' : await reader.receive(listed, problem, signal);
    if (reception === 'cancelled') return { kind: 'cancelled' };
    if (reception === 'unknown') rivals = true;
    if (reception === 'explained') {
      fitting.push(listed);
      known ||= missing === 0;
    } else if (reception === 'read' || (listed.tool.reader === 'model' && missing === 0)) likely.push(listed);
  }
  if (known && !rivals) return settledBy(preferences, decide(fitting));

  const judged = new Set(tried.map(({ listed }) => listed));
  let triesLeft = maximumCandidates;
  for (const { listed, mayRead } of index.search(form, maximumFound)) {
    const isTried = !judged.has(listed) && listed.tool.reader === 'parser' && mayRead && (triesLeft -= 1) >= 0;
    if (isTried && (await reader.reads(listed, problem, signal))) likely.push(listed);
    else others.push(listed);
  }
  if (signal.aborted) return { kind: 'cancelled' };
  const reading = [...fitting, ...likely];
  // The rest of the three as well: in other words a problem may be for one that does not read it.
  const candidates = [...new Set([...reading, ...others, ...judged])].slice(0, maximumCandidates);
  return reading.length > 0 ? { kind: 'undecided', candidates } : { kind: 'unread', candidates };
}

function decide(fitting: readonly LibraryTool[]): Dispatched {
  const [first] = fitting;
  // Copies of one tool, under other names: any of them answers the same.
  const isOne = first && fitting.every(({ tool }) => tool.code === first.tool.code);
  return isOne ? { kind: 'decided', tool: first, by: 'form' } : { kind: 'ambiguous', tools: fitting };
}

/** Several tools between which the person is to choose, and for how many problems. */
export interface Ambiguity {
  readonly tools: readonly LibraryTool[];
  readonly problems: number;
}

/** The same for the same tools, in the same order. */
export function ambiguityKey({ tools }: Pick<Ambiguity, 'tools'>): string {
  return tools.map(({ fingerprint }) => fingerprint).join(' ');
}

/** Where the first problem of an ambiguity stands; -1 where there is none. */
export function firstOf(ambiguity: Ambiguity, dispatched: readonly Dispatched[]): number {
  const key = ambiguityKey(ambiguity);
  return dispatched.findIndex((one) => one.kind === 'ambiguous' && ambiguityKey(one) === key);
}

/**
 * What the person is to be asked about a whole selection, once: each set of tools that fit the same problems, the
 * largest first.
 */
export function ambiguitiesIn(dispatched: readonly Dispatched[]): readonly Ambiguity[] {
  const found = new Map<string, { tools: readonly LibraryTool[]; problems: number }>();
  for (const one of dispatched) {
    if (one.kind !== 'ambiguous') continue;
    const key = ambiguityKey(one);
    const known = found.get(key) ?? { tools: one.tools, problems: 0 };
    found.set(key, { ...known, problems: known.problems + 1 });
  }
  return [...found.values()].sort((one, other) => other.problems - one.problems);
}
