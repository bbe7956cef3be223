import type { ChatMessage } from '../model/chat-model';
import type { Tool } from '../tool/tool';

/** What the light model needs to know of a tool. Never its code. */
export type WrappedTool = Pick<Tool, 'name' | 'description' | 'argumentsSchema' | 'demonstrations'>;

/** What was wrong with the light model's first reply, for its one second chance. */
export interface RejectedArguments {
  readonly reply: string;
  readonly error: string;
}

/**
 * The request for a problem's arguments. The schema travels in the request's `schema` field, once; the fixed
 * part comes first, so that servers can cache it; demonstrations are turns of the chat, the shortest form there is.
 */
export function argumentsPrompt(tool: WrappedTool, problem: string, rejected?: RejectedArguments): readonly ChatMessage[] {
  const messages: ChatMessage[] = [{ role: 'system', content: `${instructions}\nTool: ${tool.name}. ${tool.description}` }];
  for (const demonstration of tool.demonstrations) {
    messages.push({ role: 'user', content: demonstration.problem }, { role: 'assistant', content: JSON.stringify(demonstration.arguments) });
  }
  messages.push({ role: 'user', content: problem });
  if (rejected) messages.push({ role: 'assistant', content: rejected.reply }, { role: 'user', content: `${rejected.error} Reply with the corrected JSON only.` });
  return messages;
}

const instructions =
  'Write the problem as JSON arguments of a tool. The tool solves it: do not solve, complete or correct anything. Copy strings from the problem as they stand. Reply with the JSON only.';
