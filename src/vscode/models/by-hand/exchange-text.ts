import type { ChatRequest } from '../../../engine/model/chat-model';

/** What is asked by hand, and what marks the places in its document; a document is known by its prompt. */
export interface Exchange {
  readonly purpose: string;
  readonly prompt: string;
  /** A word that no prompt holds: the hash of this one. */
  readonly mark: string;
}

/** The whole request as one text, for chats that take only one. */
export function promptText(request: ChatRequest): string {
  const turns = request.messages.map((message) =>
    message.role === 'assistant' ? `Your reply was:\n${message.content}` : message.content,
  );
  if (request.schema) turns.push(`Reply with JSON of this schema:\n${JSON.stringify(request.schema.schema)}`);
  return turns.join('\n\n');
}

/** The document of an exchange, without a reply. */
export function exchangeText({ purpose, prompt, mark }: Exchange): string {
  return `# By hand: ${purpose}

The prompt is on the clipboard. Paste it into any chat, and paste the whole reply at the end of this document.
It is taken as soon as nothing is missing in it. Closing this document ends the request; what is in it is kept for a week.

${promptLine(mark)}
${prompt}
${replyLine(mark)}
`;
}

/** What stands below the line for the reply; `undefined` where that line is gone. */
export function replyIn(text: string, mark: string): string | undefined {
  const at = text.indexOf(replyLine(mark));
  return at < 0 ? undefined : text.slice(at + replyLine(mark).length).trim();
}

/** The prompt that stands in a document; all of it where its lines are gone. */
export function promptIn(text: string, mark: string): string {
  const start = text.indexOf(promptLine(mark));
  const end = text.indexOf(replyLine(mark));
  return start < 0 || end < start ? text : text.slice(start + promptLine(mark).length, end).trim();
}

/** The line below which the reply belongs, and that above the prompt, by their marks in any document. */
export const markedLines = /^<!-- (prompt|reply) ([\da-f]{16})\b.*-->$/;

/** What a reply lacks, a sentence; `undefined` where it can be taken. */
export function missingIn(
  reply: string | undefined,
  { prompt }: Exchange,
  missing: ChatRequest['missing'],
): string | undefined {
  if (reply === undefined)
    return 'The line that marks the place of the reply is gone. Undo, or close this and try again.';
  if (reply === '') return 'Paste the whole reply of the chat below this line.';
  if (reply === prompt.trim()) return 'This is the prompt itself. Paste the reply of the chat in its place.';
  return missing?.(reply);
}

function promptLine(mark: string): string {
  return `<!-- prompt ${mark} -->`;
}

function replyLine(mark: string): string {
  return `<!-- reply ${mark}: paste it below this line -->`;
}
