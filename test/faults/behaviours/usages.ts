import { ended, whole, type Behaviour } from './behaviour';
import { event, part, streamed } from '../fault-server';

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
];
