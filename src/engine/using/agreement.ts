import type { Reading } from '../notation/notation';
import type { Tool } from '../tool/tool';
import type { Workshop } from './run-tool';
import { useParserOnAll } from './use-tool';

/** So many of the answers that stand in a place are compared with the tool's. */
const answersCompared = 20;

/** What stands in a reading's place for answers, beside what a tool answers. */
export interface Agreement {
  readonly filled: number;
  readonly open: number;
  /** How many were compared: those that the tool answers. */
  readonly compared: number;
  readonly same: number;
}

/** Compares what stands in a reading's place for answers with what a tool answers. */
export async function agreementOf(
  tool: Tool,
  { items }: Reading,
  workshop: Workshop,
  signal: AbortSignal,
): Promise<Agreement> {
  // JSON's null is an answer that someone left out: a place that waits.
  const filled = items.filter(({ answer }) => answer !== null);
  const known = new Map(tool.examples.map(({ problem, answer }) => [problem, answer]));
  const standing = filled.slice(0, answersCompared);
  const unknown = standing.map(({ problem }) => problem).filter((problem) => !known.has(problem));
  const found = await useParserOnAll(tool, unknown, workshop, signal);
  unknown.forEach((problem, at) => {
    const outcome = found[at];
    if (outcome?.kind === 'answer') known.set(problem, outcome.answer);
  });
  const compared = standing.filter(({ problem }) => known.has(problem));
  const same = compared.filter(({ problem, answer }) => known.get(problem)?.trim() === answer?.trim());
  return { filled: filled.length, open: items.length - filled.length, compared: compared.length, same: same.length };
}

/** True where what stands there is what the tool answers, for the most part. */
export function agrees({ compared, same }: Agreement): boolean {
  return same * 2 > compared;
}
