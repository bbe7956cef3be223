import { delta, ended, type Behaviour } from './behaviour';
import { part, stalled, streamed } from '../fault-server';

/** Endings: half a reply must never be taken as whole. */
export const endings: readonly Behaviour[] = [
  ...['error', 'insufficient_system_resource', 'abort', 'OTHER', 'made_up', ''].map((finish): Behaviour => ({
    name: `ends a reply with “${finish}”`,
    plays: [streamed(part('half'), ...ended(finish))],
    told: /^badResponse: .*broke off in the middle/,
    requests: 1,
    booked: 1,
  })),
  ...['max_tokens', 'MAX_TOKENS', 'model_length', 'max_output_tokens'].map((finish): Behaviour => ({
    name: `cuts a reply off with “${finish}”`,
    plays: [streamed(part('half'), ...ended(finish))],
    told: /^truncated: .*was cut off by the server after about 1 tokens/,
    untold: /16,000/,
    requests: 1,
    booked: 1,
  })),
  ...['SAFETY', 'content_filter', 'RECITATION', 'refusal', 'sensitive'].map((finish): Behaviour => ({
    name: `refuses with “${finish}”`,
    plays: [streamed(part('half'), ...ended(finish))],
    told: /^refused: .*content filter/,
    requests: 1,
  })),
  ...['stop', 'STOP', 'end_turn', 'eos', 'tool_calls'].map((finish): Behaviour => ({
    name: `ends a whole reply with “${finish}”`,
    plays: [streamed(part('fine'), ...ended(finish))],
    told: /^reply: fine$/,
    requests: 1,
  })),
  {
    name: 'gives an empty reason with every part and the true one at the end',
    plays: [streamed(delta({ content: 'fine' }, ''), ...ended('stop'))],
    told: /^reply: fine$/,
    requests: 1,
  },
  {
    name: 'resets the connection after the reason was given',
    plays: [stalled([part('fine'), delta({}, 'stop')], true)],
    told: /^reply: fine$/,
    requests: 1,
  },
];
