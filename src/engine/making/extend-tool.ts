import type { Tool } from '../tool/tool';
import type { LibraryTool } from '../library/library';
import { coverageOf, leftProblems, type Coverage } from './coverage';
import { makeTool, type MakingOutcome, type MakingParts, type MakingProgress } from './make-tool';
import type { MakingMaterial } from './plan';
import type { ForeignClass } from './refusals';
import type { Example } from './split';

/** A tool that is to answer more of the problems at hand. */
export interface Extension {
  readonly tool: Tool;
  /** Its examples, those that a person has corrected or added with them. */
  readonly examples: readonly Example[];
  /** What it makes of the problems at hand as it stands. */
  readonly coverage: Coverage;
  /** Problems of the other tools. */
  readonly foreign: readonly ForeignClass[];
}

/**
 * The examples of a tool, to make another version with. That its maker never saw some of them is a stranger's word where
 * it was not made here.
 */
export function examplesToGoOnWith({ tool, isMadeHere }: LibraryTool): readonly Example[] {
  return isMadeHere ? tool.examples : tool.examples.map((one): Example => ({ ...one, seen: 'moved' }));
}

/** What the maker is shown for it: the tool, its visible examples, and up to eight of the problems that it leaves. */
export function extensionMaterial({ tool, examples, coverage }: Extension): MakingMaterial & { readonly from: Tool } {
  return { examples, hint: tool.hint, unanswered: leftProblems(coverage), from: tool };
}

/**
 * Has the maker extend a tool: the next version passes every example, and answers every problem at hand that was
 * answered before in the same way, but for those that the person corrected. `notMade`: the tool stays as it is.
 */
export function extendTool(
  extension: Extension,
  parts: MakingParts,
  signal: AbortSignal,
  onProgress: (progress: MakingProgress) => void,
): Promise<MakingOutcome> {
  const { tool, examples, coverage, foreign } = extension;
  const given = new Set(examples.map(({ problem }) => problem));
  return makeTool(
    {
      ...extensionMaterial(extension),
      notation: tool.notation,
      foreign,
      kept: coverage.answered.filter(({ problem }) => !given.has(problem)),
    },
    parts,
    signal,
    onProgress,
  );
}

/** How many more of the problems that were left a new version answers. `undefined` when cancelled. */
export async function gainOf(
  version: Pick<Tool, 'code' | 'argumentsSchema' | 'reader'>,
  before: Coverage,
  { workshop }: Pick<MakingParts, 'workshop'>,
  signal: AbortSignal,
): Promise<{ readonly gained: number; readonly after: Coverage } | undefined> {
  const after = await coverageOf(version, leftProblems(before), workshop, signal);
  return after && { gained: after.answered.length, after };
}
