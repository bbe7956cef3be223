import fc from 'fast-check';
import type { SandboxOutcome } from '../../src/engine/sandbox/sandbox';
import type { Subject } from './subject';

/** How long and from where a law is tried. */
export interface Trial {
  readonly milliseconds: number;
  readonly seed: number;
  /** Where a counterexample was found, to try it again. */
  readonly path?: string;
}

/** What became of a trial. */
export interface Verdict {
  readonly law: string;
  readonly seed: number;
  readonly tried: number;
  readonly kinds: ReadonlyMap<SandboxOutcome['kind'], number>;
  /** Why it failed, and on what, as small as it could be made in the time. */
  readonly failure?: { readonly reason: string; readonly path?: string; readonly example: string };
}

/** Something that holds for every input. */
export interface Law {
  readonly name: string;
  /** Its part of the time, in relation to the others. */
  readonly share: number;
  /** Tries it until the time is over or it fails. */
  try(subject: Subject, trial: Trial): Promise<Verdict>;
}

/** Makes a law of the inputs and of what must hold for each; `show` writes an input for a person. */
export function law<T>(
  name: string,
  share: number,
  inputs: fc.Arbitrary<T>,
  holds: (input: T, subject: Subject) => Promise<void>,
  show: (input: T) => string,
): Law {
  return {
    name,
    share,
    try: async (subject, { milliseconds, seed, path }) => {
      subject.takeKinds();
      let tried = 0;
      let last: { readonly input: T; readonly run: Promise<void> } | undefined;
      const details = await fc.check(
        fc.asyncProperty(inputs, (input) => {
          tried += 1;
          const run = holds(input, subject);
          last = { input, run };
          return run;
        }),
        {
          seed,
          numRuns: 1_000_000_000,
          interruptAfterTimeLimit: milliseconds,
          markInterruptAsFailure: false,
          ...(path === undefined ? {} : { path }),
        },
      );
      const result = { law: name, seed, tried };
      // Without a counterexample it is only that the time ended in the first call, as on a busy machine.
      if (details.counterexample) {
        await last?.run.catch(() => undefined);
        const example = show(details.counterexample[0]);
        return {
          ...result,
          kinds: subject.takeKinds(),
          failure: { reason: reasonOf(details.errorInstance), example, path: details.counterexamplePath },
        };
      }
      // The time ended in the middle of a call, which has to end well like the others: it may be the one that hangs.
      const failure = await last?.run.then(
        () => undefined,
        (error: unknown) => ({
          reason: reasonOf(error),
          example: last ? show(last.input) : 'none',
          path: String(tried - 1),
        }),
      );
      const kinds = subject.takeKinds();
      if (tried === 0)
        return {
          ...result,
          kinds,
          failure: { reason: 'the time was over before anything was tried', example: 'none' },
        };
      return failure ? { ...result, kinds, failure } : { ...result, kinds };
    },
  };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
