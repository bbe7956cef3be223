import { delta, ended, type Behaviour } from './behaviour';
import { doneEvent, event, json, part, stalled, streamed, text } from '../fault-server';

/** A part that says at once that the reply is over. */
const over = (content: string): string => delta({ content }, 'stop');

/** A part with a notice of something that went wrong, in place of one of the reply. */
const notice = (data: string): string => `data: ${data}\n\n`;

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
  {
    name: 'says with every part that the reply is over',
    plays: [streamed(over('fi'), over('ne'), doneEvent)],
    told: /^reply: fine$/,
    requests: 1,
  },
  {
    name: 'says with every part that the reply is over, and ends in the middle',
    plays: [streamed(over('ha'), over('lf'))],
    told: /^badResponse: .*broke off in the middle/,
    requests: 1,
    booked: 2,
  },
  {
    name: 'says with every part that the reply is over, and breaks off in the middle',
    plays: [stalled([over('half')], true), streamed(part('fine'), ...ended('stop'))],
    told: /^reply: fine$/,
    requests: 2,
    booked: 2,
  },
  ...[
    { finish_reason: null, finishReason: 'MAX_TOKENS' },
    { finish_reason: { type: 'length' } },
    { finish_details: { type: 'max_tokens' } },
    { finish_reason: 'stop', native_finish_reason: 'MAX_TOKENS' },
    { finish_reason: null, stop_reason: 'max_tokens' },
    { finish_reason: 'null', done_reason: 'length' },
  ].map((told): Behaviour => ({
    name: `cuts a reply off with ${JSON.stringify(told)}`,
    plays: [streamed(part('half'), event({ choices: [{ delta: {}, ...told }] }), doneEvent)],
    told: /^truncated: .*was cut off by the server/,
    requests: 1,
    booked: 1,
  })),
  ...[2, 'null', 'unknown', ['stop']].map((finish_reason): Behaviour => ({
    name: `ends a reply with ${JSON.stringify(finish_reason)}`,
    plays: [streamed(part('half'), event({ choices: [{ delta: {}, finish_reason }] }), doneEvent)],
    told: /^badResponse: .*broke off in the middle/,
    requests: 1,
    booked: 1,
  })),
  {
    name: 'says with vLLM which text ended the reply',
    plays: [
      streamed(
        part('fine'),
        event({ choices: [{ delta: {}, finish_reason: 'stop', stop_reason: '</s>' }] }),
        doneEvent,
      ),
    ],
    told: /^reply: fine$/,
    requests: 1,
  },
  ...(
    [
      ['length', /^truncated: /],
      ['content_filter', /^refused: /],
      ['error', /^badResponse: .*broke off/],
    ] as const
  ).map(([finish, told]): Behaviour => ({
    name: `says “${finish}” first and “stop” behind it`,
    plays: [streamed(part('half'), delta({}, finish), delta({}, 'stop'), doneEvent)],
    told,
    requests: 1,
    booked: 1,
  })),
  ...[
    '[ERROR] upstream timed out',
    'upstream connect error or disconnect/reset before headers',
    '{"code": "InternalError", "message": "upstream died", "request_id": "x"}',
    '{"success": false, "result": null}',
    '<html><head><title>502 Bad Gateway</title></head></html>',
  ].map((data): Behaviour => ({
    name: `says ${data} in the middle, and that it is done`,
    plays: [streamed(part('half'), notice(data), doneEvent)],
    told: /^serverError: .*broke off with an error/,
    requests: 1,
    booked: 1,
  })),
  ...['something that nobody knows', '{"status": "queued"}'].map((data): Behaviour => ({
    name: `says ${data} in the middle, that it is done, and no reason`,
    plays: [streamed(part('half'), notice(data), doneEvent)],
    told: /^badResponse: .*broke off in the middle/,
    requests: 1,
    booked: 1,
  })),
  {
    name: 'names no fields, and ends in the middle',
    plays: [text(200, [part('ha'), part('lf')].join('').replaceAll('data: ', ''))],
    told: /^badResponse: .*broke off in the middle/,
    requests: 1,
    booked: 2,
  },
  {
    name: 'sends the parts of a stream as a list, without an end',
    plays: [json(200, [{ choices: [{ delta: { content: 'ha' } }] }, { choices: [{ delta: { content: 'lf' } }] }])],
    told: /^badResponse: .*broke off in the middle/,
    requests: 1,
    booked: 2,
  },
  {
    name: 'ends its JSON in the middle',
    plays: [text(200, '{"choices": [{"message": {"content": "half')],
    told: /^badResponse: .*broke off in the middle/,
    untold: /base URL/,
    requests: 1,
    booked: 5,
  },
  {
    name: 'says why the reply ended, and keeps the stream open',
    plays: [stalled([part('fine'), delta({}, 'stop')])],
    told: /^reply: fine$/,
    requests: 1,
    silenceMs: 60,
  },
];
