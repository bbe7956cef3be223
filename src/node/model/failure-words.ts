import type { ChatRequest } from '../../engine/model/chat-model';
import { duration } from './duration';
import type { ServerFacts } from './failure';
import { oneLine, type ServerError } from './server-error';

/** What a server said, for a message: short, without the key. */
export function words(said: ServerError, server: ServerFacts): string {
  return sentence(server.redact(said.message));
}

/** A text as one sentence of at most 300 characters. The key must be out of it already: a part of one would stay. */
export function sentence(text: string): string {
  const line = oneLine(text);
  if (line === '') return 'no reason given.';
  return line.length > 300 ? `${line.slice(0, 300)}…` : /[.!?…]$/.test(line) ? line : `${line}.`;
}

/** What makes a request shorter. */
export function shorter(role: ChatRequest['role']): string {
  return role === 'maker' ? 'Use fewer or shorter examples' : 'Use shorter problems';
}

/** When to try again, where the server says it. */
export function tryAgain(retryAfter: number | null): string {
  return retryAfter === null ? 'Try again later.' : `Try again in ${duration(retryAfter)}.`;
}

/** True where a base URL has a path that interfaces begin with. */
export function hasVersion(baseUrl: string): boolean {
  return /\/(v\d|openai|api|inference)\b/.test(new URL(baseUrl).pathname);
}

/** What may be wrong with a base URL. */
export function versionHint(baseUrl: string): string {
  return hasVersion(baseUrl)
    ? 'Check the base URL.'
    : `The base URL mostly ends with its version: ${baseUrl.replace(/\/$/, '')}/v1.`;
}
