import type { ChatFailureKind, ChatModel, ChatOutcome, ChatRequest, ModelIdentity, Usage } from '../model/chat-model';
import { estimateRequestTokens } from '../model/cost';
import { expectedOf } from './caps';
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
  /** Names a call: different each time. */
  readonly newId: () => string;
  /** An entry could not be written. The reply was paid for, so it is handed on all the same. */
  readonly onUnwritten: (error: unknown) => void;
}

/**
 * A model whose calls are written to the ledger as they are sent, and again as they end, failed ones too: what a crash
 * comes between may have been paid for. `booking` is asked for each entry.
 */
export function ledgered(
  model: ChatModel,
  booking: () => Booking,
  { ledger, now, newId, onUnwritten }: LedgeredParts,
): ChatModel {
  return {
    identity: model.identity,
    complete: async (request, signal, onProgress) => {
      if (signal.aborted) return model.complete(request, signal, onProgress);
      const id = newId();
      const entry = (outcome: CallEntry['outcome'], tokens: CallEntry['tokens']): CallEntry =>
        callEntry(model, request, id, outcome, tokens, booking(), now());
      // Not to be said twice: where this cannot be written, the entry at the end cannot either.
      await ledger.append(entry('sent', expectedTokens(request, model.identity))).catch(() => undefined);
      const outcome = await model.complete(request, signal, onProgress);
      await ledger.append(entry(outcome.kind, tokensOf(request, outcome, model.identity))).catch(onUnwritten);
      return outcome;
    },
  };
}

function callEntry(
  { identity }: ChatModel,
  request: ChatRequest,
  id: string,
  outcome: CallEntry['outcome'],
  tokens: CallEntry['tokens'],
  booking: Booking,
  at: Date,
): CallEntry {
  return {
    kind: 'call',
    id,
    at: at.toISOString(),
    role: request.role,
    model: identity.model.slice(0, 200),
    host: identity.host.slice(0, 200),
    purpose: request.purpose.slice(0, 80),
    tool: booking.tool ?? null,
    making: booking.making ?? null,
    outcome,
    tokens,
    price: { input: identity.inputPrice, output: identity.outputPrice },
  };
}

/** What a call is expected to take: as the caps expect it. */
function expectedTokens(request: ChatRequest, identity: ModelIdentity): CallEntry['tokens'] {
  const { promptTokens, completionTokens } = expectedOf(request, identity);
  return estimated(promptTokens, completionTokens);
}

/** An estimate counts characters, which says nothing of cached and reasoning tokens. */
function estimated(input: number, output: number): CallEntry['tokens'] {
  return {
    input: { value: input, source: 'estimated' },
    cached: unknown,
    output: { value: output, source: 'estimated' },
    reasoning: unknown,
  };
}

/**
 * Failures in which no model saw the request: nothing was sent, nobody was reached, or it was turned away at the door.
 */
const unprocessed: ReadonlySet<ChatFailureKind> = new Set<ChatFailureKind>([
  'notConfigured',
  'notRecorded',
  'unreachable',
  'unauthorized',
  'modelNotFound',
  'rateLimited',
  'quotaExhausted',
  'overCap',
  'braked',
]);

/** Failures in which a model may have written what never came: as much as a usual reply counts, estimated. */
const unseen: ReadonlySet<ChatFailureKind> = new Set<ChatFailureKind>(['timedOut', 'cancelled']);

function tokensOf(request: ChatRequest, outcome: ChatOutcome, identity: ModelIdentity): CallEntry['tokens'] {
  if (outcome.usage) return usageFigures(outcome.usage);
  if (outcome.kind !== 'reply' && unprocessed.has(outcome.kind)) return estimated(0, 0);
  if (outcome.kind !== 'reply' && unseen.has(outcome.kind)) return expectedTokens(request, identity);
  // What was sent and turned down may be billed: its prompt counts.
  return estimated(estimateRequestTokens(request), 0);
}

function usageFigures(usage: Usage): CallEntry['tokens'] {
  const figure = (value: number): Figure => ({ value, source: usage.source });
  const told = (name: 'cachedTokens' | 'reasoningTokens'): Figure =>
    usage.unreported?.includes(name) === true || (usage.source === 'estimated' && usage[name] === 0)
      ? unknown
      : figure(usage[name]);
  return {
    input: figure(usage.promptTokens),
    cached: told('cachedTokens'),
    output: figure(usage.completionTokens),
    reasoning: told('reasoningTokens'),
  };
}

const unknown: Figure = { value: null, source: 'unknown' };
