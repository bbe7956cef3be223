/** So much of an error is looked through for a wait, in characters. */
const longestSaid = 8_000;

/**
 * Milliseconds that a server wants to be left alone for: from its headers, from the details of its error, or from the
 * text of it. `null` where it says nothing of the kind.
 */
export function retryAfterOf(headers: Headers | undefined, body: string, now: number): number | null {
  return ofHeaders(headers, now) ?? ofText(body.slice(0, longestSaid), now);
}

/** What servers call the end of a limit of theirs, and what is left of it. */
const resets: readonly (readonly [reset: string, remaining: string])[] = [
  ['x-ratelimit-reset-requests', 'x-ratelimit-remaining-requests'],
  ['x-ratelimit-reset-tokens', 'x-ratelimit-remaining-tokens'],
  ['x-ratelimit-reset', 'x-ratelimit-remaining'],
  ['ratelimit-reset', 'ratelimit-remaining'],
  ['anthropic-ratelimit-requests-reset', 'anthropic-ratelimit-requests-remaining'],
  ['anthropic-ratelimit-tokens-reset', 'anthropic-ratelimit-tokens-remaining'],
];

/** `retry-after-ms`, `retry-after`, or else the latest end of a limit of which nothing is left. */
function ofHeaders(headers: Headers | undefined, now: number): number | null {
  const milliseconds = numberOf(headers?.get('retry-after-ms'));
  if (milliseconds !== undefined) return milliseconds;
  const told = timeOf(headers?.get('retry-after'), now);
  if (told !== null) return told;
  const ends = resets.flatMap(([reset, remaining]) => {
    const left = numberOf(headers?.get(remaining));
    const end = left === undefined || left === 0 ? timeOf(headers?.get(reset), now) : null;
    return end === null ? [] : [end];
  });
  return ends.length === 0 ? null : Math.max(...ends);
}

/** Seconds, a time like `1m30s`, a date, or a moment in seconds or milliseconds since 1970, as milliseconds from now. */
function timeOf(value: string | null | undefined, now: number): number | null {
  const text = value?.trim() ?? '';
  // Two headers of one name come as one.
  const number = numberOf(text.split(',')[0]);
  if (number !== undefined && /^[\d., ]+$/.test(text)) {
    const since1970 = number > 1e11 ? number : number > 1e9 ? number * 1_000 : undefined;
    return since1970 === undefined ? number * 1_000 : Math.max(0, since1970 - now);
  }
  if (/^(?:\d+(?:\.\d+)?(?:ms|[hms]))+$/i.test(text)) return spanOf(text);
  // A date has the names of day and month, or is one of ISO; without that, Date.parse makes years of any number.
  const date = Date.parse(/[a-z]{3}|^\d{4}-\d\d-\d\dT/i.test(text) ? text : '');
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

/** Fields of errors that hold a wait in milliseconds. */
const fieldOfMilliseconds = /"(?:retry_?after_?(?:ms|milliseconds))"\s*:\s*"?(\d+)\b/i;

/** Fields of errors that hold a wait in seconds: Gemini's `retryDelay`, `estimated_time` while a model loads… */
const field = /"(?:retryDelay|retry_delay|retry_?after(?:_?seconds)?|estimated_time)"\s*:\s*"?(\d+(?:\.\d+)?)s?\b/i;

/** `Please try again in 1m7.66s`, `retry after 20 seconds`, `wait 300ms`. */
const sentence =
  /\b(?:again|retry|wait|available|reset\w*)(?:\s+(?:in|after|for|about|at least|\w+ing))*\s+((?:\d+(?:\.\d+)?\s*(?:hours?|h|ms|milliseconds?|minutes?|min|m|seconds?|secs?|s)\s*)+)/i;

/** What a unit of time is in milliseconds, by how it begins; the longer beginnings first. */
const units: readonly (readonly [string, number])[] = [
  ['ms', 1],
  ['milli', 1],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
];

/** Azure's gateway: `replenished in 02:30:11`. */
const clock = /\breplenished in (\d\d):(\d\d):(\d\d)/i;

/** Headers of a provider that a gateway quotes in its error. */
const quoted = /"x-ratelimit-reset"\s*:\s*"?(\d{10,13})\b/i;

function ofText(body: string, now: number): number | null {
  const [, hours, minutes, rest] = clock.exec(body) ?? [];
  if (hours !== undefined) return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(rest)) * 1_000;
  const [, moment] = quoted.exec(body) ?? [];
  if (moment !== undefined) return timeOf(moment, now);
  const [, milliseconds] = fieldOfMilliseconds.exec(body) ?? [];
  if (milliseconds !== undefined) return Number(milliseconds);
  const [, seconds] = field.exec(body) ?? [];
  if (seconds !== undefined) return Math.ceil(Number(seconds) * 1_000);
  const [, time] = sentence.exec(body) ?? [];
  if (time === undefined) return null;
  return spanOf(time);
}

/** A time of several parts in milliseconds. */
function spanOf(time: string): number {
  return [...time.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]+)/gi)].reduce((sum, [, count, unit = '']) => {
    const [, milliseconds = 0] = units.find(([start]) => unit.toLowerCase().startsWith(start)) ?? [];
    return sum + Math.ceil(Number(count) * milliseconds);
  }, 0);
}

/** A header's number, not negative; `Number('')` would be 0. */
function numberOf(value: string | null | undefined): number | undefined {
  return value !== null && value !== undefined && /^\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : undefined;
}
