import type { Reading } from '../notation/notation';
import { heedArrows, type Judge } from '../problem/arrows-in-data';
import type { Source } from '../text/source';
import type { Tool } from '../tool/tool';
import type { Workshop } from './run-tool';
import { useParserOnAll } from './use-tool';

/** What one tool makes of texts; it knows the answers of its examples. */
export function toolJudge(tool: Tool, workshop: Workshop, signal: AbortSignal): Judge {
  const known = new Map(tool.examples.map(({ problem, answer }) => [problem, answer]));
  return async (texts) => {
    const outcomes = await useParserOnAll(tool, texts, workshop, signal);
    return texts.map((text, at) => {
      const outcome = outcomes[at];
      const answer = known.get(text);
      if (answer !== undefined) return { reads: true, answer };
      return {
        reads: outcome !== undefined && outcome.kind !== 'notRead' && outcome.kind !== 'cancelled',
        answer: outcome?.kind === 'answer' ? outcome.answer : undefined,
      };
    });
  };
}

/**
 * A reading as one tool means its arrows: see `heedArrows`. A model may read anything, so that its tools tell nothing.
 */
export async function heedToolsArrows(
  source: Source,
  reading: Reading,
  tool: Tool,
  workshop: Workshop,
  signal: AbortSignal,
): Promise<Reading> {
  if (tool.reader !== 'parser') return reading;
  return heedArrows(
    source,
    reading,
    tool.examples.map(({ answer }) => answer),
    toolJudge(tool, workshop, signal),
  );
}
