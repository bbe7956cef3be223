import { whole, type Behaviour } from './behaviour';
import { now } from '../asking';
import { json } from '../fault-server';

const date = (milliseconds: number): Date => new Date(now() + milliseconds);

/** How servers say when to come again, and the wait in milliseconds. */
const told: readonly (readonly [headers: Readonly<Record<string, string>>, wait: number])[] = [
  [{ 'retry-after': '3' }, 3_000],
  [{ 'retry-after': '0.25' }, 250],
  [{ 'retry-after': '0' }, 0],
  [{ 'retry-after': ' 7 ' }, 7_000],
  [{ 'retry-after': '7, 7' }, 7_000],
  [{ 'retry-after': '20s' }, 20_000],
  [{ 'retry-after': date(9_000).toUTCString() }, 9_000],
  [{ 'retry-after': date(9_000).toISOString() }, 9_000],
  [{ 'retry-after': date(-9_000).toUTCString() }, 0],
  [{ 'retry-after': String(date(9_000).getTime() / 1_000) }, 9_000],
  [{ 'retry-after-ms': '1500', 'retry-after': '2' }, 1_500],
  [{ 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '12s' }, 12_000],
  [
    {
      'x-ratelimit-remaining-requests': '10',
      'x-ratelimit-reset-requests': '5h0m0s',
      'x-ratelimit-remaining-tokens': '0',
      'x-ratelimit-reset-tokens': '450ms',
    },
    450,
  ],
  [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(date(5_000).getTime()) }, 5_000],
  [{ 'ratelimit-reset': '30' }, 30_000],
  [
    { 'anthropic-ratelimit-requests-remaining': '0', 'anthropic-ratelimit-requests-reset': date(4_000).toISOString() },
    4_000,
  ],
];

/** The wait of every form in which a server may tell it. */
export const waits: readonly Behaviour[] = [
  ...told.map(([headers, wait]): Behaviour => ({
    name: `says when to come again with ${JSON.stringify(headers)}`,
    plays: [json(429, { error: { message: 'slow down' } }, headers), whole('fine')],
    told: /^reply: fine$/,
    requests: 2,
    waits: [wait],
  })),
  ...['-1', 'soon', ''].map((value): Behaviour => ({
    name: `says nonsense about when to come again: “${value}”`,
    plays: [json(429, { error: { message: 'slow down' } }, { 'retry-after': value }), whole('fine')],
    told: /^reply: fine$/,
    requests: 2,
    waits: [500],
  })),
  {
    name: 'is to be left alone for longer than a minute, as only its limits say',
    plays: [json(429, {}, { 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '1m3s' })],
    told: /^rateLimited: .*try again in 63 s/,
    requests: 1,
  },
  ...[
    [{ error: { message: 'slow down', retry_after_ms: 700 } }, 700],
    [{ error: { message: 'slow down' }, retry_after: 2.5 }, 2_500],
    [{ error: { message: 'slow down', retryAfterSeconds: 3 } }, 3_000],
    [{ message: 'Too many requests. Please wait 1 minute before trying again.' }, 60_000],
  ].map(([body, wait]): Behaviour => ({
    name: `says when to come again in ${JSON.stringify(body)}`,
    plays: [json(429, body), whole('fine')],
    told: /^reply: fine$/,
    requests: 2,
    waits: [wait as number],
  })),
];
