import { whole, type Behaviour } from './behaviour';
import { json, text, type Play } from '../fault-server';

/** An error whose body goes on for ever, without a word more. */
function stalledError(status: number, body: string): Play {
  return (response) => void response.writeHead(status, { 'content-type': 'application/json' }).write(body);
}

/** Errors of every form. */
export const errors: readonly Behaviour[] = [
  ...[
    [{ error: { code: 400, message: 'no such adapter', status: 'INVALID_ARGUMENT' } }],
    { errors: [{ code: 7003, message: 'no such adapter' }], success: false },
    { error: { error: { message: 'no such adapter' } } },
    { error: 'Bad Request', message: 'no such adapter', status: 400 },
    { fault: { faultstring: 'no such adapter' } },
    { title: 'Bad Request', detail: 'no such adapter' },
    { error: { message: 'Provider returned error', metadata: { raw: '{"error":{"message":"no such adapter"}}' } } },
    { error: { message: 'litellm.BadRequestError: {"error": {"message": "no such adapter"}}' } },
    'no such adapter',
  ].map((body): Behaviour => ({
    name: `says why as ${JSON.stringify(body).slice(0, 60)}`,
    plays: [json(400, body)],
    told: /^badResponse: .*no such adapter/,
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
  ...[409, 423, 425, 498, 499].map((status): Behaviour => ({
    name: `answers ${status} once`,
    plays: [json(status, { error: { message: 'not now' } }), whole('fine')],
    told: /^reply: fine$/,
    requests: 2,
  })),
  ...[
    [400, 'Your credit balance is too low to access the API. Please go to Plans & Billing.'],
    [403, "Your newly created team doesn't have any credits yet: no credits are available"],
    [429, 'Your account is suspended due to insufficient balance'],
  ].map(([status, message]): Behaviour => ({
    name: `has no credit, and says so with ${status}`,
    plays: [json(Number(status), { error: { message } })],
    told: /^quotaExhausted: .*is used up/,
    requests: 1,
  })),
  ...[
    [403, { error: { message: 'Your input was flagged: violence', code: 403 } }],
    [400, { error: { message: 'The response was filtered', code: 'content_filter' } }],
    [422, { code: 'data_inspection_failed', message: 'Input data may contain inappropriate content.' }],
    [400, { error: { message: "triggering Azure OpenAI's content management policy", code: null } }],
  ].map(([status, body]): Behaviour => ({
    name: `filters with ${JSON.stringify(body).slice(0, 60)}`,
    plays: [json(Number(status), body)],
    told: /^refused: A content filter of /,
    requests: 1,
  })),
  ...['API key not valid. Please pass a valid API key.', 'Incorrect API key provided', 'No API key provided.'].map(
    (message): Behaviour => ({
      name: `refuses the key with 400: “${message}”`,
      plays: [json(400, { error: { message } })],
      told: /^unauthorized: .*refused the key \(400\)/,
      requests: 1,
    }),
  ),
  ...[
    ['rate_limit_exceeded', /^rateLimited: .*\(rate_limit_exceeded\)/, 3],
    ['invalid_api_key', /^unauthorized: .*\(invalid_api_key\)/, 1],
    ['model_not_found', /^modelNotFound: /, 1],
    ['overloaded_error', /^serverError: .*\(overloaded_error\)/, 3],
    ['insufficient_quota', /^quotaExhausted: /, 1],
  ].map(([code, words, requests]): Behaviour => ({
    name: `sends the error ${String(code)} with status 200`,
    plays: [json(200, { error: { message: 'no', code } })],
    told: words as RegExp,
    // A number that no server sent.
    untold: /[45]\d\d\)/,
    requests: requests as number,
  })),
  ...['{"error_msg": "no such adapter"}', '"no such adapter"', '{"detail": {"error": "no such adapter"}}'].map(
    (body): Behaviour => ({
      name: `says why with status 200 as ${body}`,
      plays: [text(200, body, { 'content-type': 'application/json' })],
      told: /^serverError: .*no such adapter/,
      requests: 1,
    }),
  ),
  {
    name: 'has too little memory for the model',
    plays: [json(500, { error: 'model requires more system memory (5.6 GiB) than is available (3.2 GiB)' })],
    told: /^serverError: .*not enough memory for strong.*smaller model/,
    requests: 1,
  },
  {
    name: 'has no room in its context, and says so with 500',
    plays: [
      json(500, {
        error: { message: 'Trying to keep the first 9000 tokens when context the overflows: context length of 4096' },
      }),
    ],
    told: /^badResponse: .*too long for strong/,
    requests: 1,
  },
  {
    name: 'does not end what it says of an error',
    plays: [stalledError(400, '{"error": {"message": "no such ad')],
    told: /^badResponse: .*refused the request/,
    requests: 1,
    silenceMs: 60,
  },
  {
    name: 'loads its model, and says how far it is',
    plays: [json(503, { error: { message: 'Error: Loading model', progress: 0.4 } }), whole('fine')],
    told: /^reply: fine$/,
    requests: 2,
    waits: [2_000],
  },
];
