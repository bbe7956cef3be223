import type { JsonObject } from '../json';
import type { LibraryTool } from '../library/library';
import { parseProblem, type Workshop } from '../using/run-tool';
import { timeoutsBorne } from '../using/hurried-workshop';
import { isExplained, seenWording, type ReadProblem, type SeenWording } from './explained';

/** How a tool's own parser takes a problem. */
export type Reception =
  /** It reads it and accounts for every word. */
  | 'explained'
  /** It reads it, but there are words in it that the tool has not been verified with. */
  | 'read'
  | 'notRead'
  /** It ran out of time, so nothing is known. */
  | 'unknown'
  | 'cancelled';

/** Tries tools' parsers on problems. */
export interface ToolReader {
  receive(listed: LibraryTool, problem: string, signal: AbortSignal): Promise<Reception>;
  /** Whether the parser accepts it, whatever its words. */
  reads(listed: LibraryTool, problem: string, signal: AbortSignal): Promise<boolean>;
}

/** So many of a tool's examples show its wording: more would only be run. */
const examplesShown = 24;

/**
 * A reader over a workshop. What the examples of a tool have shown is found out once; a tool that keeps running out of
 * time is tried no more.
 */
export function createToolReader(workshop: Workshop, isFixedSomewhere: (word: string) => boolean): ToolReader {
  const seen = new Map<string, SeenWording>();
  const timeouts = new Map<string, number>();

  const parse = async (
    listed: LibraryTool,
    problem: string,
    signal: AbortSignal,
  ): Promise<JsonObject | Exclude<Reception, 'explained' | 'read'>> => {
    const { tool, fingerprint } = listed;
    const last = { late: false };
    const watched: Workshop = {
      ...workshop,
      sandbox: {
        check: (check, aborted) => workshop.sandbox.check(check, aborted),
        dispose: () => workshop.sandbox.dispose(),
        call: async (call, aborted) => {
          const outcome = await workshop.sandbox.call(call, aborted);
          last.late = outcome.kind === 'timedOut';
          return outcome;
        },
      },
    };
    // A second try, because a busy machine alone can make a parser late.
    for (let chance = 0; chance < 2 && (timeouts.get(fingerprint) ?? 0) < timeoutsBorne; chance += 1) {
      const parsed = await parseProblem(tool, problem, watched, signal);
      if (parsed.kind === 'arguments') return parsed.arguments;
      if (!last.late) return parsed.kind;
      timeouts.set(fingerprint, (timeouts.get(fingerprint) ?? 0) + 1);
    }
    return 'unknown';
  };

  /** Of all examples shown or of none: half of them would pass for the whole wording. */
  const wordingOf = async (
    listed: LibraryTool,
    signal: AbortSignal,
  ): Promise<SeenWording | 'unknown' | 'cancelled'> => {
    const known = seen.get(listed.fingerprint);
    if (known) return known;
    const examples: ReadProblem[] = [];
    for (const { problem } of listed.tool.examples.slice(0, examplesShown)) {
      const parsed = await parse(listed, problem, signal);
      if (parsed === 'cancelled' || parsed === 'unknown') return parsed;
      if (parsed !== 'notRead') examples.push({ problem, arguments: parsed });
    }
    const found = seenWording(examples, listed.tool.argumentsSchema);
    seen.set(listed.fingerprint, found);
    return found;
  };

  const receive = async (listed: LibraryTool, problem: string, signal: AbortSignal): Promise<Reception> => {
    const parsed = await parse(listed, problem, signal);
    if (typeof parsed === 'string') return parsed;
    const wording = await wordingOf(listed, signal);
    if (typeof wording === 'string') return wording;
    return isExplained({ problem, arguments: parsed }, wording, isFixedSomewhere) ? 'explained' : 'read';
  };

  return {
    receive,
    reads: async (listed, problem, signal) => typeof (await parse(listed, problem, signal)) !== 'string',
  };
}
