import type { ChatMessage } from '../model/chat-model';

/** What the light model is shown of a tool that may be meant. Never its code. */
export interface OfferedTool {
  /** By which the model names it. */
  readonly label: string;
  readonly name: string;
  readonly description: string;
  /** One of its problems, or where that is long, the shape of one. */
  readonly example: string;
}

/** The label for none of the tools. */
export const noTool = 'none';

/** The request for a tool. What never varies comes first, so that servers can cache it, and the problem last. */
export function dispatchPrompt(offered: readonly OfferedTool[], problem: string): readonly ChatMessage[] {
  const tools = offered.map(
    ({ label, name, description, example }) =>
      `<tool id="${label}">\n${name}: ${description}\nFor example: ${example}\n</tool>`,
  );
  return [
    { role: 'system', content: instructions },
    { role: 'user', content: `${tools.join('\n')}\n<problem>\n${problem}\n</problem>` },
  ];
}

const instructions = `Which tool is made for the problem? Each tool does one thing only, what its description says, to problems such as its example. Compare what the problem asks for, word by word: another order, direction, operation, unit or position than the tool's is another thing, even about the same kind of data. Where no tool does exactly what is asked, or you are not sure, it is "${noTool}". Do not solve anything. Reply with JSON: {"tool": the id or "${noTool}"}.`;
