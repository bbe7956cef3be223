import { choosy, day, delta, ended, whole, type Behaviour } from './behaviour';
import { json, streamed } from '../fault-server';

/** Roles, schemas and parameters that a server does not know. */
export const refusals: readonly Behaviour[] = [
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
  ...(
    [
      [400, 'This model does not support system prompts.'],
      [400, 'Invalid role: system'],
      [422, 'messages[0]: unknown variant `system`, expected `user` or `assistant`'],
      [400, 'The role must be one of user, assistant'],
      [400, 'Developer instruction is not enabled for models/gemma'],
    ] as const
  ).map(([status, message]): Behaviour => ({
    name: `says “${message}”`,
    plays: [choosy((seen) => seen.body.messages?.[0]?.role === 'system', json(status, { error: { message } }))],
    told: /^reply: fine$/,
    requests: 2,
  })),
  ...(
    [
      ['stream_options', 500, "create() got an unexpected keyword argument 'stream_options'"],
      ['stream_options', 400, "Additional properties are not allowed ('stream_options' was unexpected)"],
      ['stream_options', 422, 'Unrecognized request argument supplied: stream_options'],
      ['temperature', 400, 'temperature is deprecated for this model.'],
      [
        'temperature',
        400,
        "Unsupported value: 'temperature' does not support 0.3 with this model. Only the default (1) value is supported.",
      ],
      ['max_tokens', 500, 'unknown field max_tokens in request'],
      ['stream', 400, 'stream=true is not supported'],
    ] as const
  ).map(([name, status, message]): Behaviour => ({
    name: `does not know ${name}: ${status}, “${message.slice(0, 50)}…”`,
    plays: [choosy((seen) => name in seen.body, json(status, { error: { message } }))],
    told: /^reply: fine$/,
    requests: 2,
  })),
];
