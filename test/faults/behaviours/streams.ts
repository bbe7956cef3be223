import { gzipSync } from 'node:zlib';
import { labelled, stream, whole, type Behaviour } from './behaviour';
import { doneEvent, event, json, part, streamed, text, type Play } from '../fault-server';

/** A body that is packed. */
function packed(status: number, body: string, type: string): Play {
  return (response) => {
    response.writeHead(status, { 'content-type': type, 'content-encoding': 'gzip' });
    response.end(gzipSync(body));
  };
}

function bytesOf(body: string): readonly Uint8Array[] {
  return Array.from(Buffer.from(body), (byte) => Uint8Array.of(byte));
}

/** Labels and forms of streams: the body counts. */
export const streams: readonly Behaviour[] = [
  ...['text/plain', 'application/octet-stream', 'application/json', null].map((type): Behaviour => ({
    name: `labels a stream as ${type ?? 'nothing'}`,
    plays: [labelled(type, stream)],
    told: /^reply: fine$/,
    requests: 1,
  })),
  {
    name: 'sends plain JSON labelled as a stream',
    plays: [labelled('text/event-stream', JSON.stringify({ choices: [{ message: { content: 'fine' } }] }))],
    told: /^reply: fine$/,
    requests: 1,
  },
  {
    name: 'sends an error as plain JSON labelled as a stream',
    plays: [labelled('text/event-stream', '{"error": {"message": "out of memory"}}')],
    told: /^serverError: .*out of memory/,
    requests: 1,
  },
  {
    name: 'sends an error on a line of its own',
    plays: [streamed(part('a'), 'error: {"message": "slot unavailable"}\n\n')],
    told: /^serverError: .*slot unavailable/,
    requests: 1,
    booked: 1,
  },
  {
    name: 'sends an error as an event of that name',
    plays: [streamed('event: error\ndata: {"message": "slot unavailable"}\n\n')],
    told: /^serverError: .*slot unavailable/,
    requests: 1,
  },
  {
    name: 'sends an error as a line without a field',
    plays: [streamed(part('a'), '{"error": {"message": "slot unavailable"}}\n')],
    told: /^serverError: .*slot unavailable/,
    requests: 1,
  },
  {
    name: 'sends signs of life of every kind',
    plays: [
      streamed(
        ': OPENROUTER PROCESSING\n\n',
        'event: keepalive\ndata:\n\n',
        'event: ping\ndata: {"type": "ping"}\n\n',
        'data: \n\n',
        'retry: 3000\nid: 7\n\n',
        'data: keep-alive\n\n',
        stream,
      ),
    ],
    told: /^reply: fine$/,
    requests: 1,
  },
  {
    name: 'breaks lines as old Macs and Windows did, and leaves out the last one',
    plays: [labelled('text/event-stream', `\uFEFF${stream.replaceAll('\n', '\r\n').trimEnd()}`)],
    told: /^reply: fine$/,
    requests: 1,
  },
  {
    name: 'spreads an event over lines',
    plays: [labelled('text/event-stream', stream.replace('"delta":', '\ndata: "delta":').replaceAll('\n', '\r'))],
    told: /^reply: fine$/,
    requests: 1,
  },
  {
    name: 'begins plain JSON with blanks to keep the connection open',
    plays: [labelled('application/json', `${' \n'.repeat(50)}{"choices": [{"message": {"content": "fine"}}]}`)],
    told: /^reply: fine$/,
    requests: 1,
  },
  {
    name: 'has an error in a choice',
    plays: [
      streamed(
        part('half'),
        event({ choices: [{ delta: {}, finish_reason: 'error', error: { message: 'provider gone', code: 502 } }] }),
      ),
      whole('fine'),
    ],
    told: /^reply: fine$/,
    requests: 2,
    booked: 2,
  },
  {
    name: 'leaves out the empty lines between events',
    plays: [labelled('text/event-stream', stream.replaceAll('\n\n', '\n'))],
    told: /^reply: fine$/,
    requests: 1,
  },
  {
    name: 'names no fields: each line is a part',
    plays: [labelled('application/x-ndjson', stream.replaceAll('data: ', '').replaceAll('\n\n', '\n'))],
    told: /^reply: fine$/,
    requests: 1,
  },
  {
    name: 'indents its lines, and puts no blank behind the colon',
    plays: [labelled('text/event-stream', stream.replaceAll('data: ', '  data:'))],
    told: /^reply: fine$/,
    requests: 1,
  },
  {
    name: 'says what kind of event each is',
    plays: [labelled('text/event-stream', stream.replaceAll('data: ', 'event: chat.completion.chunk\nid: 1\ndata: '))],
    told: /^reply: fine$/,
    requests: 1,
  },
  ...[
    '[DONE]\n\n',
    'data: [done]\n\n',
    'data: DONE\n\n',
    'event: done\ndata: {}\n\n',
    'data:[DONE]\n\n',
    'data: "[DONE]"\n\n',
    ' data: [DONE] \r\n\r\n',
  ].map((end): Behaviour => ({
    name: `gives no reason and ends with ${JSON.stringify(end)}`,
    plays: [streamed(part('fine'), end)],
    told: /^reply: fine$/,
    requests: 1,
  })),
  {
    name: 'gives no reason and no end',
    plays: [streamed(part('fi'), part('ne'))],
    told: /^badResponse: .*broke off in the middle/,
    requests: 1,
    booked: 1,
  },
  {
    name: 'has a web page of a proxy in the middle',
    plays: [streamed(part('half'), '<html><head><title>504 Gateway Time-out</title></head></html>\n', doneEvent)],
    told: /^serverError: .*a web page \(“504 Gateway Time-out”\)/,
    requests: 1,
    booked: 1,
  },
  {
    name: 'begins with an unlabelled BOM and sends plain JSON',
    plays: [labelled('application/json', `\uFEFF${JSON.stringify({ choices: [{ message: { content: 'fine' } }] })}`)],
    told: /^reply: fine$/,
    requests: 1,
  },
  {
    name: 'puts its JSON into a text',
    plays: [json(200, JSON.stringify({ choices: [{ message: { content: 'fine' } }] }))],
    told: /^reply: fine$/,
    requests: 1,
  },
  {
    name: 'packs a stream that nobody asked it to pack',
    plays: [packed(200, stream, 'text/event-stream')],
    told: /^reply: fine$/,
    requests: 1,
  },
  {
    name: 'packs an error that nobody asked it to pack',
    plays: [packed(400, '{"error": {"message": "no such adapter"}}', 'application/json')],
    told: /^badResponse: .*no such adapter/,
    requests: 1,
  },
  {
    name: 'says that its body is packed, and it is not',
    plays: [text(200, stream, { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' })],
    told: /^unreachable: .*cannot be unpacked/,
    requests: 1,
  },
  {
    name: 'sends a byte at a time',
    plays: [streamed(...bytesOf(stream.replace('fi', 'fï')))],
    told: /^reply: fïne$/,
    requests: 1,
  },
];
