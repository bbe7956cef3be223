import { ended, tooLarge, type Behaviour } from './behaviour';
import { event, json, part, streamed } from '../fault-server';

/** Limits: from what the server says, or half of what was asked for. */
export const limits: readonly Behaviour[] = [
  ...[
    'max_tokens is too large: 4000. This model supports at most 2048 completion tokens, whereas you provided 4000.',
    'max_tokens: 4000 > 2048, which is the maximum allowed number of output tokens',
    'Invalid max_tokens value, the valid range of max_tokens is [1, 2048]',
    "This model's maximum context length is 2500 tokens. However, you requested 4010 tokens (10 in the messages, 4000 in the completion).",
    "'max_tokens' or 'max_completion_tokens' is too large: 4000. This model's maximum context length is 2500 tokens and your request has 10 input tokens (4000 > 2500 - 10).",
    '`inputs` tokens + `max_new_tokens` must be <= 2500. Given: 10 `inputs` tokens and 4000 `max_new_tokens`',
    'max_tokens is too large',
  ].map((message): Behaviour => ({
    name: `says “${message.slice(0, 60)}…”`,
    plays: [tooLarge(message)],
    told: /^reply: fine$/,
    requests: 2,
  })),
  {
    name: 'counts the limit towards the tokens a minute',
    plays: [
      tooLarge(
        'Request too large for model `strong` in organization `org_1` on tokens per minute (TPM): Limit 3000, Requested 4010, please reduce your message size and try again.',
        413,
      ),
    ],
    told: /^reply: fine$/,
    requests: 2,
  },
  {
    name: 'counts the limit towards the credit',
    plays: [
      tooLarge(
        'This request requires more credits, or fewer max_tokens. You requested up to 4000 tokens, but can only afford 2919.',
        402,
      ),
    ],
    told: /^reply: fine$/,
    requests: 2,
  },
  {
    name: 'has no credit at all',
    plays: [json(402, { error: { message: 'Insufficient credits' } })],
    told: /^quotaExhausted: .*Insufficient credits/,
    requests: 1,
  },
  {
    name: 'has cut a reply off long before the limit',
    plays: [
      streamed(
        part('x'.repeat(588)),
        ...ended('length', event({ choices: [], usage: { prompt_tokens: 10, completion_tokens: 147 } })),
      ),
    ],
    told: /^truncated: .*after about 147 tokens.*context may be full/,
    untold: /16,000/,
    requests: 1,
    booked: [147, 147],
  },
];
