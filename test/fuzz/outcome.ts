import type { SandboxCall, SandboxOutcome } from '../../src/engine/sandbox/sandbox';

/** What members of the union carry beside their kind, and how it is checked. */
const fields: Readonly<Record<SandboxOutcome['kind'], (rest: Record<string, unknown>, call: SandboxCall) => boolean>> =
  {
    value: ({ value, ...rest }) => value !== undefined && isEmpty(rest),
    missing: isEmpty,
    threw: ({ message, ...rest }) => isText(message, 500) && isEmpty(rest),
    timedOut: ({ milliseconds, ...rest }, { limits }) => milliseconds === limits.milliseconds && isEmpty(rest),
    outOfMemory: isEmpty,
    stackOverflow: isEmpty,
    outputTooLarge: ({ characters, ...rest }, { limits }) =>
      Number.isSafeInteger(characters) && Number(characters) > limits.outputCharacters && isEmpty(rest),
    notJson: ({ what, ...rest }) => isText(what, 80) && what !== '' && isEmpty(rest),
    // No call here says what its result must fit, and nobody stops one.
    misfit: () => false,
    killed: () => false,
  };

/**
 * Words of `threw` with which the sandbox speaks of itself: the engine was trapped, or its worker died. No generated
 * program knows them.
 */
const ownFailures = ['the engine failed', 'the sandbox failed', 'the sandbox cannot start', 'the worker'];

/** What is wrong with an outcome, whatever the program did; `undefined` where it is a sound member of the union. */
export function faultOf(outcome: SandboxOutcome, call: SandboxCall): string | undefined {
  const { kind, ...rest } = outcome;
  if (!Object.hasOwn(fields, kind) || !fields[kind](rest, call)) return 'no member of the union of outcomes';
  if (kind === 'threw' && ownFailures.some((words) => outcome.message.startsWith(words)))
    return 'a failure of the engine or its worker';
  return undefined;
}

function isEmpty(rest: object): boolean {
  return Object.keys(rest).length === 0;
}

function isText(value: unknown, longest: number): boolean {
  return typeof value === 'string' && value.length <= longest;
}
