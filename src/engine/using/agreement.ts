import type { Reading } from '../notation/notation';
import type { Tool } from '../tool/tool';
import type { Workshop } from './run-tool';
import { useParser } from './use-tool';

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
  const filled = items.filter(({ answer }) => answer !== null);
  const known = new Map(tool.examples.map(({ problem, answer }) => [problem, answer]));
  let [same, compared] = [0, 0];
  for (const { problem, answer } of filled.slice(0, answersCompared)) {
    if (signal.aborted) break;
    const example = known.get(problem);
    const outcome = example === undefined ? await useParser(tool, problem, workshop, signal) : undefined;
    const own = outcome?.kind === 'answer' ? outcome.answer.trim() : example?.trim();
    if (own === undefined) continue;
    compared += 1;
    if (own === answer?.trim()) same += 1;
  }
  return { filled: filled.length, open: items.length - filled.length, compared, same };
}

/** True where what stands there is what the tool answers, for the most part. */
export function agrees({ compared, same }: Agreement): boolean {
  return same * 2 > compared;
}
