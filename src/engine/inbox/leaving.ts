import { createDispatcher } from '../dispatching/dispatch';
import type { ToolIndex } from '../dispatching/tool-index';
import type { LibraryTool } from '../library/library';
import type { Workshop } from '../using/run-tool';
import type { InboxProblem } from './inbox';

/**
 * The kept problems that leave the inbox: those that are examples of a tool, and those for which there is a tool now.
 * Asks no model; a parser that merely accepts a problem does not take it away. Drafts are no tools. `openIndex` opens
 * the index of the tools, and is not asked where all are examples.
 */
export async function leavingProblems(
  kept: readonly InboxProblem[],
  tools: readonly LibraryTool[],
  openIndex: (tools: readonly LibraryTool[]) => Promise<ToolIndex>,
  workshop: Workshop,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const examples = new Set(
    tools
      .filter(({ tool }) => tool.stage === 'tool')
      .flatMap(({ tool }) => tool.examples.map(({ problem }) => problem)),
  );
  const leaving = new Set(kept.flatMap(({ problem }) => (examples.has(problem) ? [problem] : [])));
  const others = kept.flatMap(({ problem }) => (leaving.has(problem) ? [] : [problem]));
  if (others.length === 0) return leaving;
  const dispatched = await createDispatcher(await openIndex(tools), workshop).dispatch(others, signal);
  dispatched.forEach(({ kind }, at) => {
    const problem = others[at];
    if (problem !== undefined && (kind === 'decided' || kind === 'ambiguous')) leaving.add(problem);
  });
  return leaving;
}
