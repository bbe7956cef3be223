import type { ChatFailureKind, ChatModel, ChatOutcome, ChatRequest, Usage } from '../model/chat-model';
import { estimateRequestTokens } from '../model/cost';
import type { CallEntry, Figure, ToolKey } from './entry';
import type { Ledger } from './ledger';

/** What calls are booked on: a making, a tool, both where a draft is gone on with, or nothing. */
export interface Booking {
  readonly tool?: ToolKey | null;
  readonly making?: string | null;
}

/** What a ledgered model needs. */
export interface LedgeredParts {
  readonly ledger: Pick<Ledger, 'append'>;
  readonly now: () => Date;
  /** An entry could not be written. The reply was paid for, so it is handed on all the same. */
  readonly onUnwritten: (error: unknown) => void;
}

/** A model whose calls are written to the ledger as they end, failed ones too. `booking` is asked at the end of each. */
export function ledgered(model: ChatModel, booking: () => Booking, { ledger, now, onUnwritten }: LedgeredParts): ChatModel {
  return {
    identity: model.identity,
    complete: async (request, signal, onProgress) => {
      const sent = !signal.aborted;
      const outcome = await model.complete(request, signal, onProgress);
      if (sent) await ledger.append(callEntry(model, request, outcome, booking(), now())).catch(onUnwritten);
      return outcome;
    },
  };
}

function callEntry({ identity }: ChatModel, request: ChatRequest, outcome: ChatOutcome, booking: Booking, at: Date): CallEntry {
  return {
    kind: 'call',
    at: at.toISOString(),
    role: request.role,
    model: identity.model.slice(0, 200),
    host: identity.host.slice(0, 200),
    purpose: request.purpose.slice(0, 80),
    tool: booking.tool ?? null,
    making: booking.making ?? null,
    outcome: outcome.kind,
    tokens: tokensOf(request, outcome),
    price: { input: identity.inputPrice, output: identity.outputPrice },
  };
}

/** Failures in which no model saw the request: nothing was sent, nobody was reached, or it was turned away at the door. */
const unprocessed: ReadonlySet<ChatFailureKind> = new Set<ChatFailureKind>(['notConfigured', 'notRecorded', 'unreachable', 'unauthorized', 'modelNotFound', 'rateLimited', 'quotaExhausted', 'overCap']);

function tokensOf(request: ChatRequest, outcome: ChatOutcome): CallEntry['tokens'] {
  if (outcome.usage) return usageFigures(outcome.usage);
  // What was sent and not answered may be billed: its prompt counts.
  const input = outcome.kind !== 'reply' && unprocessed.has(outcome.kind) ? 0 : estimateRequestTokens(request);
  return { input: { value: input, source: 'estimated' }, cached: unknown, output: { value: 0, source: 'estimated' }, reasoning: unknown };
}

function usageFigures(usage: Usage): CallEntry['tokens'] {
  const figure = (value: number): Figure => ({ value, source: usage.source });
  // An estimate counts characters, which says nothing of these two.
  const told = (name: 'cachedTokens' | 'reasoningTokens'): Figure => (usage.unreported?.includes(name) === true || (usage.source === 'estimated' && usage[name] === 0) ? unknown : figure(usage[name]));
  return { input: figure(usage.promptTokens), cached: told('cachedTokens'), output: figure(usage.completionTokens), reasoning: told('reasoningTokens') };
}

const unknown: Figure = { value: null, source: 'unknown' };
