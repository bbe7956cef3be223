import type { Dispatcher } from '../dispatching/dispatch';
import type { Preference } from '../dispatching/preferences';
import type { LibraryTool } from '../library/library';
import type { Reading } from '../notation/notation';
import { heedArrows, type Judge } from '../problem/arrows-in-data';
import type { Source } from '../text/source';
import type { Run } from '../using/run';
import { useParser } from '../using/use-tool';

/** The tools among which each problem finds its own. */
export interface ToolsAtHand {
  readonly tools: readonly LibraryTool[];
  readonly dispatcher: Dispatcher;
  /** Which tools are meant where several fit, as far as it is known. */
  readonly preferences: readonly Preference[];
}

/** What tools make of texts: it is read where one reads it, whether it is sure to be for that one or not. */
export function toolsJudge({ workshop, signal }: Run, { dispatcher, preferences }: ToolsAtHand): Judge {
  return async (texts) => {
    const dispatched = await dispatcher.dispatch(texts, signal, { preferences });
    return Promise.all(
      texts.map(async (text, at) => {
        const one = dispatched[at];
        if (one?.kind !== 'decided') return { reads: one?.kind === 'ambiguous' || one?.kind === 'undecided' };
        const outcome = await useParser(one.tool.tool, text, workshop, signal);
        return { reads: true, answer: outcome.kind === 'answer' ? outcome.answer : undefined };
      }),
    );
  };
}

/** A reading as these tools mean its arrows: see `heedArrows`. */
export function heedToolsArrows(run: Run, atHand: ToolsAtHand, source: Source, reading: Reading): Promise<Reading> {
  const answers = atHand.tools.flatMap(({ tool: { examples } }) => examples.map(({ answer }) => answer));
  return heedArrows(source, reading, answers, toolsJudge(run, atHand));
}
