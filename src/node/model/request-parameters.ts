import type OpenAI from 'openai';
import type { ChatMessage, ChatRequest } from '../../engine/model/chat-model';
import { isAzure } from './endpoint';
import type { SentRequest } from './failure';
import type { RefusedParameter } from './refusals';
import { isStrictSchema } from './strict-schema';

/** The body of a request, as the server gets it: without what it refused. */
export function parametersFor(
  { request, dropped, limit }: SentRequest,
  model: string,
  baseUrl: string,
): OpenAI.ChatCompletionCreateParams {
  return {
    model,
    messages: messagesFor(request, dropped).map(({ role, content }) => ({ role, content })),
    ...(dropped.has('temperature') ? {} : { temperature: request.temperature }),
    ...Object.fromEntries(limitNames(baseUrl, dropped).map((name) => [name, limit])),
    ...formatFor(request, dropped),
    ...(dropped.has('stream')
      ? {}
      : { stream: true, ...(dropped.has('stream_options') ? {} : { stream_options: { include_usage: true } }) }),
  };
}

/**
 * The names under which the limit is sent. OpenAI's servers know the new one, for some models no other, and take no
 * two. Of all others many pass over the new one without a word, and some over the old: they get both, until one of
 * them is refused.
 */
export function limitNames(baseUrl: string, dropped: ReadonlySet<RefusedParameter>): readonly RefusedParameter[] {
  const ofOpenAi = isAzure(baseUrl) || new URL(baseUrl).host === 'api.openai.com';
  const names: readonly RefusedParameter[] =
    ofOpenAi && !dropped.has('max_completion_tokens')
      ? ['max_completion_tokens']
      : ['max_completion_tokens', 'max_tokens'];
  return names.filter((name) => !dropped.has(name));
}

function formatFor(
  { schema }: ChatRequest,
  dropped: ReadonlySet<RefusedParameter>,
): Pick<OpenAI.ChatCompletionCreateParams, 'response_format'> {
  if (!schema || dropped.has('response_format')) return {};
  if (dropped.has('json_schema')) return { response_format: { type: 'json_object' } };
  return {
    response_format: {
      type: 'json_schema',
      json_schema: { name: schema.name, schema: schema.schema, strict: isStrictSchema(schema.schema) },
    },
  };
}

/** A model without schemas gets it as text, at the end of the fixed part; one without a system role gets no such. */
export function messagesFor(request: ChatRequest, dropped: ReadonlySet<RefusedParameter>): readonly ChatMessage[] {
  const asText = request.schema && (dropped.has('response_format') || dropped.has('json_schema'));
  const text = `\nReply with the JSON only, of this schema: ${JSON.stringify(request.schema?.schema)}`;
  const messages = request.messages.map((message, index) =>
    index === 0 && asText ? { ...message, content: message.content + text } : message,
  );
  const [first, second, ...rest] = messages;
  if (!dropped.has('system') || first?.role !== 'system') return messages;
  if (second?.role !== 'user') return [{ role: 'user', content: first.content }, ...messages.slice(1)];
  return [{ role: 'user', content: `${first.content}\n\n${second.content}` }, ...rest];
}
