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
