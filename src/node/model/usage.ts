import * as v from 'valibot';
import type { ChatRequest, UnreportedFigure, Usage } from '../../engine/model/chat-model';
import { estimateRequestTokens } from '../../engine/model/cost';

/** A count; some servers write it as a text, or with a fraction. */
const count = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.regex(/^\d{1,10}(?:\.\d+)?$/), v.transform(Number))]),
  v.minValue(0),
  v.maxValue(1e9),
  v.transform(Math.ceil),
);
const maybe = v.fallback(v.nullish(count), null);
const UsageSchema = v.object({
  prompt_tokens: maybe,
  completion_tokens: maybe,
  // As Anthropic and OpenAI's newer interface call them.
  input_tokens: maybe,
  output_tokens: maybe,
  total_tokens: maybe,
  // As Gemini's, llama.cpp's and Ollama's own interfaces do.
  promptTokenCount: maybe,
  candidatesTokenCount: maybe,
  thoughtsTokenCount: maybe,
  totalTokenCount: maybe,
  prompt_n: maybe,
  predicted_n: maybe,
  prompt_eval_count: maybe,
  eval_count: maybe,
  prompt_tokens_details: v.fallback(v.nullish(v.object({ cached_tokens: maybe })), null),
  completion_tokens_details: v.fallback(v.nullish(v.object({ reasoning_tokens: maybe })), null),
  reasoning_tokens: maybe,
});

/**
 * What a request took: the larger of what the server reports and what came in, and which of the two. `reply` is the
 * tokens of all its text, estimated, thoughts included, `received` its tokens as they were counted. A report is believed
 * unless it is less than half of what the text must have taken: so far an estimate may be off.
 */
export function usageOf(reported: unknown, request: ChatRequest, reply: number, received = Math.ceil(reply)): Usage {
  const usage = reportedUsage(reported);
  const least = reply / 2;
  if (usage && (usage.completionTokens > 0 || received === 0) && usage.completionTokens >= least) return usage;
  return {
    promptTokens: Math.max(usage?.promptTokens ?? 0, estimateRequestTokens(request)),
    completionTokens: Math.max(usage?.completionTokens ?? 0, received),
    cachedTokens: 0,
    reasoningTokens: 0,
    source: 'estimated',
  };
}

/** Of what a server reported in the course of a reply the largest that makes sense: some report 0 at the end. */
export function largestUsage(reports: readonly unknown[]): unknown {
  const total = (report: unknown): number => {
    const usage = reportedUsage(report);
    return usage ? usage.promptTokens + usage.completionTokens : -1;
  };
  return reports.reduce((best, report) => (total(report) > total(best) ? report : best), undefined);
}

/** A server's figures where they make sense. */
function reportedUsage(reported: unknown): Usage | undefined {
  const parsed = v.safeParse(UsageSchema, reported);
  if (!parsed.success) return undefined;
  const { output } = parsed;
  const prompt =
    output.prompt_tokens ??
    output.input_tokens ??
    output.promptTokenCount ??
    output.prompt_eval_count ??
    output.prompt_n ??
    0;
  const total = output.total_tokens ?? output.totalTokenCount;
  const written =
    output.completion_tokens ??
    output.output_tokens ??
    output.candidatesTokenCount ??
    output.eval_count ??
    output.predicted_n ??
    (typeof total === 'number' ? Math.max(0, total - prompt) : undefined);
  // Every prompt has tokens: a server that says 0 does not know, and a cost of 0 would be a lie.
  if (prompt < 1 || written === undefined) return undefined;
  const cached = output.prompt_tokens_details?.cached_tokens;
  // Gemini counts its thoughts beside what is written.
  const beside = output.thoughtsTokenCount ?? 0;
  const reasoning = output.completion_tokens_details?.reasoning_tokens ?? output.reasoning_tokens;
  const unreported: UnreportedFigure[] = [
    ...(typeof cached !== 'number' ? (['cachedTokens'] as const) : []),
    ...(typeof reasoning !== 'number' ? (['reasoningTokens'] as const) : []),
  ];
  return {
    promptTokens: prompt,
    completionTokens: Math.max(
      // More thought than was written altogether: the thoughts are counted beside it.
      (reasoning ?? 0) > written ? written + (reasoning ?? 0) : written + beside,
      (total ?? 0) - prompt,
    ),
    cachedTokens: cached ?? 0,
    reasoningTokens: reasoning ?? 0,
    source: 'reported',
    ...(unreported.length > 0 ? { unreported } : {}),
  };
}
