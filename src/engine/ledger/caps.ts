import type { ChatRequest, ModelIdentity } from '../model/chat-model';
import { estimateRequestTokens, expectedCompletionTokens } from '../model/cost';
import { amountText } from './amounts';

/** What may be spent at most; `null` is no cap, and 0 allows nothing. A day is the person's own, from midnight. */
export interface Caps {
  readonly dollarsPerMaking: number | null;
  readonly dollarsPerDay: number | null;
  readonly tokensPerMaking: number | null;
  readonly tokensPerDay: number | null;
}

/** Whether there is any cap. */
export function isCapped(caps: Caps): boolean {
  return Object.values(caps).some((most) => most !== null);
}

/** No cap at all. */
export const noCaps: Caps = { dollarsPerMaking: null, dollarsPerDay: null, tokensPerMaking: null, tokensPerDay: null };

/**
 * A cap that cannot be read as one: it passes neither for none nor for another, so nothing is sent. The message is for
 * a person.
 */
export interface UnusableCap {
  readonly unusable: string;
}

/** How a person calls each cap, to change it: `the setting toolsmith.limits.tokensPerDay`. */
export type CapNames = Readonly<Record<keyof Caps, string>>;

/** Tokens and known US dollars that are spent already, calls under way included. */
export interface Spent {
  readonly tokens: number;
  readonly dollars: number;
}

/**
 * What is spent of today, and of the making that a call belongs to or the run of a command; `null` where it belongs to
 * neither.
 */
export interface SpentSoFar {
  readonly day: Spent;
  readonly making: (Spent & { readonly period: 'a making' | 'a run' }) | null;
}

/** Whether a call fits under the caps, and how long its reply may be; `message` says which cap it would exceed. */
export type Fit =
  | { readonly kind: 'fits'; readonly completionTokens: number; readonly nearest: string | null }
  | { readonly kind: 'over'; readonly message: string };

/** What a call is expected to take: its prompt, estimated, and a usual reply. */
export function expectedOf(
  request: ChatRequest,
  identity: ModelIdentity,
): Spent & { readonly promptTokens: number; readonly completionTokens: number } {
  const promptTokens = estimateRequestTokens(request);
  const completionTokens = Math.min(request.maxCompletionTokens, expectedCompletionTokens[request.role]);
  return {
    promptTokens,
    completionTokens,
    tokens: promptTokens + completionTokens,
    dollars: (promptTokens * (identity.inputPrice ?? 0) + completionTokens * (identity.outputPrice ?? 0)) / 1_000_000,
  };
}

/**
 * Reads caps as a person wrote them, as numbers or as their digits; what is not there is no cap, and 0 allows nothing.
 */
export function readCaps(written: Readonly<Record<keyof Caps, unknown>>, names: CapNames): Caps | UnusableCap {
  const caps = { ...noCaps } as Record<keyof Caps, number | null>;
  for (const cap of Object.keys(noCaps) as (keyof Caps)[]) {
    const value = written[cap] ?? null;
    const most = typeof value === 'string' && /^\s*\d+(\.\d+)?\s*$/.test(value) ? Number(value) : value;
    if (most !== null && !(typeof most === 'number' && Number.isFinite(most) && most >= 0))
      return { unusable: unusableText(cap, names[cap], value) };
    caps[cap] = most;
  }
  return caps;
}

function unusableText(cap: keyof Caps, name: string, value: unknown): string {
  const written = (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 40);
  const form = cap.startsWith('dollars')
    ? 'US dollars in digits, such as 0.50'
    : 'a number of tokens in digits, such as 20000';
  return `Nothing was sent: ${name} is “${written}”, which is no cap. It takes ${form}; 0 asks no model.`;
}

/**
 * Puts a call under the caps. It does not fit where its prompt and a usual reply would exceed one; where only a longer
 * reply would, the reply is limited instead. With a cap in dollars nothing of an unknown price fits: what cannot be
 * counted cannot be capped.
 */
export function fitUnder(
  caps: Caps,
  names: CapNames,
  request: ChatRequest,
  identity: ModelIdentity,
  spent: SpentSoFar,
): Fit {
  const expected = expectedOf(request, identity);
  let room = request.maxCompletionTokens;
  let nearest: string | null = null;
  for (const { cap, most, used, unit, period } of activeCaps(caps, spent)) {
    const name = names[cap];
    if (unit === 'dollars' && (identity.inputPrice === null || identity.outputPrice === null)) {
      return {
        kind: 'over',
        message: `Nothing was sent: there is a cap of ${amountText(most, unit)} ${period} (${name}), and the price of ${identity.model} is unknown. Give its prices (0 where it costs nothing), or take this cap off and cap tokens instead.`,
      };
    }
    const left = most - used;
    const spentText = `${amountText(most, unit)} ${period} (${name}); ${amountText(used, unit)} ${used === 1 && unit === 'tokens' ? 'is' : 'are'} spent`;
    if (left < expected[unit])
      return {
        kind: 'over',
        message: `Nothing was sent: the cap is ${spentText}, and this request takes about ${amountText(expected[unit], unit)}. Raise the cap, or go on when there is room again.`,
      };
    const replyRoom =
      unit === 'tokens' ? left - expected.promptTokens : repliesFor(left, expected.promptTokens, identity);
    if (replyRoom >= room) continue;
    room = Math.floor(replyRoom);
    nearest = `The reply was cut off at the cap of ${spentText} before it. Raise the cap, or go on when there is room again.`;
  }
  return { kind: 'fits', completionTokens: room, nearest };
}

/** The caps that are set and apply, with what counts against each. */
function activeCaps(
  caps: Caps,
  { day, making }: SpentSoFar,
): readonly {
  readonly cap: keyof Caps;
  readonly most: number;
  readonly used: number;
  readonly unit: 'dollars' | 'tokens';
  readonly period: string;
}[] {
  const all = [
    ...(making === null
      ? []
      : ([
          { cap: 'dollarsPerMaking', used: making.dollars, unit: 'dollars', period: making.period },
          { cap: 'tokensPerMaking', used: making.tokens, unit: 'tokens', period: making.period },
        ] as const)),
    { cap: 'dollarsPerDay', used: day.dollars, unit: 'dollars', period: 'a day' },
    { cap: 'tokensPerDay', used: day.tokens, unit: 'tokens', period: 'a day' },
  ] as const;
  return all.flatMap((one) => {
    const most = caps[one.cap];
    return most === null ? [] : [{ ...one, most }];
  });
}

/** Tokens of a reply that so many dollars still pay for, after its prompt. */
function repliesFor(dollars: number, promptTokens: number, { inputPrice, outputPrice }: ModelIdentity): number {
  return outputPrice === null || outputPrice === 0
    ? Infinity
    : (dollars * 1_000_000 - promptTokens * (inputPrice ?? 0)) / outputPrice;
}
