import type { ChatOutcome, Usage } from '../../engine/model/chat-model';
import { duration } from './duration';
import { answeredFailure, failureOf, type Failure, type SentRequest, type ServerFacts } from './failure';
import { limitedText } from './limited-text';
import { readReply } from './read-reply';
import { nothingReceived } from './received';
import { spentOn, type Reading } from './reply-outcome';
import { parametersFor } from './request-parameters';
import type { ServerClient } from './server-client';
import { watchForSilence } from './silence-watch';

/** An attempt that failed, with the tokens of what had come in. */
export type Attempt = ChatOutcome | (Failure & { readonly usage?: Usage });

/** Who is asked, and how long it may be silent. */
export interface Asked {
  readonly client: ServerClient;
  readonly server: ServerFacts;
  /** With the base URL's query, which tells nothing to a message. */
  readonly baseUrl: string;
  readonly timeouts: { readonly firstByteMs: number; readonly silenceMs: number };
}

/** Of an error's body this much is read, in characters. */
const longestError = 64_000;

/** The longest that the rest of an error's body is waited for, in milliseconds: its status tells most. */
const errorPatience = 10_000;

/** Asks a server once. */
export async function attempt(
  { client, server, baseUrl, timeouts }: Asked,
  sent: SentRequest,
  most: Reading['most'],
  signal: AbortSignal,
  onProgress?: (characters: number) => void,
): Promise<Attempt> {
  const { host, model, remedies } = server;
  const watch = watchForSilence(signal, timeouts);
  const received = nothingReceived();
  const read = async (): Promise<ChatOutcome | Failure> => {
    try {
      const response = await client.complete(parametersFor(sent, model, baseUrl), watch.signal);
      if (!response.ok) return await refusedBy(response, server, sent, Math.min(timeouts.silenceMs, errorPatience));
      const { heard: onPart, written: onContent } = watch;
      return await readReply(response, { sent, server, received, most, onPart, onContent, onProgress });
    } catch (error) {
      return failureOf(error, server);
    } finally {
      watch.end();
    }
  };
  const outcome = await read();
  const spent = received.any ? { usage: spentOn(received, sent) } : {};
  // These two come first: an aborted reading may look like a reply that broke off, or like any network error.
  if (signal.aborted) return { ...cancelledBy(host), ...spent };
  // What was whole before the silence is a reply.
  if (outcome.kind === 'reply') return outcome;
  switch (watch.silence()) {
    case 'atStart':
      return {
        kind: 'timedOut',
        message: joined(
          received.any
            ? `${host} began and sent nothing that ${model} wrote for ${duration(timeouts.firstByteMs)}.`
            : `${host} sent nothing for ${duration(timeouts.firstByteMs)}. Is the model loading?`,
          remedies.firstByte,
        ),
        ...spent,
      };
    case 'inTheMiddle':
      return {
        kind: 'timedOut',
        message: joined(
          `${host} went silent in the middle of its reply for ${duration(timeouts.silenceMs)}. Try again.`,
          remedies.silence,
        ),
        ...spent,
      };
    case null:
      return { ...spent, ...outcome };
  }
}

/** A request that was cancelled. */
export function cancelledBy(host: string): ChatOutcome {
  return { kind: 'cancelled', message: `The request to ${host} was cancelled.` };
}

async function refusedBy(
  response: Response,
  server: ServerFacts,
  sent: SentRequest,
  patience: number,
): Promise<Failure> {
  const { status, headers } = response;
  const redirected = status >= 300 && status < 400;
  if (redirected) await response.body?.cancel();
  const { text, cut } = await limitedText(redirected ? null : response.body, longestError, patience);
  return answeredFailure({ status, label: String(status), headers, body: server.redact(text, cut) }, server, sent);
}

function joined(sentence: string, more: string | null): string {
  return more === null ? sentence : `${sentence} ${more}`;
}
