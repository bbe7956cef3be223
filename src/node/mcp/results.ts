import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import type { Json } from '../../engine/json';

/** A result for programs and, as text, for those that read no other. */
export function structured(content: Readonly<Record<string, Json>>, text = JSON.stringify(content)): CallToolResult {
  return { content: [{ type: 'text', text }], structuredContent: content };
}

/** What went wrong, and what to do, for the agent that called: it is no failure of the protocol. */
export function failed(message: string): CallToolResult {
  return { content: [{ type: 'text', text: message }], isError: true };
}

/** A call that was cancelled: nobody waits for this. */
export const cancelled = failed('The call was cancelled.');
