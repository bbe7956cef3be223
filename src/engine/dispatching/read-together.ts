import type { LibraryTool } from '../library/library';
import { linkedAbort } from '../linked-abort';
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
  readonly fail: ((error: unknown) => void)[];
}

/**
 * Reads problems together: many are dispatched at once, each by itself, and what is asked of a tool while it reads
 * others goes to the sandbox in its next run. A tool that keeps running out of time is tried no more.
 */
export function readTogether({ sandbox, limits }: Workshop): ReadTogether {
  /** What a tool reads next; a tool without an entry reads nothing now. */
  const waiting = new Map<string, Gathered[]>();
  const timeouts = new Map<string, number>();
  const isTooSlow = ({ fingerprint }: LibraryTool): boolean => (timeouts.get(fingerprint) ?? 0) >= timeoutsBorne;

  const run = async ({ listed, signal, problems, settle, fail }: Gathered): Promise<void> => {
    const { tool, fingerprint } = listed;
    const whileBearable = linkedAbort(signal);
    try {
      await sandbox.run(
        { code: tool.code, argumentsSchema: tool.argumentsSchema, problems, limits, onlyRead: true },
        whileBearable.signal,
        (at, { outcome }) => {
          settle[at]?.(outcome);
          if (outcome.kind !== 'timedOut') return;
          timeouts.set(fingerprint, (timeouts.get(fingerprint) ?? 0) + 1);
          if (isTooSlow(listed)) whileBearable.abort();
        },
      );
    } catch (error) {
      for (const one of fail) one(error);
    } finally {
      whileBearable.unlink();
    }
  };

  /** Runs what waits for a tool, and what comes meanwhile, until nothing does. */
  const runAll = async (fingerprint: string, queue: Gathered[]): Promise<void> => {
    // After all that is asked for by now.
    await Promise.resolve();
    for (let next = queue.shift(); next; next = queue.shift()) await run(next);
    waiting.delete(fingerprint);
  };

  const gathered = (listed: LibraryTool, problem: string, signal: AbortSignal): Promise<SandboxOutcome> =>
    new Promise((resolve, reject) => {
      const { fingerprint } = listed;
      const queue = waiting.get(fingerprint) ?? [];
      const last = queue.at(-1);
      if (last?.signal === signal) {
        last.problems.push(problem);
        last.settle.push(resolve);
        last.fail.push(reject);
        return;
      }
      queue.push({ listed, signal, problems: [problem], settle: [resolve], fail: [reject] });
      if (waiting.has(fingerprint)) return;
      waiting.set(fingerprint, queue);
      void runAll(fingerprint, queue);
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
