import { isJsonObject, type Json, type JsonObject } from '../json';
import type { Proposal } from '../prompts/reply';
import { callLimits } from '../tool/limits';
import type { RunnableTool, Workshop } from '../using/run-tool';
import { findingsFor } from './findings';
import { refusalProbes, wronglyAccepted, type Probe } from './refusals';
import { score, verifyWithParser, type OnVerified, type Score, type Verdict } from './verify';
import { changedAnswers, tryWaiting, type KeptAnswer, type Waiting } from './waiting';
import type { Standing } from './asking';

/** What a candidate is judged by besides the examples and the problems in view. */
export interface Demands {
  /** Problems of the other tools, which its parser must refuse. */
  readonly foreign: readonly string[];
  /** Answers that it must go on giving. */
  readonly kept: readonly KeptAnswer[];
}

/** A candidate after it was run on every example and every refusal probe. */
export interface Assessment {
  readonly proposal: Proposal;
  readonly verdicts: readonly Verdict[];
  readonly score: Score;
  /** Texts that its parser accepts but should refuse. */
  readonly accepted: readonly Probe[];
  /** The problems in view that have no answer, with what it makes of them. */
  readonly waiting: readonly Waiting[];
  /** Answers of before that it does not give any more. */
  readonly changed: readonly KeptAnswer[];
  /** What failed, for the maker; empty where nothing did. */
  readonly findings: readonly string[];
  readonly hasParser: boolean;
}

/** Runs a candidate on everything. `undefined` when cancelled. */
export async function assess(
  proposal: Proposal,
  { examples, waiting: problems }: Pick<Standing, 'examples' | 'waiting'>,
  { foreign, kept }: Demands,
  workshop: Workshop,
  signal: AbortSignal,
  onVerified?: OnVerified,
): Promise<Assessment | undefined> {
  const tool = runnable(proposal);
  const hasParser = await definesParser(tool, workshop, signal);
  const verdicts = await verifyWithParser(tool, examples, workshop, signal, onVerified);
  if (!verdicts) return undefined;
  const accepted = hasParser ? await wronglyAccepted(tool, refusalProbes(examples, foreign), workshop, signal) : [];
  const waiting = hasParser ? await tryWaiting(tool, problems, workshop, signal) : [];
  const changed = await changedAnswers(tool, kept, workshop, signal);
  if (!accepted || !waiting || !changed) return undefined;
  const assessed = { proposal, verdicts, accepted, waiting, changed };
  return { ...assessed, score: score(examples, verdicts), findings: findingsFor(examples, assessed), hasParser };
}

/** A proposal as it will run: its schema closed, so that a misspelt property is an error and not ignored. */
export function runnable(proposal: Proposal): RunnableTool {
  return { code: proposal.code, argumentsSchema: closedSchema(proposal.schema) };
}

/** The schema with `additionalProperties: false` on every object that lists its properties and says nothing else. */
export function closedSchema(schema: JsonObject): JsonObject {
  const closed = mapMembers(schema);
  return isJsonObject(closed['properties']) && !('additionalProperties' in closed)
    ? { ...closed, additionalProperties: false }
    : closed;
}

function mapMembers(schema: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(schema).map(([key, member]): [string, Json] => {
      // Below `enum` and `const` stand values, below `properties` names: neither is a schema.
      if (key === 'enum' || key === 'const' || key === 'default') return [key, member];
      if ((key === 'properties' || key === '$defs') && isJsonObject(member)) {
        return [
          key,
          Object.fromEntries(
            Object.entries(member).map(([name, inner]): [string, Json] => [
              name,
              isJsonObject(inner) ? closedSchema(inner) : inner,
            ]),
          ),
        ];
      }
      if (isJsonObject(member)) return [key, closedSchema(member)];
      if (Array.isArray(member))
        return [key, (member as readonly Json[]).map((inner) => (isJsonObject(inner) ? closedSchema(inner) : inner))];
      return [key, member];
    }),
  );
}

async function definesParser(tool: RunnableTool, workshop: Workshop, signal: AbortSignal): Promise<boolean> {
  const outcome = await workshop.sandbox.call(
    { code: tool.code, function: 'parse', arguments: [''], limits: callLimits(workshop.limits, 'parse') },
    signal,
  );
  return outcome.kind !== 'missing';
}
