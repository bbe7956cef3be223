import type { ChatRequest, ModelIdentity } from '../model/chat-model';
import { estimateRequestTokens, expectedCompletionTokens } from '../model/cost';
import { amountText } from './amounts';

/** What may be spent at most; 0 is no cap. A day is the person's own, from midnight. */
export interface Caps {
  readonly dollarsPerMaking: number;
  readonly dollarsPerDay: number;
  readonly tokensPerMaking: number;
  readonly tokensPerDay: number;
}

/** No cap at all. */
export const noCaps: Caps = { dollarsPerMaking: 0, dollarsPerDay: 0, tokensPerMaking: 0, tokensPerDay: 0 };

/** How a person calls each cap, to change it: `the setting toolsmith.limits.tokensPerDay`. */
export type CapNames = Readonly<Record<keyof Caps, string>>;

/** Tokens and known US dollars that are spent already, calls under way included. */
export interface Spent {
  readonly tokens: number;
  readonly dollars: number;
}

/** What is spent of today and of the making that a call belongs to; `null` where it belongs to none. */
export interface SpentSoFar {
  readonly day: Spent;
  readonly making: Spent | null;
}

/** Whether a call fits under the caps, and how long its reply may be; `message` says which cap it would exceed. */
export type Fit = { readonly kind: 'fits'; readonly completionTokens: number; readonly nearest: string | null } | { readonly kind: 'over'; readonly message: string };

/** What a call is expected to take: its prompt, estimated, and a usual reply. */
export function expectedOf(request: ChatRequest, identity: ModelIdentity): Spent & { readonly promptTokens: number; readonly completionTokens: number } {
  const promptTokens = estimateRequestTokens(request);
  const completionTokens = Math.min(request.maxCompletionTokens, expectedCompletionTokens[request.role]);
  return { promptTokens, completionTokens, tokens: promptTokens + completionTokens, dollars: (promptTokens * (identity.inputPrice ?? 0) + completionTokens * (identity.outputPrice ?? 0)) / 1_000_000 };
}

/**
 * Puts a call under the caps. It does not fit where its prompt and a usual reply would exceed one; where only a longer
 * reply would, the reply is limited instead. With a cap in dollars nothing of an unknown price fits: what cannot be
 * counted cannot be capped.
 */
export function fitUnder(caps: Caps, names: CapNames, request: ChatRequest, identity: ModelIdentity, spent: SpentSoFar): Fit {
  const expected = expectedOf(request, identity);
  let room = request.maxCompletionTokens;
  let nearest: string | null = null;
  for (const { cap, most, used, unit, period } of activeCaps(caps, spent)) {
    const name = names[cap];
    if (unit === 'dollars' && (identity.inputPrice === null || identity.outputPrice === null)) {
      return { kind: 'over', message: `Nothing was sent: there is a cap of ${amountText(most, unit)} ${period} (${name}), and the price of ${identity.model} is unknown. Give its prices (0 where it costs nothing), or take this cap off and cap tokens instead.` };
    }
    const left = most - used;
    const spentText = `${amountText(most, unit)} ${period} (${name}); ${amountText(used, unit)} ${used === 1 && unit === 'tokens' ? 'is' : 'are'} spent`;
    if (left < expected[unit]) return { kind: 'over', message: `Nothing was sent: the cap is ${spentText}, and this request takes about ${amountText(expected[unit], unit)}. Raise the cap, or go on when there is room again.` };
    const replyRoom = unit === 'tokens' ? left - expected.promptTokens : repliesFor(left, expected.promptTokens, identity);
    if (replyRoom >= room) continue;
    room = Math.floor(replyRoom);
    nearest = `The reply was cut off at the cap of ${spentText} before it. Raise the cap, or go on when there is room again.`;
  }
  return { kind: 'fits', completionTokens: room, nearest };
}

/** The caps that are set and apply, with what counts against each. */
function activeCaps(caps: Caps, { day, making }: SpentSoFar): readonly { readonly cap: keyof Caps; readonly most: number; readonly used: number; readonly unit: 'dollars' | 'tokens'; readonly period: string }[] {
  const all = [
    ...(making === null
      ? []
      : ([
          { cap: 'dollarsPerMaking', most: caps.dollarsPerMaking, used: making.dollars, unit: 'dollars', period: 'a making' },
          { cap: 'tokensPerMaking', most: caps.tokensPerMaking, used: making.tokens, unit: 'tokens', period: 'a making' },
        ] as const)),
    { cap: 'dollarsPerDay', most: caps.dollarsPerDay, used: day.dollars, unit: 'dollars', period: 'a day' },
    { cap: 'tokensPerDay', most: caps.tokensPerDay, used: day.tokens, unit: 'tokens', period: 'a day' },
  ] as const;
  return all.filter(({ most }) => most > 0);
}

/** Tokens of a reply that so many dollars still pay for, after its prompt. */
function repliesFor(dollars: number, promptTokens: number, { inputPrice, outputPrice }: ModelIdentity): number {
  return outputPrice === null || outputPrice === 0 ? Infinity : (dollars * 1_000_000 - promptTokens * (inputPrice ?? 0)) / outputPrice;
}
