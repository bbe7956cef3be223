/** So much of an error is looked through for a wait, in characters. */
const longestSaid = 8_000;

/**
 * Milliseconds that a server wants to be left alone for: from its headers, from the details of its error, or from the
 * text of it. `null` where it says nothing of the kind.
 */
export function retryAfterOf(headers: Headers | undefined, body: string, now: number): number | null {
  return ofHeaders(headers, now) ?? ofText(body.slice(0, longestSaid));
}

/** `retry-after-ms`, or `retry-after` in seconds or as a date. */
function ofHeaders(headers: Headers | undefined, now: number): number | null {
  const milliseconds = numberOf(headers?.get('retry-after-ms'));
  if (milliseconds !== undefined) return milliseconds;
  const value = headers?.get('retry-after');
  const seconds = numberOf(value);
  if (seconds !== undefined) return seconds * 1_000;
  // A date has the names of day and month; without that, Date.parse makes years of any number.
  const date = Date.parse(/[a-z]{3}/i.test(value ?? '') ? (value ?? '') : '');
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

/** Fields of errors that hold a wait in seconds: Gemini's `retryDelay`, `estimated_time` while a model loads… */
const field =
  /"(?:retryDelay|retry_delay|retry_?after|retry_after_seconds|estimated_time)"\s*:\s*"?(\d+(?:\.\d+)?)s?\b/i;

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

function ofText(body: string): number | null {
  const [, seconds] = field.exec(body) ?? [];
  if (seconds !== undefined) return Math.ceil(Number(seconds) * 1_000);
  const [, time] = sentence.exec(body) ?? [];
  if (time === undefined) return null;
  return [...time.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]+)/gi)].reduce((sum, [, count, unit = '']) => {
    const [, milliseconds = 0] = units.find(([start]) => unit.toLowerCase().startsWith(start)) ?? [];
    return sum + Math.ceil(Number(count) * milliseconds);
  }, 0);
}

/** A header's number, not negative; `Number('')` would be 0. */
function numberOf(value: string | null | undefined): number | undefined {
  return value !== null && value !== undefined && /^\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : undefined;
}
