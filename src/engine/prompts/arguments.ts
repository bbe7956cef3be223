import type { JsonObject } from '../json';
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
export function argumentsPrompt(
  tool: WrappedTool,
  problem: string,
  rejected?: RejectedArguments,
): readonly ChatMessage[] {
  const messages: ChatMessage[] = [{ role: 'system', content: `${instructions('the problem')}\n${toolLine(tool)}` }];
  for (const demonstration of tool.demonstrations) {
    messages.push(
      { role: 'user', content: demonstration.problem },
      { role: 'assistant', content: JSON.stringify(demonstration.arguments) },
    );
  }
  messages.push({ role: 'user', content: problem });
  if (rejected)
    messages.push(
      { role: 'assistant', content: rejected.reply },
      { role: 'user', content: `${rejected.error} Reply with the corrected JSON only.` },
    );
  return messages;
}

/**
 * The request for several problems' arguments at once. Each problem has a number, which its arguments carry. So a model
 * that leaves one out, or swaps two, is noticed. Bare lists would shift without a word.
 */
export function packedArgumentsPrompt(tool: WrappedTool, problems: readonly string[]): readonly ChatMessage[] {
  const messages: ChatMessage[] = [
    {
      role: 'system',
      content: `${instructions('each numbered problem')} Give every problem's number n with its arguments.\n${toolLine(tool)}`,
    },
  ];
  const { demonstrations } = tool;
  if (demonstrations.length > 0) {
    messages.push(
      { role: 'user', content: numbered(demonstrations.map((shown) => shown.problem)) },
      {
        role: 'assistant',
        content: JSON.stringify({
          items: demonstrations.map((shown, index) => ({ n: index + 1, arguments: shown.arguments })),
        }),
      },
    );
  }
  messages.push({ role: 'user', content: numbered(problems) });
  return messages;
}

/**
 * The schema of a reply to several problems: `{items: [{n, arguments}]}`. The same for every number of them, so that
 * servers can cache it.
 */
export function packedSchema(argumentsSchema: JsonObject): JsonObject {
  const item: JsonObject = {
    type: 'object',
    properties: { n: { type: 'integer' }, arguments: argumentsSchema },
    required: ['n', 'arguments'],
    additionalProperties: false,
  };
  return {
    type: 'object',
    properties: { items: { type: 'array', items: item } },
    required: ['items'],
    additionalProperties: false,
  };
}

/** True for a text that could be taken for several numbered problems: such a one is sent by itself. */
export function looksNumbered(problem: string): boolean {
  return /^### /m.test(problem);
}

function numbered(problems: readonly string[]): string {
  return problems.map((problem, index) => `### ${index + 1}\n${problem}`).join('\n');
}

function toolLine(tool: WrappedTool): string {
  return `Tool: ${tool.name}. ${tool.description}`;
}

function instructions(what: string): string {
  return `Turn ${what} into JSON arguments for the tool, which solves it. Copy strings verbatim; complete or correct nothing.`;
}
