/** How a reply ended: whole, cut off at a limit, refused by a filter, or broken off. */
export type Ending = 'whole' | 'cutOff' | 'refused' | 'brokenOff';

/** What servers call the ends of replies, in lower case. What is not in this list is no end that anybody knows. */
const endings: ReadonlyMap<string, Ending> = new Map([
  ...[
    ...['stop', 'stop_sequence', 'end_turn', 'eos', 'eos_token', 'end_of_text', 'complete', 'completed', 'done'],
    ...['tool_calls', 'tool_call', 'tool_use', 'function_call', 'finish_reason_stop'],
  ].map((name) => [name, 'whole'] as const),
  ...[
    ...['length', 'max_tokens', 'max_output_tokens', 'max_completion_tokens', 'max_length', 'model_length'],
    ...['model_context_window_exceeded', 'context_length_exceeded', 'finish_reason_max_tokens'],
  ].map((name) => [name, 'cutOff'] as const),
  ...[
    ...['content_filter', 'content_filtered', 'safety', 'refusal', 'recitation', 'blocklist', 'prohibited_content'],
    ...['spii', 'sensitive', 'language', 'image_safety', 'guardrail_intervened', 'error_toxic', 'moderation'],
  ].map((name) => [name, 'refused'] as const),
]);

/** The ending that a server's word stands for; one that nobody knows may be half a reply. */
export function endingOf(finish: string): Ending {
  return endings.get(finish.trim().toLowerCase()) ?? 'brokenOff';
}

/** Words of servers that have no word for the end yet. */
const none: ReadonlySet<string> = new Set(['', 'null', 'none']);

/**
 * What a choice says of its end, `""` for a word that says nothing; `undefined` where it does not. Servers call the
 * field otherwise, and some gateways make “stop” of everything and keep the provider's own word beside it.
 */
export function endingIn(choice: Readonly<Record<string, unknown>>): string | undefined {
  const [own, ...others] = [
    choice['finish_reason'],
    ...[choice['finishReason'], choice['native_finish_reason'], choice['finish_details'], choice['done_reason']],
    // With vLLM this is the text that ended the reply.
    choice['finish_reason'] === undefined || choice['finish_reason'] === null ? choice['stop_reason'] : undefined,
  ].map(wordOf);
  const told = others.filter((word) => word !== '');
  const word = own === undefined || own === '' ? (told.find((one) => one !== undefined) ?? own) : own;
  if (word === undefined || endingOf(word) !== 'whole') return word;
  return told.find((one) => one !== undefined && ['cutOff', 'refused'].includes(endingOf(one))) ?? word;
}

function wordOf(value: unknown): string | undefined {
  if (typeof value === 'object' && value !== null)
    return 'type' in value ? wordOf(value.type) : 'reason' in value ? wordOf(value.reason) : 'an object';
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const word = String(value);
  return none.has(word.trim().toLowerCase()) ? '' : word;
}
