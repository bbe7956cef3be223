import { shape } from '../form/shape';
import { isHeldNumber, isWord, sharedWording, wordingOf } from '../form/wording';
import type { LibraryTool } from '../library/library';
import { hashText } from '../text/hash-text';
import { createToolTerms } from './search-terms';

/** What the index reads of a tool; its fingerprint names all of it. */
export interface IndexedTool {
  readonly fingerprint: string;
  readonly name: string;
  readonly description: string;
  readonly problems: readonly string[];
}

/**
 * What the index keeps of a tool, so that one that did not change is not read again. Texts are in it as codes, which
 * are hashes: what two texts of one code would be mistaken for, the tool's own parser still judges.
 */
export interface IndexEntry {
  readonly fingerprint: string;
  /** The shapes of its verified examples; in order, each once. */
  readonly shapes: readonly number[];
  /** What all of its examples have in common, see `fixedWording`, as `partCode` has it; the longest part first. */
  readonly fixed: readonly number[];
  /** What it can be found by, see `search-terms.ts`; in order, each once. */
  readonly terms: readonly number[];
}

/** More examples than these say nothing new of a tool. */
const examplesRead = 500;

/** What of a tool goes into the index. */
export function indexedTool({ tool, fingerprint }: LibraryTool): IndexedTool {
  const { name, description } = tool;
  return {
    fingerprint,
    name,
    description,
    problems: tool.examples.slice(0, examplesRead).map(({ problem }) => problem),
  };
}

/** Reads tools into entries, one after the other; what it learnt of words at one serves the next. */
export function createEntryReader(): (tool: IndexedTool) => IndexEntry {
  const toolTerms = createToolTerms();
  return ({ fingerprint, name, description, problems }) => {
    const shapes = [...new Set(problems.map(shape))];
    const wordings = problems.map(wordingOf);
    const examples = problems.map((problem, at) => ({ problem, wording: wordings[at] ?? new Set<string>() }));
    // Long parts are the rare ones: what lacks one is told by the first of them.
    const fixed = [...sharedWording(wordings)].sort((one, other) => other.length - one.length);
    return {
      fingerprint,
      shapes: inOrder(shapes.map(hashText)),
      fixed: fixed.map(partCode),
      terms: inOrder(toolTerms({ name, description, examples, fixed, shapes }).map(hashText)),
    };
  };
}

const [pairKind, wordKind, heldNumberKind] = [0, 1, 2] as const;

/** A part of a wording as a code, which still tells words and held numbers from the rest. */
export function partCode(part: string): number {
  const kind = isWord(part) ? wordKind : isHeldNumber(part) ? heldNumberKind : pairKind;
  return ((hashText(part) << 2) | kind) >>> 0;
}

/** Whether the code is of a part that is one word. */
export function isWordCode(code: number): boolean {
  return (code & 3) === wordKind;
}

/** Whether the code is of a number between words. */
export function isHeldNumberCode(code: number): boolean {
  return (code & 3) === heldNumberKind;
}

function inOrder(codes: readonly number[]): readonly number[] {
  return [...new Set(codes)].sort((one, other) => one - other);
}
