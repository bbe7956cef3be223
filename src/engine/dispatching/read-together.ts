import type { LibraryTool } from '../library/library';
import type { SandboxOutcome } from '../sandbox/sandbox';
import { timeoutsBorne } from '../using/hurried-workshop';
import { parsedBy, type ParseOutcome, type Workshop } from '../using/run-tool';

/** What a tool's parser made of a problem; `unknown` where it ran out of time, or does so too often to be tried. */
export type ReadOutcome = ParseOutcome | { readonly kind: 'unknown' };

/** Reads problems with tools' own parsers. */
export interface ReadTogether {
  read(listed: LibraryTool, problem: string, signal: AbortSignal): Promise<ReadOutcome>;
}

/** What waits for one tool. */
interface Gathered {
  readonly listed: LibraryTool;
  readonly signal: AbortSignal;
  readonly problems: string[];
  readonly settle: ((outcome: SandboxOutcome) => void)[];
}

/**
 * Reads those problems together that are asked for at the same moment: many problems are dispatched at once, each by
 * itself, and of one tool they go to the sandbox in one run. A tool that keeps running out of time is tried no more.
 */
export function readTogether({ sandbox, limits }: Workshop): ReadTogether {
  const waiting = new Map<string, Gathered>();
  const timeouts = new Map<string, number>();
  const isTooSlow = ({ fingerprint }: LibraryTool): boolean => (timeouts.get(fingerprint) ?? 0) >= timeoutsBorne;

  const run = async ({ listed, signal, problems, settle }: Gathered): Promise<void> => {
    const { tool, fingerprint } = listed;
    const tooSlow = new AbortController();
    await sandbox.run(
      { code: tool.code, argumentsSchema: tool.argumentsSchema, problems, limits, onlyRead: true },
      AbortSignal.any([signal, tooSlow.signal]),
      (at, { outcome }) => {
        settle[at]?.(outcome);
        if (outcome.kind !== 'timedOut') return;
        timeouts.set(fingerprint, (timeouts.get(fingerprint) ?? 0) + 1);
        if (isTooSlow(listed)) tooSlow.abort();
      },
    );
  };

  const gathered = (listed: LibraryTool, problem: string, signal: AbortSignal): Promise<SandboxOutcome> =>
    new Promise((resolve, reject) => {
      const { fingerprint } = listed;
      const known = waiting.get(fingerprint);
      if (known?.signal === signal) {
        known.problems.push(problem);
        known.settle.push(resolve);
        return;
      }
      const first: Gathered = { listed, signal, problems: [problem], settle: [resolve] };
      waiting.set(fingerprint, first);
      // After all that is asked for by now.
      Promise.resolve()
        .then(() => {
          if (waiting.get(fingerprint) === first) waiting.delete(fingerprint);
          return run(first);
        })
        .catch(reject);
    });

  return {
    read: async (listed, problem, signal) => {
      // A second try, because a busy machine alone can make a parser late.
      for (let chance = 0; chance < 2 && !isTooSlow(listed); chance += 1) {
        const outcome = await gathered(listed, problem, signal);
        if (outcome.kind === 'killed' && !signal.aborted) break;
        if (outcome.kind !== 'timedOut') return parsedBy(outcome);
      }
      return { kind: 'unknown' };
    },
  };
}
