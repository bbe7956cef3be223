import { isJsonObject, type Json, type JsonObject } from '../json';
import type { Proposal } from '../prompts/reply';
import type { ToolExample } from '../tool/tool';
import { callLimits } from '../tool/limits';
import type { RunnableTool, Workshop } from '../using/run-tool';
import { findingsFor } from './findings';
import { refusalProbes, wronglyAccepted, type Probe } from './refusals';
import { score, verifyWithParser, type OnVerified, type Score, type Verdict } from './verify';

/** A candidate after it was run on every example and every refusal probe. */
export interface Assessment {
  readonly proposal: Proposal;
  readonly verdicts: readonly Verdict[];
  readonly score: Score;
  /** Texts that its parser accepts but should refuse. */
  readonly accepted: readonly Probe[];
  /** What failed, for the maker; empty where nothing did. */
  readonly findings: readonly string[];
  readonly hasParser: boolean;
}

/** Runs a candidate on everything. `undefined` when cancelled. */
export async function assess(
  proposal: Proposal,
  examples: readonly ToolExample[],
  foreign: readonly string[],
  workshop: Workshop,
  signal: AbortSignal,
  onVerified?: OnVerified,
): Promise<Assessment | undefined> {
  const tool = runnable(proposal);
  const hasParser = await definesParser(tool, workshop, signal);
  const verdicts = await verifyWithParser(tool, examples, workshop, signal, onVerified);
  if (!verdicts) return undefined;
  const accepted = hasParser ? await wronglyAccepted(tool, refusalProbes(examples, foreign), workshop, signal) : [];
  if (!accepted) return undefined;
  return {
    proposal,
    verdicts,
    score: score(examples, verdicts),
    accepted,
    findings: findingsFor(examples, verdicts, accepted, proposal.code),
    hasParser,
  };
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
