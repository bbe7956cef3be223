import { day, delta, ended, whole, type Behaviour } from './behaviour';
import { event, json, part, streamed, type Play } from '../fault-server';

/** A reply that is not streamed, whatever was asked for. */
function inOnePiece(message: unknown, finish: unknown = 'stop', more: object = {}): Play {
  return json(200, { choices: [{ index: 0, message, finish_reason: finish }], ...more });
}

function choice(index: number, content: string, finish: string | null = null): string {
  return event({ choices: [{ index, delta: { content }, finish_reason: finish }] });
}

const fine = (name: string, play: Play, told = /^reply: fine$/): Behaviour => ({
  name,
  plays: [play],
  told,
  requests: 1,
});

/** Forms of replies and of their parts. */
export const forms: readonly Behaviour[] = [
  fine('sends the role first and alone', streamed(delta({ role: 'assistant' }), part('fine'), ...ended('stop'))),
  fine(
    'sends parts without anything in them',
    streamed(
      event({ choices: [] }),
      delta({ content: null }),
      delta({ content: '' }),
      event({ choices: null }),
      part('fine'),
      ...ended('stop'),
    ),
  ),
  fine(
    'sends a part without a delta',
    streamed(event({ choices: [{ finish_reason: null }] }), part('fine'), ...ended('stop')),
  ),
  ...[
    [{ type: 'text', text: 'fi' }, null, { type: 'text', text: 'ne' }],
    [{ type: 'output_text', text: { value: 'fine' } }],
    [
      { type: 'reasoning', text: 'hm' },
      { type: 'text', text: 'fine' },
    ],
    [{ type: 'thinking', thinking: 'hm' }, 'fine'],
    { type: 'text', text: 'fine' },
  ].flatMap((content) => [
    fine(`sends its content as ${JSON.stringify(content)}`, inOnePiece({ role: 'assistant', content })),
    fine(`streams its content as ${JSON.stringify(content)}`, streamed(delta({ content }), ...ended('stop'))),
  ]),
  fine('sends texts as models without a chat do', json(200, { choices: [{ text: 'fine', finish_reason: 'stop' }] })),
  fine(
    'streams texts as models without a chat do',
    streamed(
      event({ choices: [{ text: 'fi' }] }),
      event({ choices: [{ text: 'ne', finish_reason: 'stop' }] }),
      ...ended(null),
    ),
  ),
  fine(
    'sends several replies in one answer',
    json(200, {
      choices: [
        { index: 0, message: { content: 'fine' } },
        { index: 1, message: { content: 'other' } },
      ],
    }),
  ),
  fine(
    'streams several replies at once',
    streamed(
      choice(0, 'fi'),
      choice(1, 'ot'),
      choice(1, 'her', 'length'),
      choice(0, 'ne'),
      choice(0, '', 'stop'),
      ...ended(null),
    ),
  ),
  fine('counts its replies from 1', streamed(choice(1, 'fi'), choice(1, 'ne', 'stop'), ...ended(null))),
  fine(
    'streams messages in place of parts',
    streamed(
      event({ choices: [{ message: { content: 'fi' } }] }),
      event({ choices: [{ message: { content: 'ne' }, finish_reason: 'stop' }] }),
      ...ended(null),
    ),
  ),
  fine(
    'streams the message so far',
    streamed(
      event({ choices: [{ message: { content: 'fi' } }] }),
      event({ choices: [{ message: { content: 'fine' }, finish_reason: 'stop' }] }),
      ...ended(null),
    ),
  ),
  fine(
    'sends the whole message behind its parts',
    streamed(
      part('fi'),
      part('ne'),
      event({ choices: [{ delta: {}, message: { content: 'fine' }, finish_reason: 'stop' }] }),
      ...ended(null),
    ),
  ),
  fine('gives an empty reason behind the true one', streamed(part('fine'), ...ended('stop', delta({}, '')))),
  fine('has an empty error beside every reply', inOnePiece({ content: 'fine' }, 'stop', { error: {} })),
  fine(
    'has an error without words beside every reply',
    inOnePiece({ content: 'fine' }, 'stop', { error: { code: 0, message: '' } }),
  ),
  fine(
    'has no error, and says so, in every part',
    streamed(event({ choices: [{ delta: { content: 'fine' }, error: null }], error: null }), ...ended('stop')),
  ),
  fine(
    'repeats in each part what came before it',
    streamed(...['It is', 'It is fi', 'It is fin', 'It is fine'].map(part), ...ended('stop')),
    /^reply: It is fine$/,
  ),
  ...[{ tool_calls: [null] }, { tool_calls: {} }, { function_call: 'none' }, { refusal: false }].map((odd) =>
    fine(
      `sends ${JSON.stringify(odd)} beside the text`,
      streamed(delta({ content: 'fine', ...odd }), ...ended('stop')),
    ),
  ),
  ...['data', 'result', 'response'].map((name) =>
    fine(
      `wraps its answer in ${name}`,
      json(200, { [name]: { choices: [{ message: { content: 'fine' } }] }, success: true }),
    ),
  ),
  ...[{ content: { day: 3 } }, { content: null, parsed: { day: 3 } }].map((message): Behaviour => ({
    ...fine(`sends the JSON that was asked for as such: ${JSON.stringify(message)}`, inOnePiece(message)),
    told: /^reply: \{"day":3\}$/,
    withSchema: true,
  })),
  {
    ...fine(
      'calls twice, and says something before it',
      streamed(
        delta({ content: 'Here you are.' }),
        delta({ tool_calls: [0, 1].map((index) => ({ index, function: { arguments: day } })) }),
        ...ended('tool_calls'),
      ),
    ),
    told: /^reply: \{"day": 3\}$/,
    withSchema: true,
  },
  fine('gives no reason in one piece', inOnePiece({ content: 'fine' }, null)),
  {
    name: 'sends a content of null and nothing else',
    plays: [inOnePiece({ role: 'assistant', content: null })],
    told: /^badResponse: .*empty reply/,
    requests: 1,
  },
  {
    name: 'refuses in a part of its content',
    plays: [inOnePiece({ content: [{ type: 'refusal', refusal: 'I will not' }] })],
    told: /^refused: .*I will not\./,
    requests: 1,
  },
  {
    name: 'thinks in a field of details alone',
    plays: [
      streamed(delta({ reasoning_details: [{ type: 'reasoning.text', text: 'x'.repeat(400) }] }), ...ended('stop')),
    ],
    told: /^badResponse: .*about 100 tokens, went into reasoning/,
    requests: 1,
    booked: [100, 100],
  },
  {
    name: 'reports usage as texts',
    plays: [whole('fine', { prompt_tokens: '10', completion_tokens: '7' })],
    told: /^reply: fine$/,
    requests: 1,
    booked: [7, 7],
  },
  {
    name: 'reports usage with every part, each more than the one before',
    plays: [
      streamed(
        ...[1, 2, 3].map((tokens) =>
          event({
            choices: [{ delta: { content: 'x' } }],
            usage: { prompt_tokens: 10, completion_tokens: tokens * 2 },
          }),
        ),
        ...ended('stop'),
      ),
    ],
    told: /^reply: xxx$/,
    requests: 1,
    booked: [6, 6],
  },
  {
    name: 'reports null as usage with every part',
    plays: [streamed(event({ choices: [{ delta: { content: 'x'.repeat(80) } }], usage: null }), ...ended('stop'))],
    told: /^reply: x/,
    requests: 1,
    booked: [20, 20],
  },
];
