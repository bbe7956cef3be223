import type { JsonObject } from '../json';
import type { LibraryTool } from '../library/library';
import { parseProblem, type Workshop } from '../using/run-tool';
import { timeoutsBorne } from '../using/survey-readings';
import { isExplained, seenWording, type ReadProblem, type SeenWording } from './explained';

/** How a tool's own parser takes a problem. */
export type Reception =
  /** It reads it and accounts for every word. */
  | 'explained'
  /** It reads it, but there are words in it that the tool has not been verified with. */
  | 'read'
  | 'notRead'
  | 'cancelled';

/** Tries tools' parsers on problems. */
export interface ToolReader {
  receive(listed: LibraryTool, problem: string, signal: AbortSignal): Promise<Reception>;
  /** Whether the parser accepts it, whatever its words. */
  reads(listed: LibraryTool, problem: string, signal: AbortSignal): Promise<boolean>;
}

/** So many of a tool's examples show its wording: more would only be run. */
const examplesShown = 24;

/** A reader over a workshop. What the examples of a tool have shown is found out once; a tool that keeps running out of time is tried no more. */
export function createToolReader(workshop: Workshop, isFixedSomewhere: (word: string) => boolean): ToolReader {
  const seen = new Map<string, SeenWording>();
  const timeouts = new Map<string, number>();

  const parse = async (listed: LibraryTool, problem: string, signal: AbortSignal): Promise<JsonObject | 'notRead' | 'cancelled'> => {
    const { tool, fingerprint } = listed;
    if ((timeouts.get(fingerprint) ?? 0) >= timeoutsBorne) return 'notRead';
    const counting: Workshop = {
      ...workshop,
      sandbox: {
        dispose: () => workshop.sandbox.dispose(),
        call: async (call, aborted) => {
          const outcome = await workshop.sandbox.call(call, aborted);
          if (outcome.kind === 'timedOut') timeouts.set(fingerprint, (timeouts.get(fingerprint) ?? 0) + 1);
          return outcome;
        },
      },
    };
    const parsed = await parseProblem(tool, problem, counting, signal);
    return parsed.kind === 'arguments' ? parsed.arguments : parsed.kind;
  };

  /** `undefined` when cancelled, so that half of the examples never pass for all of them. */
  const wordingOf = async (listed: LibraryTool, signal: AbortSignal): Promise<SeenWording | undefined> => {
    const known = seen.get(listed.fingerprint);
    if (known) return known;
    const examples: ReadProblem[] = [];
    for (const { problem } of listed.tool.examples.slice(0, examplesShown)) {
      const parsed = await parse(listed, problem, signal);
      if (parsed === 'cancelled') return undefined;
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
    if (!wording) return 'cancelled';
    return isExplained({ problem, arguments: parsed }, wording, isFixedSomewhere) ? 'explained' : 'read';
  };

  return { receive, reads: async (listed, problem, signal) => typeof (await parse(listed, problem, signal)) !== 'string' };
}
