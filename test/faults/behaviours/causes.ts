import { choosy, day, tooLarge, whole, type Behaviour } from './behaviour';
import { json, text } from '../fault-server';

const error = (status: number, message: string, more: object = {}) => json(status, { error: { message, ...more } });
const page = (title: string): string => `<!DOCTYPE html><html><head><title>${title}</title></head></html>`;

/** What servers say of each cause, by status, and how it must end: the cause that is told must be the true one. */
const said: readonly (readonly [status: number, body: object | string, told: RegExp])[] = [
  ...(
    [
      [400, 'Trying to keep the first 8000 tokens, but the model is loaded with context length of only 4096 tokens'],
      [400, 'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).'],
      [400, 'The decoder prompt (length 9000) is longer than the maximum model length of 4096.'],
      [422, 'Input validation error: `inputs` must have less than 4095 tokens. Given: 9000'],
      [400, 'Range of input length should be [1, 30720]'],
      [400, 'prompt token count of 9000 exceeds the limit of 8192'],
      [400, "This model's maximum prompt length is 131072 but the request contains 140000 tokens."],
      [500, 'input length exceeds the context length'],
      [413, 'Request body too large'],
      [200, 'the length of prompt is too long'],
    ] as const
  ).map(([status, message]) => [status, { error: { message } }, /^badResponse: .*too long for strong/] as const),
  ...(
    [
      [200, { code: 1113, msg: 'Your account is in arrears, please recharge', success: false }],
      [200, { base_resp: { status_code: 1008, status_msg: 'insufficient balance' } }],
      [400, { error: { code: 'Arrearage', message: 'make sure your account is in good standing' } }],
      [400, { error: { message: 'Budget has been exceeded! Current cost: 10.2, Max budget: 10.0' } }],
      [403, { code: 30001, message: 'Sorry, your account balance is insufficient', data: null }],
      [403, { error: { message: 'Your free trial has expired. Please add a payment method.' } }],
    ] as const
  ).map(([status, body]) => [status, body, /^quotaExhausted: .*is used up/] as const),
  ...(
    [
      [429, { error: { message: 'Rate limit reached on requests per day (RPD): Limit 200, Used 200, Requested 1.' } }],
      [
        429,
        {
          error: {
            message: 'You exceeded your current quota.',
            details: [{ quotaId: 'GenerateRequestsPerDayPerProject' }, { retryDelay: '17s' }],
          },
        },
      ],
      [200, { error_code: 17, error_msg: 'Open api daily request limit reached' }],
    ] as const
  ).map(
    ([status, body]) => [status, body, /^rateLimited: .*a limit for a day is reached\. Try again tomorrow/] as const,
  ),
  [
    403,
    { message: 'Out of call volume quota. Quota will be replenished in 02:30:11.' },
    /^rateLimited: .*again in 3 h/,
  ],
  ...(
    [
      [404, 'This is not a chat model and thus not supported in the v1/chat/completions endpoint.'],
      [404, 'This model is only supported in v1/responses and not in v1/chat/completions.'],
      [400, '"nomic-embed-text" does not support chat'],
      [400, 'The chatCompletion operation does not work with the specified model, text-embedding-3.'],
    ] as const
  ).map(
    ([status, message]) =>
      [status, { error: { message } }, /^modelNotFound: strong at .* is no model for chats/] as const,
  ),
  [400, { error: { code: 'unavailable_model', message: 'Unavailable model: strong' } }, /^modelNotFound: /],
  ...(
    [
      [400, 'Failed to load model. Error: Model loading was stopped due to insufficient system resources.'],
      [500, 'CUDA error: out of memory'],
    ] as const
  ).map(([status, message]) => [status, { error: message }, /^serverError: .*not enough memory for strong/] as const),
  ...[page('Attention Required! | Cloudflare'), 'error code: 1010', 'Country, region, or territory not supported'].map(
    (body) => [403, body, /^badResponse: .*turns requests from here away \(403\).*The key may be right/] as const,
  ),
  [200, page('Sign in to Corp'), /^badResponse: \S+ sent a web page \(“Sign in to Corp”\) instead of JSON/],
  [500, { error: { message: 'Incorrect API key provided' } }, /^unauthorized: /],
  [451, { error: { message: 'The request was considered high risk' } }, /^refused: A content filter/],
];

/** Causes, each under whatever status a server sends it. */
export const causes: readonly Behaviour[] = [
  ...said.map(([status, body, told]): Behaviour => ({
    name: `says with ${status}: ${JSON.stringify(body).slice(0, 90)}`,
    plays: [typeof body === 'string' ? text(status, body) : json(status, body)],
    told,
    requests: 1,
    booked: [0, 0],
  })),
  ...[
    error(400, 'The model has crashed without additional information. (Exit code: 6)'),
    error(400, 'Model unloaded.'),
    error(503, 'Model is being downloaded, please wait'),
    error(429, 'Model is not ready for inference. Wait and try again.'),
    error(400, 'litellm.RateLimitError: RateLimitError: OpenAIException - slow down'),
    error(400, 'Too many tokens, please wait before trying again.', { code: 'ThrottlingException' }),
    error(403, 'Rate limit exceeded'),
    json(200, { base_resp: { status_code: 1002, status_msg: 'rate limit triggered' } }),
  ].map((play, index): Behaviour => ({
    name: `has what passes (${index + 1})`,
    plays: [play, whole('fine')],
    told: /^reply: fine$/,
    requests: 2,
  })),
  {
    name: 'says when to come again, of tokens a minute, and keeps the limit that it would take',
    plays: [
      error(429, 'Requests have exceeded token rate limit of your tier. Please retry after 6 seconds.'),
      choosy((seen) => Number(seen.body['max_tokens']) < 1_000, error(500, 'a limit that nobody asked for')),
    ],
    told: /^reply: fine$/,
    requests: 2,
    waits: [6_000],
  },
  {
    name: 'adds request and limit up to more than its context',
    plays: [tooLarge('input length and `max_tokens` exceed context limit: 10 + 4000 > 2500, decrease one of them')],
    told: /^reply: fine$/,
    requests: 2,
  },
  ...['failed to load model vocabulary required for format', 'The schema has too many states for serving.'].map(
    (message): Behaviour => ({
      name: `has no form for a schema: ${message}`,
      plays: [choosy((seen) => 'response_format' in seen.body, error(500, message), whole(day))],
      told: /^reply: \{"day": 3\}$/,
      requests: 3,
      withSchema: true,
    }),
  ),
  {
    name: 'sends requests on, and does not say where',
    plays: [text(300, '')],
    told: /^badResponse: .*on to another address \(300\)/,
    requests: 1,
  },
  {
    name: 'says that its body is packed as br, and it is not',
    plays: [text(200, 'data: {}', { 'content-encoding': 'br' })],
    told: /^unreachable: .*cannot be unpacked/,
    requests: 1,
  },
];
