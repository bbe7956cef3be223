import type { ChatCompletionCreateParams, ChatCompletionMessageParam } from 'openai/resources/chat/completions';
import type { ChatRequest } from '../../engine/model/chat-model';
import type { RefusedParameter } from './failure';
import { isStrictSchema } from './strict-schema';

/** A request as the server gets it, without what it refused. */
export function parametersFor(
  request: ChatRequest,
  model: string,
  refused: ReadonlySet<RefusedParameter>,
): ChatCompletionCreateParams {
  const schema = refused.has('response_format') ? undefined : request.schema;
  return {
    model,
    messages: request.schema && !schema ? withSchemaInText(request) : request.messages.map(toParameter),
    ...(refused.has('temperature') ? {} : { temperature: request.temperature }),
    ...limitFor(request, refused),
    ...(schema
      ? {
          response_format: {
            type: 'json_schema',
            json_schema: { name: schema.name, schema: { ...schema.schema }, strict: isStrictSchema(schema.schema) },
          },
        }
      : {}),
    ...(refused.has('stream')
      ? {}
      : { stream: true, ...(refused.has('stream_options') ? {} : { stream_options: { include_usage: true } }) }),
  };
}

/** The limit under its new name, then under its old one, then the server's own. */
function limitFor(
  request: ChatRequest,
  refused: ReadonlySet<RefusedParameter>,
): { max_completion_tokens?: number; max_tokens?: number } {
  if (!refused.has('max_completion_tokens')) return { max_completion_tokens: request.maxCompletionTokens };
  return refused.has('max_tokens') ? {} : { max_tokens: request.maxCompletionTokens };
}

/** A server without structured output gets the schema as text, at the end of the fixed part. */
function withSchemaInText(request: ChatRequest): ChatCompletionMessageParam[] {
  const text = `\nReply with the JSON only, of this schema: ${JSON.stringify(request.schema?.schema)}`;
  return request.messages.map((message, index) =>
    toParameter(index === 0 ? { ...message, content: message.content + text } : message),
  );
}

function toParameter(message: ChatRequest['messages'][number]): ChatCompletionMessageParam {
  return { role: message.role, content: message.content };
}
