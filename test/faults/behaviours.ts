import { doneEvent, event, json, part, stalled, streamed, text, type Play, type SeenRequest } from './fault-server';

/** How a request to a server that behaves so must end. */
export interface Behaviour {
  /** What the server does. */
  readonly name: string;
  readonly plays: readonly Play[];
  /** The outcome in one line: its kind, and its text or words of its message. */
  readonly told: RegExp;
  /** What no message may say: a wrong cause, a number that is made up. */
  readonly untold?: RegExp;
  readonly requests: number;
  /** Tokens of the reply that are booked at least, and at most where that is told. */
  readonly booked?: number | readonly [number, number];
  /** The pauses before other tries, where the server tells them. */
  readonly waits?: readonly number[];
  /** With a schema; the reply is JSON of it. */
  readonly withSchema?: boolean;
  /** The longest reply that is wanted; 16,000 where absent. */
  readonly most?: number;
}

/** What a request asks for, under whichever names. */
export function limitsOf(seen: SeenRequest | undefined): readonly unknown[] {
  return [seen?.body['max_completion_tokens'], seen?.body['max_tokens']];
}

/** The limit of a request, as a server reads it that knows this name only. */
function limitOf(seen: SeenRequest): number {
  return Number(seen.body['max_tokens'] ?? seen.body['max_completion_tokens'] ?? Infinity);
}

/** A server that turns a request down where it likes, and answers `fine` to others. */
function choosy(turnsDown: (seen: SeenRequest) => boolean, answer: Play, fine: Play = whole('fine')): Play {
  return (response, seen) => (turnsDown(seen) ? answer : fine)(response, seen);
}

function delta(fields: object, finish: string | null = null): string {
  return event({ choices: [{ index: 0, delta: fields, finish_reason: finish }] });
}

function ended(finish: string | null, ...more: readonly string[]): readonly string[] {
  return [delta({}, finish), ...more, doneEvent];
}

/** A whole reply in a stream. */
function whole(content: string, usage?: object): Play {
  return streamed(part(content), ...ended('stop', ...(usage ? [event({ choices: [], usage })] : [])));
}

function labelled(type: string | null, body: string): Play {
  return text(200, body, type === null ? {} : { 'content-type': type });
}

const stream = [part('fi'), part('ne'), ...ended('stop')].join('');
const tooLarge = (message: string, status = 400): Play =>
  choosy((seen) => limitOf(seen) > 3_000, json(status, { error: { message } }), whole('fine'));
const day = '{"day": 3}';
const thoughts = 'x'.repeat(4_000);

/** Endings: half a reply must never be taken as whole. */
const endings: readonly Behaviour[] = [
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

/** Labels and forms of streams: the body counts. */
const streams: readonly Behaviour[] = [
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
];

/** Reasoning: what the model thought counts, and is no reply, unless it holds what was asked for. */
const reasoning: readonly Behaviour[] = [
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

/** Usage: in every place, and never less than what came in. */
const usages: readonly Behaviour[] = [
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

/** Errors of every form. */
const errors: readonly Behaviour[] = [
  ...[
    [{ error: { code: 400, message: 'API key not valid', status: 'INVALID_ARGUMENT' } }],
    { errors: [{ code: 7003, message: 'API key not valid' }], success: false },
    { error: { error: { message: 'API key not valid' } } },
    { error: 'Bad Request', message: 'API key not valid', status: 400 },
    { fault: { faultstring: 'API key not valid' } },
    { title: 'Bad Request', detail: 'API key not valid' },
    { error: { message: 'Provider returned error', metadata: { raw: '{"error":{"message":"API key not valid"}}' } } },
    { error: { message: 'litellm.BadRequestError: {"error": {"message": "API key not valid"}}' } },
    'API key not valid',
  ].map((body): Behaviour => ({
    name: `says why as ${JSON.stringify(body).slice(0, 60)}`,
    plays: [json(400, body)],
    told: /^badResponse: .*API key not valid/,
    untold: /no reason given|[{}]/,
    requests: 1,
  })),
  ...[500, 502, 503, 504, 505, 520, 522, 524, 529].map((status): Behaviour => ({
    name: `answers ${status} once`,
    plays: [text(status, ''), whole('fine')],
    told: /^reply: fine$/,
    requests: 2,
  })),
  {
    name: 'says in the details when to come again',
    plays: [
      json(429, [
        {
          error: {
            code: 429,
            message: 'You exceeded your current quota, please check your plan and billing details.',
            details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '17s' }],
          },
        },
      ]),
      whole('fine'),
    ],
    told: /^reply: fine$/,
    requests: 2,
    waits: [17_000],
  },
  ...(
    [
      ['Please try again in 7.66s. Visit the console.', 7_660],
      ['Rate limit reached, retry after 20 seconds', 20_000],
      ['Please retry in 500ms', 500],
      ['Try again in 59s', 59_000],
    ] as const
  ).map(([message, wait]): Behaviour => ({
    name: `says “${message}”`,
    plays: [json(429, { error: { message } }), whole('fine')],
    told: /^reply: fine$/,
    requests: 2,
    waits: [wait],
  })),
  {
    name: 'says that it is to be left alone for an hour',
    plays: [json(429, { error: { message: 'Please try again in 1h2m3s.' } })],
    told: /^rateLimited: .*try again in 63 min/,
    requests: 1,
  },
  {
    name: 'loads its model for a minute',
    plays: [
      ...Array.from({ length: 20 }, () => json(503, { error: { message: 'Loading model', code: 503 } })),
      whole('fine'),
    ],
    told: /^reply: fine$/,
    requests: 21,
  },
  {
    name: 'says how long its model loads',
    plays: [json(503, { error: 'Model x is currently loading', estimated_time: 20 }), whole('fine')],
    told: /^reply: fine$/,
    requests: 2,
    waits: [20_000],
  },
  {
    name: 'loads its model for ever',
    plays: [json(503, { error: { message: 'Loading model' } })],
    told: /^serverError: .*still loading strong \(503\)/,
    requests: 31,
  },
  {
    name: 'has no room in its context',
    plays: [json(400, { error: { message: 'the request exceeds the available context size, try increasing it' } })],
    told: /^badResponse: .*too long for strong.*exceeds the available context size.*fewer or shorter examples/,
    requests: 1,
  },
  {
    name: 'has a proxy in front that takes no large request',
    plays: [
      text(413, '<html><head><title>413 Request Entity Too Large</title></head></html>', {
        'content-type': 'text/html',
      }),
    ],
    told: /^badResponse: A proxy or gateway in front of .*413 Request Entity Too Large.*client_max_body_size/,
    untold: /context/,
    requests: 1,
  },
  {
    name: 'has no interface at this address, and says so with status 200',
    plays: [json(200, { error: 'Unexpected endpoint or method. (POST /chat/completions). Returning 200 anyway' })],
    told: /^badResponse: .*has no chat interface at http.*Unexpected endpoint/,
    requests: 1,
  },
];

/** Limits: from what the server says, or half of what was asked for. */
const limits: readonly Behaviour[] = [
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

/** Roles, schemas and parameters that a server does not know. */
const refusals: readonly Behaviour[] = [
  ...(
    [
      [500, 'Only user and assistant roles are supported!'],
      [500, 'Jinja Exception: Conversation roles must alternate user/assistant/user/assistant/...'],
      [400, "Unsupported value: 'messages[0].role' does not support 'system' with this model."],
      [400, 'System role not supported'],
      [422, 'body.messages.0.role: Input should be user or assistant'],
    ] as const
  ).map(([status, message]): Behaviour => ({
    name: `says “${message}”`,
    plays: [choosy((seen) => seen.body.messages?.[0]?.role === 'system', json(status, { error: { message } }))],
    told: /^reply: fine$/,
    requests: 2,
  })),
  ...[
    'Invalid JSON payload received. Unknown name "additionalProperties" at \'generation_config.response_schema\': Cannot find field.',
    'json_validate_failed: Failed to generate JSON. Please adjust your prompt.',
    "response_format.type: must be 'text' or 'json_object', got json_schema",
    'This response_format type is unavailable now',
  ].map((message): Behaviour => ({
    name: `knows json_object only: “${message.slice(0, 50)}…”`,
    plays: [
      choosy(
        (seen) => (seen.body['response_format'] as { type?: string } | undefined)?.type !== 'json_object',
        json(400, { error: { message } }),
        whole(day),
      ),
    ],
    told: /^reply: \{"day": 3\}$/,
    requests: 2,
    withSchema: true,
  })),
  {
    name: 'knows no form of JSON at all',
    plays: [
      choosy(
        (seen) => 'response_format' in seen.body,
        json(400, { error: { message: "response_format.type: must be 'json_object', got json_schema" } }),
        whole(day),
      ),
    ],
    told: /^reply: \{"day": 3\}$/,
    requests: 3,
    withSchema: true,
  },
  {
    name: 'turns the schema into a call',
    plays: [
      streamed(
        delta({ tool_calls: [{ index: 0, function: { name: 'arguments', arguments: '{"day"' } }] }),
        delta({ tool_calls: [{ index: 0, function: { arguments: ': 3}' } }] }),
        ...ended('tool_calls'),
      ),
    ],
    told: /^reply: \{"day": 3\}$/,
    requests: 1,
    withSchema: true,
    booked: 2,
  },
  ...['max_tokens', 'max_completion_tokens'].map((name): Behaviour => ({
    name: `does not know ${name}`,
    plays: [
      choosy(
        (seen) => name in seen.body,
        json(400, { error: { message: `Unsupported parameter: '${name}' is not supported with this model.` } }),
      ),
    ],
    told: /^reply: fine$/,
    requests: 2,
  })),
  {
    name: 'takes the limit under one name at a time',
    plays: [
      choosy(
        (seen) => 'max_tokens' in seen.body && 'max_completion_tokens' in seen.body,
        json(400, {
          error: { message: "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported." },
        }),
      ),
    ],
    told: /^reply: fine$/,
    requests: 2,
  },
];

/** What servers were seen to do, by kind, each with how it must end. */
export const behaviours: Readonly<Record<string, readonly Behaviour[]>> = {
  endings,
  streams,
  reasoning,
  usages,
  errors,
  limits,
  refusals,
};
