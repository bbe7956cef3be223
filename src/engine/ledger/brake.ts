import type { ChatFailureKind, ChatOutcome, ChatRequest, ModelIdentity, Usage } from '../model/chat-model';
import { addUsage, costOf, noUsage } from '../model/cost';
import { amountText } from './amounts';

/** Requests in a row that may bring nothing before no more are sent. */
const mostInVain = 4;

/** Stops a run whose requests bring nothing: whatever the cause, the next one would bring nothing either, and cost. */
export interface Brake {
  /** Why nothing more is sent, and what it has cost; `undefined` while it is. */
  stopped(): string | undefined;
  /** Takes note of how a request ended. */
  note(request: ChatRequest, outcome: ChatOutcome): void;
}

/** Ends that say nothing of the next request: the person's own doing, or nothing was asked. */
const neutral: ReadonlySet<ChatFailureKind> = new Set<ChatFailureKind>([
  'cancelled',
  'notConfigured',
  'notRecorded',
  'overCap',
  'braked',
]);

/** A brake for one run with a model: going on is another run, which the person begins. */
export function createBrake({ model, host, inputPrice, outputPrice }: ModelIdentity): Brake {
  let inVain = 0;
  let spent: Usage = noUsage;
  let cause = '';
  return {
    stopped: () => {
      if (inVain < mostInVain) return undefined;
      const tokens = spent.promptTokens + spent.completionTokens;
      const cost = costOf(spent, { inputPrice, outputPrice });
      const price = tokens === 0 ? '' : cost === null ? ', price unknown' : `, ${amountText(cost, 'dollars')}`;
      return `Nothing more was sent to ${model} at ${host}: the last ${inVain} requests brought nothing and took ${amountText(tokens, 'tokens')} (${spent.source})${price}. The last one: ${cause} Mend the cause, or begin again to go on all the same.`;
    },
    note: (request, outcome) => {
      if (outcome.kind !== 'reply' && neutral.has(outcome.kind)) return;
      if (outcome.kind === 'reply' && request.missing?.(outcome.text) === undefined) {
        inVain = 0;
        spent = noUsage;
        return;
      }
      inVain += 1;
      if (outcome.usage) spent = addUsage(spent, outcome.usage);
      cause = outcome.kind === 'reply' ? 'its reply does not hold what was asked for.' : outcome.message;
    },
  };
}
