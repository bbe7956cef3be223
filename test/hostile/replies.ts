import { gzipSync } from 'node:zlib';
import { answer, endless, event, json, part, raw, streamed, text, type Play } from '../faults/fault-server';
import { doublingCode, doublingTool, proposal } from '../unit/cli/doubling-tool';

const withSchema = (schema: unknown): Play =>
  answer(
    `\`\`\`json\n${JSON.stringify({ name: 'x', description: 'x', schema, demonstrations: [{ number: 3 }] })}\n\`\`\`\n\`\`\`js\n${doublingCode}\`\`\`\n`,
  );

const withCode = (code: string): Play => answer(proposal(code));

/** What a server may answer to a request for a tool. */
export const replies: Readonly<Record<string, Play>> = {
  'a stream without end': endless(part('x'.repeat(10_000))),
  'a line without end': endless('x'.repeat(100_000)),
  'comments without end': endless(': keep going\n\n'.repeat(1_000)),
  'a body of a hundred megabytes': (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    for (let at = 0; at < 100 && !response.destroyed; at += 1) response.write(' '.repeat(1_000_000));
    response.end('{}');
  },
  'a bomb of zeros': (response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
    response.end(gzipSync(Buffer.alloc(300_000_000)));
  },
  'an error of a hundred megabytes': text(400, 'sk-'.repeat(30_000_000)),
  'an error that writes to a terminal': json(400, { error: { message: '\x1B[2J\x1B]0;title\x07\u202Etxt' } }),
  'a redirection to a file': text(302, '', { location: 'file:///etc/passwd' }),
  'headers of a megabyte': raw(`HTTP/1.1 200 OK\r\n${'x-a: b\r\n'.repeat(130_000)}\r\n`),
  'no protocol at all': raw('\0\xFF\x16\x03\x01'.repeat(1_000)),
  'events that nest': streamed(`data: ${'['.repeat(500_000)}\n\n`),
  'events of other kinds': streamed(
    event(null),
    event([]),
    event({ choices: { length: 1e9 } }),
    event({ choices: [{ index: -1, delta: { content: 5, __proto__: null } }] }),
    event({ error: { message: 7 } }),
    'data: [DONE]\n\n',
  ),
  'usage of no number': answer(proposal(doublingCode), { prompt_tokens: -1, completion_tokens: 1e308 }),
  'a name that is a path': answer(proposal(doublingCode, '../../outside/tree')),
  'a name of control characters': answer(proposal(doublingCode, '\x1B[2J\r\n\u202E__proto__')),
  'a name of a megabyte': answer(proposal(doublingCode, 'x'.repeat(1_000_000))),
  'code without end': withCode('while (true) {}'),
  'code that fills memory': withCode('const a = []; for (;;) a.push(new Array(1e6).fill(1));'),
  'code that reaches out': withCode(
    `globalThis.process?.mainModule?.require('fs').writeFileSync('../outside/canary', 'x');\n${doublingCode}`,
  ),
  'a pattern that takes for ever': withSchema({
    type: 'object',
    properties: { number: { type: 'integer' }, text: { type: 'string', pattern: '^(a+)+$' } },
    patternProperties: { '(.*a){30}': {} },
  }),
  'a format that takes for ever': withSchema({
    ...doublingTool().argumentsSchema,
    properties: { number: { type: ['integer', 'string'], format: 'url' } },
  }),
  'a schema that nests': withSchema(JSON.parse(`${'{"allOf":['.repeat(2_000)}{}${']}'.repeat(2_000)}`)),
};
