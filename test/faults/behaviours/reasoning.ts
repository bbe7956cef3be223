import { choosy, day, delta, ended, limitOf, thoughts, whole, type Behaviour } from './behaviour';
import { streamed } from '../fault-server';

/** Reasoning: what the model thought counts, and is no reply, unless it holds what was asked for. */
export const reasoning: readonly Behaviour[] = [
  ...['reasoning', 'reasoning_content', 'thinking'].map((field): Behaviour => ({
    name: `puts everything into ${field}`,
    plays: [streamed(delta({ [field]: thoughts }), ...ended('stop'))],
    told: /^badResponse: .*empty reply\. All of it, about 1,000 tokens, went into reasoning\. .*switch its reasoning off/,
    requests: 1,
    booked: [1_000, 1_000],
  })),
  {
    name: 'puts the JSON that was asked for into its reasoning',
    plays: [streamed(delta({ reasoning_content: `The day is 3, so ${day}` }), ...ended('stop'))],
    told: /^reply: The day is 3, so \{"day": 3\}$/,
    requests: 1,
    withSchema: true,
  },
  {
    name: 'is cut off in reasoning that it hides, and reports nothing',
    plays: [streamed(delta({ role: 'assistant' }), ...ended('length'))],
    told: /^truncated: .*limit of 1,000 tokens/,
    requests: 1,
    most: 1_000,
    booked: [1_000, 1_000],
  },
  {
    name: 'is cut off in reasoning, and does so again with more room',
    plays: [
      choosy(
        (seen) => limitOf(seen) < 8_000,
        streamed(...Array.from({ length: 100 }, () => delta({ reasoning: 'x'.repeat(160) })), ...ended('length')),
        whole('fine'),
      ),
    ],
    told: /^reply: fine$/,
    requests: 2,
    booked: 4_001,
  },
  {
    name: 'counts reasoning beside the completion, as the total shows',
    plays: [whole('fine', { prompt_tokens: 10, completion_tokens: 400, total_tokens: 3_210 })],
    told: /^reply: fine$/,
    requests: 1,
    booked: [3_200, 3_200],
  },
  {
    name: 'counts reasoning beside the completion, as its details show',
    plays: [
      whole('fine', {
        prompt_tokens: 10,
        completion_tokens: 400,
        completion_tokens_details: { reasoning_tokens: 2_800 },
      }),
    ],
    told: /^reply: fine$/,
    requests: 1,
    booked: [3_200, 3_200],
  },
];
