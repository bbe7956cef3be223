import type { LibraryTool } from '../library/library';
import type { VerificationRecord } from '../library/verification';
import { noUsage } from '../model/cost';
import { handWriter, isHandWritten, type Origin, type Tool, type ToolExample } from '../tool/tool';
import type { Workshop } from '../using/run-tool';
import { refusalProbes, wronglyAccepted, type ForeignClass } from './refusals';
import { toolScore, verifyTool, type OnVerified, type Verdict } from './verify';
import { demonstrationFromParser } from './wrap';

/** A person's change of a tool, before it was run. */
export interface Change {
  readonly tool: Tool;
  /** The example that is new or has other words, by its index; `null` where none is. */
  readonly example: number | null;
}

/** A changed tool after it was run on every example. */
export interface Revision {
  readonly tool: Tool;
  readonly verdicts: readonly Verdict[];
  readonly record: VerificationRecord;
}

/** Where code comes from that a person wrote. */
const byHand: Origin = { ...handWriter, prompts: 'none', tries: 0, usage: noUsage, cost: 0 };

/** A tool with code that a person wrote, as a version of its own; it takes the place of one that did not hold. */
export function withCode(tool: Tool, code: string, now: Date): Change {
  const last = tool.versions.at(-1);
  const replaced = tool.stage === 'draft' && isHandWritten(tool) ? last : undefined;
  const version = {
    number: replaced?.number ?? (last?.number ?? 0) + 1,
    createdAt: replaced?.createdAt ?? now.toISOString(),
    origin: byHand,
  };
  const before = replaced ? tool.versions.slice(0, -1) : tool.versions;
  return { tool: { ...tool, code, versions: [...before, version] }, example: null };
}

/**
 * A tool as one of its earlier versions was, with the examples of then, as a version of its own: the later ones stay.
 * That its maker never saw some of them is a stranger's word where it was not made here.
 */
export function backTo(
  { id, name, versions }: Tool,
  { tool: earlier, isMadeHere }: Pick<LibraryTool, 'tool' | 'isMadeHere'>,
  now: Date,
): Change {
  const origin = earlier.versions.at(-1)?.origin;
  const version = {
    number: (versions.at(-1)?.number ?? 0) + 1,
    createdAt: now.toISOString(),
    origin: origin ?? byHand,
  };
  const examples = isMadeHere
    ? earlier.examples
    : earlier.examples.map((one): ToolExample => ({ ...one, seen: 'moved' }));
  return { tool: { ...earlier, id, name, examples, versions: [...versions, version] }, example: null };
}

/**
 * A tool with another example in the place of one, or with one more. A problem that is an example already gets the new
 * answer: two answers to one problem would never hold.
 */
export function withExample(tool: Tool, at: number | null, { problem, answer }: SolvedProblem): Change {
  const same = tool.examples.findIndex((example, index) => index !== at && example.problem === problem);
  const index = at ?? (same >= 0 ? same : tool.examples.length);
  const before = tool.examples[index];
  const example: ToolExample = {
    problem,
    answer,
    seen: before?.seen ?? 'heldOut',
    // What a light model made of the problem holds for it whatever its answer is.
    ...(before?.arguments && before.problem === problem ? { arguments: before.arguments } : {}),
  };
  const examples = [...tool.examples.slice(0, index), example, ...tool.examples.slice(index + 1)];
  return {
    tool: { ...tool, examples: examples.filter((_, place) => place === index || place !== same) },
    example: same >= 0 && same < index ? index - 1 : index,
  };
}

/** A problem with the answer that a person gave. */
export interface SolvedProblem {
  readonly problem: string;
  readonly answer: string;
}

/** A tool without one of its examples. */
export function withoutExample(tool: Tool, at: number): Change {
  return { tool: { ...tool, examples: tool.examples.filter((_, index) => index !== at) }, example: null };
}

/**
 * Runs a changed tool on all of its examples. It is a tool where every one passes, and a draft where not, which can be
 * gone on with. `undefined` when cancelled.
 */
export async function revise(
  { tool, example }: Change,
  foreign: readonly ForeignClass[],
  workshop: Workshop,
  signal: AbortSignal,
  now: Date,
  onVerified?: OnVerified,
): Promise<Revision | undefined> {
  const verdicts = await verifyTool(tool, workshop, signal, onVerified);
  if (!verdicts) return undefined;
  const probes = tool.reader === 'parser' ? refusalProbes(tool.examples, [], foreign) : [];
  const accepted = await wronglyAccepted(tool, probes, workshop, signal);
  if (!accepted) return undefined;
  const points = toolScore(tool, verdicts);
  const holds = points.total > 0 && points.passed === points.total;
  const fromParser = tool.reader === 'parser' ? demonstrationFromParser(tool.examples, verdicts) : [];
  return {
    tool: {
      ...tool,
      stage: holds ? 'tool' : 'draft',
      demonstrations: fromParser.length > 0 ? fromParser : tool.demonstrations,
      // What the person saw fail is what the maker is to see when it goes on.
      examples: tool.examples.map((one, index) =>
        index === example && one.seen === 'heldOut' && verdicts[index]?.kind !== 'right'
          ? { ...one, seen: 'moved' }
          : one,
      ),
    },
    verdicts,
    record: { ...points, acceptedForeign: accepted.length, at: now.toISOString() },
  };
}
