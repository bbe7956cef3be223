import type { ChatOutcome, Usage } from '../../engine/model/chat-model';
import { endingOf } from './endings';
import type { Failure, SentRequest, ServerFacts } from './failure';
import { sentence, shorter } from './failure-words';
import { presetOf } from './presets';
import { textOfReply, tokensReceived, type Received } from './received';
import { largestUsage, usageOf } from './usage';

/** The longest reply that is taken, in characters; no honest one comes near. */
export const longestReply = 4_000_000;

/** What the reading of a reply needs. */
export interface Reading {
  readonly sent: SentRequest;
  readonly server: ServerFacts;
  /** Filled as the reply comes in, so that what was charged is known when it breaks off. */
  readonly received: Received;
  /** Where the reply is broken off, whatever limit the server keeps: under a cap, and where it is without end. */
  readonly most: { readonly tokens: number; readonly bytes: number };
  /** Something came. */
  readonly onPart: () => void;
  /** Something came that the model wrote. */
  readonly onContent: () => void;
  readonly onProgress?: ((characters: number) => void) | undefined;
}

/**
 * How the reading ended: `done`, the stream said so; `tooLong`, `overrun`, `blank`: broken off here; `cut`: its JSON
 * has no end; or what came instead.
 */
export type Ended = Failure | { readonly instead: string } | 'done' | 'ended' | 'tooLong' | 'overrun' | 'blank' | 'cut';

/** What came of a request whose answer was read so far. */
export function outcomeOf(ended: Ended, streamed: boolean, reading: Reading): ChatOutcome | Failure {
  const { received, server, sent } = reading;
  const { host, model, redact } = server;
  const usage = received.any ? { usage: spentOn(received, sent) } : {};
  const failed = (kind: Failure['kind'], message: string): Failure => ({ kind, message, ...usage });
  if (ended === 'tooLong')
    return failed(
      'badResponse',
      `The reply of ${model} at ${host} was longer than ${longestReply.toLocaleString('en-US')} characters and was cut off. Choose another model.`,
    );
  if (ended === 'overrun')
    return failed(
      'truncated',
      `The reply of ${model} at ${host} was broken off at about ${(tokensReceived(received) > reading.most.tokens ? reading.most.tokens : Math.ceil(received.bytes / 4)).toLocaleString('en-US')} tokens: it went on past the limit that was asked for.${thoughtsText(reading)} ${shorter(sent.request.role)}, or another model.`,
    );
  if (ended === 'blank')
    return failed(
      'badResponse',
      `${model} at ${host} wrote nothing but blanks any more and was broken off after about ${tokensReceived(received).toLocaleString('en-US')} tokens. Try again, or choose another model.`,
    );
  if (ended === 'cut') return failed('badResponse', `The reply of ${host} broke off in the middle. Try again.`);
  if (typeof ended === 'object')
    return 'instead' in ended
      ? failed(
          'badResponse',
          `${host} sent ${ended.instead} Check that the base URL is that of an OpenAI-compatible interface.`,
        )
      : { ...ended, ...usage };
  const ending = received.finish === null ? null : endingOf(received.finish);
  if (received.refusal !== '' || ending === 'refused')
    return failed(
      'refused',
      `${model} at ${host} refused: ${received.refusal === '' ? 'a content filter stopped it.' : sentence(redact(received.refusal))} Other ${sent.request.role === 'maker' ? 'examples' : 'problems'} or another model may help.`,
    );
  if (ending === 'cutOff') return { ...failed('truncated', cutOffText(reading)), atLimit: isAtLimit(reading) };
  if (ending === 'brokenOff')
    return failed(
      'badResponse',
      `The reply of ${host} broke off in the middle (it ended with “${redact(received.finish ?? '').slice(0, 40)}”). Try again.`,
    );
  // Few servers leave out the reason; all of them say when they are done. A reason that came before the end is none.
  const isTold = ending !== null && !received.isEarly;
  if (streamed && !isTold && (ended !== 'done' || (ending === null && received.isStrange)))
    return failed('badResponse', `The reply of ${host} broke off in the middle. Try again.`);
  const text = textThatHolds(reading);
  if (text === undefined) return failed('badResponse', emptyText(reading));
  // A server that echoes the key would otherwise have it written into transcripts and recordings.
  return { kind: 'reply', text: redact(text), usage: spentOn(received, sent) };
}

/** What the model wrote: the text, the call or, where they alone hold what was asked for, the thoughts. */
function textThatHolds({ received, sent: { request } }: Reading): string | undefined {
  const written = [textOfReply(received), received.call].filter((one) => one.trim() !== '');
  const { missing } = request;
  if (missing === undefined) return written[0];
  const thoughts = received.reasoning.trim() === '' ? [] : [received.reasoning];
  return [...written, ...thoughts].find((one) => missing(one) === undefined) ?? written[0];
}

/** Whether a reply that was cut off was so at the limit that was asked for, as far as its tokens tell. */
function isAtLimit({ received, sent }: Reading): boolean {
  return sent.limit !== null && spentOn(received, sent).completionTokens >= sent.limit * 0.9;
}

function cutOffText(reading: Reading): string {
  const { server, received, sent } = reading;
  const { completionTokens } = spentOn(received, sent);
  const { limit, request } = sent;
  const about = completionTokens.toLocaleString('en-US');
  const who = `The reply of ${server.model} at ${server.host}`;
  const remedy = `${shorter(request.role)}, or another model.`;
  if (limit === null)
    return `${who} was cut off by the server after about ${about} tokens.${thoughtsText(reading)} ${remedy}`;
  const asked = `limit of ${limit.toLocaleString('en-US')} tokens`;
  if (isAtLimit(reading))
    return `${who} was cut off at the ${asked} that was asked for.${thoughtsText(reading)} ${remedy}`;
  const context = presetOf(server.baseUrl)?.context;
  return `${who} was cut off by the server after about ${about} tokens, short of the ${asked} that was asked for: its context may be full.${thoughtsText(reading)} ${context === undefined ? remedy : `${shorter(request.role)}, or ${context}.`}`;
}

/** What to say where a model has thought and written nothing; `""` where it did not. */
function thoughtsText({ received, server, sent }: Reading): string {
  if (received.text.trim() !== '' || received.call.trim() !== '') return '';
  const { reasoningTokens, completionTokens } = spentOn(received, sent);
  if (received.reasoning.trim() === '' && reasoningTokens === 0) return '';
  return ` All of it, about ${Math.max(reasoningTokens, completionTokens).toLocaleString('en-US')} tokens, went into reasoning. ${presetOf(server.baseUrl)?.reasoning ?? 'Choose a model that does not reason, or switch its reasoning off at the server.'}`;
}

function emptyText(reading: Reading): string {
  const { model, host } = reading.server;
  const thoughts = thoughtsText(reading);
  return thoughts === ''
    ? `${model} at ${host} sent an empty reply. Try again, or choose another model.`
    : `${model} at ${host} sent an empty reply.${thoughts}`;
}

/** What a request took so far, as reported or as it came in. */
export function spentOn(received: Received, { request, limit }: SentRequest): Usage {
  const came = tokensReceived(received);
  // All of it went into what the server does not show: as much as it was let.
  const hidden = came === 0 && received.finish !== null && endingOf(received.finish) === 'cutOff' ? (limit ?? 0) : 0;
  return usageOf(largestUsage(received.usages), request, received.weight, Math.max(came, hidden));
}
