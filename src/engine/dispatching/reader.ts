import type { JsonObject } from '../json';
import type { LibraryTool } from '../library/library';
import type { Workshop } from '../using/run-tool';
import { readTogether } from './read-together';
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

/** A reader over a workshop. What the examples of a tool have shown is found out once. */
export function createToolReader(workshop: Workshop, isFixedSomewhere: (word: string) => boolean): ToolReader {
  const seen = new Map<string, Promise<SeenWording | 'unknown' | 'cancelled'>>();
  const together = readTogether(workshop);

  const parse = async (
    listed: LibraryTool,
    problem: string,
    signal: AbortSignal,
  ): Promise<JsonObject | Exclude<Reception, 'explained' | 'read'>> => {
    const outcome = await together.read(listed, problem, signal);
    return outcome.kind === 'arguments' ? outcome.arguments : outcome.kind;
  };

  /** Of all examples shown or of none: half of them would pass for the whole wording. */
  const findWording = async (
    listed: LibraryTool,
    signal: AbortSignal,
  ): Promise<SeenWording | 'unknown' | 'cancelled'> => {
    const shown = listed.tool.examples.slice(0, examplesShown);
    const parsed = await Promise.all(shown.map(({ problem }) => parse(listed, problem, signal)));
    if (parsed.includes('cancelled')) return 'cancelled';
    if (parsed.includes('unknown')) return 'unknown';
    const examples = parsed.flatMap((args, at): readonly ReadProblem[] =>
      typeof args === 'string' ? [] : [{ problem: shown[at]?.problem ?? '', arguments: args }],
    );
    return seenWording(examples, listed.tool.argumentsSchema);
  };

  const wordingOf = async (
    listed: LibraryTool,
    signal: AbortSignal,
  ): Promise<SeenWording | 'unknown' | 'cancelled'> => {
    const { fingerprint } = listed;
    const finding = seen.get(fingerprint) ?? findWording(listed, signal);
    seen.set(fingerprint, finding);
    const found = await finding;
    if (typeof found !== 'string') return found;
    if (seen.get(fingerprint) === finding) seen.delete(fingerprint);
    // It was another one's to cancel.
    return found === 'cancelled' && !signal.aborted ? wordingOf(listed, signal) : found;
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
