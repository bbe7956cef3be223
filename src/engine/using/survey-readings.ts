import type { Reading } from '../problem/notation';
import type { Tool } from '../tool/tool';
import type { Workshop } from './run-tool';
import { surveyTool, type Survey } from './survey';

/** What a tool makes of a text in the reading that suits it best. */
export interface ReadingSurvey extends Survey {
  readonly reading: Reading;
  /** It ran out of time too often to be tried on every problem. */
  readonly cutShort: boolean;
}

/** More readings than these are not tried: each costs a survey, and the likely ones come first. */
const readingsTried = 4;

/**
 * After so many time-outs a survey is given up: an endless parser took minutes, and the workers of the other tools.
 * A limit on the whole survey's time was tried instead, and cut honest tools short while an endless one held the workers.
 */
export const timeoutsBorne = 5;

/** A survey is waited for, so solving gets less time in it than it has when the tool is applied. */
const surveySolveMilliseconds = 1_000;

/**
 * Tries a tool with its own notation (the first of `readings`) and, where it does not read everything in that, with
 * the others that fit the text: the reading counts of which it reads the greatest share. Asks no model.
 */
export async function surveyReadings(tool: Tool, readings: readonly Reading[], problemsOf: (reading: Reading) => readonly string[], workshop: Workshop, signal: AbortSignal): Promise<ReadingSurvey | undefined> {
  const tooSlow = new AbortController();
  const hurried = hurriedWorkshop(workshop, () => tooSlow.abort());
  const either = AbortSignal.any([signal, tooSlow.signal]);
  let best: ReadingSurvey | undefined;
  for (const reading of readings.slice(0, readingsTried)) {
    const survey = await surveyTool(tool, problemsOf(reading), hurried, either);
    if (!best || survey.read * best.tried > best.read * survey.tried) best = { ...survey, reading, cutShort: false };
    if (survey.read === survey.tried || tool.reader === 'model' || either.aborted) break;
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
        if (outcome.kind === 'timedOut' && ++timeouts >= timeoutsBorne) tooSlow();
        return outcome;
      },
      dispose: () => sandbox.dispose(),
    },
  };
}
