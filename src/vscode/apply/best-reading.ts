import type { LibraryTool } from '../../engine/library/library';
import type { Reading, Source } from '../../engine/problem/notation';
import { surveyTool, type Survey } from '../../engine/using/survey';
import type { Workshop } from '../../engine/using/run-tool';
import { openItems, readingsFor } from './task';

/** A tool with the reading of the selection that suits it best. */
export interface Choice {
  readonly tool: LibraryTool;
  readonly reading: Reading;
}

/** What a tool makes of a selection in the reading that suits it best. */
export interface Surveyed extends Survey {
  readonly choice: Choice;
  /** It ran out of time too often to be tried on every problem. */
  readonly cutShort: boolean;
}

/** More readings than these are not tried: each costs a survey, and the likely ones come first. */
const readingsTried = 4;

/**
 * After so many time-outs a survey is given up: an endless parser took minutes, and the workers of the other tools.
 * A limit on the whole survey's time was tried instead, and cut honest tools short while an endless one held the workers.
 */
const timeoutsBorne = 5;

/** A survey is waited for, so solving gets less time in it than it has when the tool is applied. */
const surveySolveMilliseconds = 1_000;

/** Tries a tool with its own notation and, where that reads nothing, with the others that fit the text. Asks no model. */
export async function bestReading(tool: LibraryTool, source: Source, workshop: Workshop, signal: AbortSignal): Promise<Surveyed | undefined> {
  const tooSlow = new AbortController();
  const hurried = hurriedWorkshop(workshop, () => tooSlow.abort());
  const either = AbortSignal.any([signal, tooSlow.signal]);
  let best: Surveyed | undefined;
  for (const reading of readingsFor(tool.tool, source).slice(0, readingsTried)) {
    const problems = openItems(reading).open.map(({ item }) => item.problem);
    const survey = await surveyTool(tool.tool, problems, hurried, either);
    if (!best || survey.read > best.read) best = { ...survey, choice: { tool, reading }, cutShort: false };
    if (survey.read > 0 || tool.tool.reader === 'model' || either.aborted) break;
  }
  return best && { ...best, cutShort: tooSlow.signal.aborted };
}

/** The workshop for a survey; calls `tooSlow` when a tool ran out of time once too often. */
function hurriedWorkshop({ sandbox, limits }: Workshop, tooSlow: () => void): Workshop {
  let timeouts = 0;
  return {
    limits: { ...limits, solveMilliseconds: Math.min(limits.solveMilliseconds, surveySolveMilliseconds) },
    sandbox: {
      call: async (call, signal) => {
        const outcome = await sandbox.call(call, signal);
        if (outcome.kind === 'timedOut') timeouts += 1;
        if (timeouts >= timeoutsBorne) tooSlow();
        return outcome;
      },
      dispose: () => sandbox.dispose(),
    },
  };
}

/** `reads 12 of 12`; of a large selection, `reads 198 of the first 200 of 4,000`. */
export function readsText({ tool, read, tried, choice, cutShort }: Surveyed): string {
  if (tool.reader === 'model') return 'the light model reads its problems';
  if (cutShort) return `too slow to try: read ${read} before it ran out of time ${timeoutsBorne} times`;
  const total = openItems(choice.reading).open.length;
  return `reads ${read} of ${total > tried ? `the first ${tried} of ${total.toLocaleString('en-US')}` : total}`;
}
