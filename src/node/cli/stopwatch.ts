import type { During } from '../../engine/applying/questions';

/** Work that is timed and not shown. */
export interface Stopwatch {
  readonly during: During;
  /** What a problem took from its start to its outcome, the waiting for other problems left out. */
  milliseconds(problem: string): number;
}

/** A stopwatch over problems; `signal` stops what it times. */
export function stopwatch(signal: AbortSignal): Stopwatch {
  const took = new Map<string, number>();
  return {
    during: ({ problems }, work) => {
      const starts = new Map<number, number>();
      return work(signal, {
        onStart: (at) => starts.set(at, performance.now()),
        onDone: (at, milliseconds) => {
          const start = starts.get(at);
          took.set(problems[at] ?? '', milliseconds ?? (start === undefined ? 0 : performance.now() - start));
        },
      });
    },
    milliseconds: (problem) => took.get(problem) ?? 0,
  };
}
