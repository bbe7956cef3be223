import { beginningOf, type ServerError } from './server-error';

/** What was learned of how long a server lets a model's replies be. */
export interface LearnedLimits {
  /** The most tokens of a reply; `null` where it is not known. */
  readonly most: number | null;
  /** The most tokens of request and reply together; `null` where it is not known. */
  readonly total: number | null;
  /** What a reply is first given room for. */
  readonly start: number;
}

/**
 * Where nothing is learned yet: tools take 1,500 to 4,000 tokens. A limit counts towards the context, the tokens a
 * minute and the credit of some servers, however short the reply, so that a large one is refused.
 */
export const unlearned: LearnedLimits = { most: null, total: null, start: 4_000 };

/** A smaller limit that a server may take, and what is to be remembered of it. */
export interface SmallerLimit {
  readonly limit: number;
  readonly learned: Partial<Pick<LearnedLimits, 'most' | 'total'>>;
}

/** The smallest limit that is tried where the server names none: less holds no tool. */
const least = 256;

/** How far our count of a prompt's tokens may be too small. */
const doubt = 1.2;

/** The limit to ask for: what is wanted, as far as it is known that the server lets it. */
export function limitUnder(learned: LearnedLimits, wanted: number, promptTokens: number): number {
  const rest = learned.total === null ? Infinity : learned.total - Math.ceil(promptTokens * doubt);
  // What does not fit is for the server to say: its own count may be smaller than ours.
  return Math.min(wanted, learned.most ?? Infinity, Math.max(rest, least));
}

/** An error that may be about how long the reply would be. */
const aboutLength =
  /max\w*_?tokens|max_new_tokens|maxOutputTokens|context|\btokens?\b|\bTPM\b|can only afford|too (?:long|large|big)\b/i;
const tooMuch =
  /exceed|too (?:large|high|big|long|many|much)|at most|maximum|less than|greater|larger|longer|must be|should be|\blimit\b|afford|range|reduce|fewer|[<>]|≤/i;
/** Words of servers that do not know the parameter at all. */
const unknownName = /unsupported.?parameter|unknown|unrecognized|not supported with|extra inputs|unexpected|instead\b/i;
/** The request alone is too long: no shorter reply makes room. */
const promptAlone =
  /(?:prompt|input|message) (?:is |was )?too long|exceeds the available context|input length exceeds|input token count|prompt (?:token count|exceeds|length|contains \d+ tokens)|\bbody\b|payload|entity/i;
/** Words of servers that want to be left alone for a while: a smaller limit at once is no answer to that. */
const toWait = /throttl|wait|(?:retry|try again) (?:after|in) \d/i;
/** The limit is one of request and reply together. */
const together = /context|input|prompt|messages|tokens per|per (?:minute|day|hour)|\bTP[MDH]\b|in total|\+/i;

/** True for an error about how long the request or its reply is, and not about a parameter that is not known. */
export function isAboutLength(said: ServerError): boolean {
  const { message, code } = beginningOf(said);
  return aboutLength.test(message) && tooMuch.test(`${code} ${message}`) && !unknownName.test(`${code} ${message}`);
}

/**
 * A smaller limit in place of `asked`, from what the server says it can (at most, context, tokens a minute, credit),
 * or half of it where it names no number. `undefined` where the error is about something else, or no limit helps. Of one
 * that is about a rate only the numbers of the request tell that.
 */
export function smallerLimit(
  said: ServerError,
  asked: number | null,
  promptTokens: number,
  isRate = false,
): SmallerLimit | undefined {
  const { message } = beginningOf(said);
  if (asked === null || !isAboutLength(said) || promptAlone.test(message)) return undefined;
  if (isRate && !/\brequested\b/i.test(message)) return undefined;
  const numbers = numbersIn(message).filter((number) => number !== asked);
  const found = together.test(message)
    ? withinTotal(message, numbers, asked, promptTokens)
    : mostOf(message, numbers, asked);
  if (found !== undefined) return found === 'noHelp' ? undefined : found;
  if (isRate || toWait.test(message)) return undefined;
  return asked > least ? { limit: Math.max(least, Math.floor(asked / 2)), learned: {} } : undefined;
}

type Found = SmallerLimit | 'noHelp' | undefined;

/** `supports at most 4096 completion tokens`, `can only afford 3919`. */
function mostOf(message: string, numbers: readonly number[], asked: number): Found {
  const limit = Math.max(...numbers.filter((number) => number < asked && number > 1));
  if (!Number.isFinite(limit)) return undefined;
  // Credit comes and goes.
  return { limit, learned: /afford|credit/i.test(message) ? {} : { most: limit } };
}

/** `maximum context length is 8192 tokens … (1500 in the messages, 16000 in the completion)`, `Limit 6000, Requested 17543`. */
function withinTotal(message: string, numbers: readonly number[], asked: number, promptTokens: number): Found {
  const plausible = (number: number): boolean => number > promptTokens / 3 && number < promptTokens * 3 + 200;
  // `context limit: 1500 + 16000 > 8192`.
  const [, first, , most] = /(?<!\d)(\d{1,9}) ?\+ ?(\d{1,9}) ?> ?(\d{1,9})/.exec(message) ?? [];
  if (first !== undefined && most !== undefined) {
    const fits = Number(most) - Number(first);
    return fits >= asked || fits < 16 ? 'noHelp' : { limit: fits, learned: { total: Number(most) } };
  }
  const named = statedAs(
    message,
    /\b(?:limit|maximum context length|context (?:length|size|window)|n_ctx)\D{0,12}?(\d[\d,]*)/i,
  );
  const requested = statedAs(message, /\brequested\D{0,24}?(\d[\d,]*)/i);
  const sum =
    requested ??
    numbers.find((number) => number > asked && (numbers.includes(number - asked) || plausible(number - asked)));
  const rest = numbers.filter((number) => number !== sum);
  const total = named ?? (rest.length > 0 ? Math.max(...rest) : undefined);
  if (total === undefined) return undefined;
  const stated = rest.find((number) => number !== total && plausible(number));
  const input = stated ?? (sum !== undefined && sum > asked ? sum - asked : Math.ceil(promptTokens * doubt));
  const limit = total - input;
  // Where what is asked for would fit, or nothing would, the cause is another.
  return limit >= asked || limit < 16 ? 'noHelp' : { limit, learned: { total } };
}

function statedAs(message: string, pattern: RegExp): number | undefined {
  const [, digits] = pattern.exec(message) ?? [];
  return digits === undefined ? undefined : Number(digits.replaceAll(',', ''));
}

/** The whole numbers of a text; those in names, versions, dates and times are none. */
function numbersIn(text: string): readonly number[] {
  return [...text.matchAll(/(?<![\w.\-/,])(?:\d{1,3}(?:,\d{3})+|\d+)(?![\w\-/]|\.\d|,\d)/g)].map(([digits]) =>
    Number(digits.replaceAll(',', '')),
  );
}
