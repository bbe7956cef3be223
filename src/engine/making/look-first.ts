import { whichToAnswer } from '../form/which-to-answer';
import { isVerified, type LibraryTool } from '../library/library';
import { linkedAbort } from '../linked-abort';
import { hurriedWorkshop } from '../using/hurried-workshop';
import type { Workshop } from '../using/run-tool';
import { useParserOnAll } from '../using/use-tool';
import type { Example } from './split';
import { sameAnswer } from './verify';

/** A tool that is there already, with how many of the examples it answers as they are answered. */
export interface KnownTool {
  readonly listed: LibraryTool;
  readonly right: number;
}

/** What a library makes of examples from which a tool is to be made. */
export interface KnownTools {
  /** Tools that answer all of them. */
  readonly all: readonly LibraryTool[];
  /** Tools that answer some of them rightly and refuse the rest; the one that answers most first. */
  readonly some: readonly KnownTool[];
}

/** So many examples, the most different ones, tell whether a tool is tried on all of them. */
const firstTried = 4;

/**
 * Tries the approved, verified tools of a library on examples, before anything is paid for another one. Asks no model.
 * A tool that gives one example another answer is none for them.
 */
export async function lookInLibrary(
  examples: readonly Example[],
  library: readonly LibraryTool[],
  workshop: Workshop,
  signal: AbortSignal,
): Promise<KnownTools> {
  const telling = new Set(
    whichToAnswer(
      examples.map(({ problem }) => problem),
      firstTried,
    ),
  );
  const first = examples.filter(({ problem }) => telling.delete(problem));
  const known: KnownTool[] = [];
  for (const listed of library) {
    const { tool, isApproved } = listed;
    if (tool.stage !== 'tool' || tool.reader !== 'parser' || !isApproved || !isVerified(listed)) continue;
    if ((await rightOf(listed, first, workshop, signal)) === 0) continue;
    const right = await rightOf(listed, examples, workshop, signal);
    if (right > 0) known.push({ listed, right });
  }
  return {
    all: known.flatMap(({ listed, right }) => (right === examples.length ? [listed] : [])),
    some: known.filter(({ right }) => right < examples.length).sort((a, b) => b.right - a.right),
  };
}

/** How many examples a tool answers rightly; 0 where it answers one wrongly, or is too slow to wait for. */
async function rightOf(
  { tool }: LibraryTool,
  examples: readonly Example[],
  workshop: Workshop,
  signal: AbortSignal,
): Promise<number> {
  const whileBearable = linkedAbort(signal);
  const hurried = hurriedWorkshop(workshop, whileBearable.abort);
  const problems = examples.map(({ problem }) => problem);
  const outcomes = await useParserOnAll(tool, problems, hurried, whileBearable.signal);
  whileBearable.unlink();
  if (whileBearable.signal.aborted) return 0;
  const answered = examples.flatMap(({ answer }, index) => {
    const outcome = outcomes[index];
    return outcome?.kind === 'answer' ? [sameAnswer(answer, outcome.answer)] : [];
  });
  return answered.every((right) => right) ? answered.length : 0;
}
