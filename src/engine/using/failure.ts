import type { UseOutcome } from './use-tool';

/** Why a problem has no answer: a kind for programs, a clause for people. */
export interface UseFailure {
  readonly kind: string;
  readonly message: string;
}

/** An outcome that is no answer, as a failure. */
export function failureOf(outcome: Exclude<UseOutcome, { kind: 'answer' }>): UseFailure {
  switch (outcome.kind) {
    case 'notRead':
      return { kind: 'notRead', message: outcome.reason ?? 'the tool does not take this for a problem of its class' };
    case 'noAnswer':
      return { kind: 'noAnswer', message: 'the tool says that there is no answer' };
    case 'failed':
      return { kind: outcome.isNovel ? 'novel' : (outcome.modelFailure ?? 'failed'), message: outcome.reason };
    case 'cancelled':
      return { kind: 'cancelled', message: 'interrupted before it was answered' };
  }
}
