import { delta, type Behaviour } from './behaviour';
import { endless, event, part, type Play } from '../fault-server';

/** An answer in one piece that goes on for ever. */
const endlessJson: Play = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"choices": [{"message": {"content": "');
  const timer = setInterval(() => response.write('words and more '.repeat(8)), 1);
  response.on('close', () => clearInterval(timer));
};

const text = 'x'.repeat(60);

/** Replies without end: they are broken off where the limit is, whatever they consist of. */
export const endlessOnes: readonly Behaviour[] = [
  ...(
    [
      ['thinks in a field that nobody knows', delta({ thought: text })],
      ['thinks under seal', delta({ reasoning_details: [{ type: 'reasoning.encrypted', data: text }] })],
      ['sends sound', delta({ audio: { data: text } })],
      ['sends another reply beside', event({ choices: [0, 1].map((index) => ({ index, delta: { content: text } })) })],
    ] as const
  ).map(([name, one]): Behaviour => ({
    name: `${name}, for ever`,
    plays: [endless(one)],
    told: /^truncated: .*broken off at about/,
    requests: 1,
    most: 1_000,
    booked: [1_000, 2_200],
  })),
  {
    name: 'sends an answer in one piece without end',
    plays: [endlessJson],
    told: /^truncated: .*broken off at about/,
    requests: 1,
    most: 1_000,
    booked: 1_000,
  },
  {
    name: 'writes nothing but blanks any more',
    plays: [endless(part('\n'.repeat(50)))],
    told: /^badResponse: .*nothing but blanks/,
    requests: 1,
    booked: [400, 800],
  },
];
