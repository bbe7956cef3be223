import * as v from 'valibot';
import type { ChatRequest, UnreportedFigure, Usage } from '../../engine/model/chat-model';
import { estimateRequestTokens, estimateTokens } from '../../engine/model/cost';

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1e9));
const UsageSchema = v.object({
  // Every prompt has tokens: a server that says 0 does not know, and a cost of 0 would be a lie.
  prompt_tokens: v.pipe(count, v.minValue(1)),
  completion_tokens: count,
  prompt_tokens_details: v.nullish(v.object({ cached_tokens: v.nullish(count) })),
  completion_tokens_details: v.nullish(v.object({ reasoning_tokens: v.nullish(count) })),
});

/** The server's figures where they make sense, else estimates, and which of the two. */
export function usageOf(reported: unknown, request: ChatRequest, reply: string): Usage {
  const usage = v.safeParse(UsageSchema, reported);
  if (usage.success && (usage.output.completion_tokens > 0 || reply === '')) {
    const cached = usage.output.prompt_tokens_details?.cached_tokens;
    const reasoning = usage.output.completion_tokens_details?.reasoning_tokens;
    const unreported: UnreportedFigure[] = [
      ...(typeof cached !== 'number' ? (['cachedTokens'] as const) : []),
      ...(typeof reasoning !== 'number' ? (['reasoningTokens'] as const) : []),
    ];
    return {
      promptTokens: usage.output.prompt_tokens,
      completionTokens: usage.output.completion_tokens,
      cachedTokens: cached ?? 0,
      reasoningTokens: reasoning ?? 0,
      source: 'reported',
      ...(unreported.length > 0 ? { unreported } : {}),
    };
  }
  return {
    promptTokens: estimateRequestTokens(request),
    completionTokens: estimateTokens(reply),
    cachedTokens: 0,
    reasoningTokens: 0,
    source: 'estimated',
  };
}
