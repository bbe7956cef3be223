import { ended, whole, type Behaviour } from './behaviour';
import { doneEvent, event, part, streamed } from '../fault-server';

/** Usage: in every place, and never less than what came in. */
export const usages: readonly Behaviour[] = [
  {
    name: 'reports less than came in',
    plays: [whole('x'.repeat(4_000), { prompt_tokens: 10, completion_tokens: 1 })],
    told: /^reply: x/,
    requests: 1,
    booked: [1_000, 1_000],
  },
  {
    name: 'reports 0 at the end, after the true figures',
    plays: [
      streamed(
        event({ choices: [{ delta: { content: 'fine' } }], usage: { prompt_tokens: 10, completion_tokens: 7 } }),
        ...ended('stop', event({ choices: [], usage: { prompt_tokens: 0, completion_tokens: 0 } })),
      ),
    ],
    told: /^reply: fine$/,
    requests: 1,
    booked: [7, 7],
  },
  ...[
    { x_groq: { usage: { prompt_tokens: 10, completion_tokens: 7 } } },
    { choices: [{ delta: {}, usage: { prompt_tokens: 10, completion_tokens: 7 } }] },
    { choices: [], usage: { input_tokens: 10, output_tokens: 7 } },
  ].map((last): Behaviour => ({
    name: `reports usage as ${JSON.stringify(last).slice(0, 40)}`,
    plays: [streamed(part('fine'), ...ended('stop', event(last)))],
    told: /^reply: fine$/,
    requests: 1,
    booked: [7, 7],
  })),
  ...[
    [{ choices: [], usage: { prompt_tokens: 10, total_tokens: 710 } }, 700],
    [{ choices: [], usageMetadata: { promptTokenCount: 10, candidatesTokenCount: 50, thoughtsTokenCount: 650 } }, 700],
    [{ choices: [], timings: { prompt_n: 10, predicted_n: 700 } }, 700],
    [{ choices: [], prompt_eval_count: 10, eval_count: 700 }, 700],
  ].map(([last, tokens]): Behaviour => ({
    name: `reports usage by other names: ${JSON.stringify(last).slice(14)}`,
    plays: [streamed(part('fine'), ...ended('stop', event(last)))],
    told: /^reply: fine$/,
    requests: 1,
    booked: [tokens as number, tokens as number],
  })),
  {
    name: 'reports usage with an error in the middle',
    plays: [
      streamed(
        part('half'),
        event({ error: { message: 'gone' }, choices: [], usage: { prompt_tokens: 10, completion_tokens: 700 } }),
      ),
    ],
    told: /^serverError: .*gone/,
    requests: 1,
    booked: [700, 700],
  },
  {
    name: 'sends several replies, and reports nothing',
    plays: [
      streamed(
        ...[0, 1, 2].map((index) => event({ choices: [{ index, delta: { content: 'x'.repeat(400) } }] })),
        event({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }),
        doneEvent,
      ),
    ],
    told: /^reply: x{400}$/,
    requests: 1,
    booked: [300, 300],
  },
];
