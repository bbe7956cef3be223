import type { ChatFailureKind, ChatRequest } from '../../engine/model/chat-model';
import { estimateRequestTokens } from '../../engine/model/cost';
import { causeOf, statusOf } from './causes';
import { tryAgain, versionHint, words } from './failure-words';
import { isAboutLength, smallerLimit, type SmallerLimit } from './limits';
import { maybeOfProxy, proxyFailure } from './proxy-failure';
import type { HttpProxy } from './proxy';
import type { Redact } from './redact';
import { refusalOf, type Refusal, type RefusedParameter } from './refusals';
import type { Remedies } from './remedies';
import { retryAfterOf } from './retry-after';
import { looksLikeWebPage, readServerError, type ServerError } from './server-error';
import { statusFailure } from './status-failure';
import { networkFailure } from './unreachable';

/** A request that failed: what kind, what to tell, and whether and when another try makes sense. */
export interface Failure {
  readonly kind: ChatFailureKind;
  readonly message: string;
  /**
   * Milliseconds after which the server would take another try; `null` where it did not say; absent where none makes
   * sense.
   */
  readonly retryAfter?: number | null;
  /** What the server refused of the request, and can be done without. */
  readonly refusal?: Refusal | undefined;
  /** A smaller limit for the reply, where the one that was asked for was too much. */
  readonly smaller?: SmallerLimit | undefined;
  /** The reply reached the limit that was asked for: a larger one may hold it. */
  readonly atLimit?: boolean;
  /** The server loads the model: it is waited for as long as for a first byte. */
  readonly loading?: boolean;
}

/** What a message needs to know of the server. */
export interface ServerFacts {
  readonly host: string;
  /** Without query: safe to show. */
  readonly baseUrl: string;
  readonly model: string;
  readonly hasKey: boolean;
  /** The name of the remote that the editor runs on, where it does: its `localhost` is not the person's. */
  readonly remoteName: string | null;
  /** What stands between this machine and the server, where it is known: over plain http it may answer in its place. */
  readonly proxy: HttpProxy | null;
  readonly redact: Redact;
  readonly now: () => number;
  readonly remedies: Remedies;
}

/** A request as it was sent: without what the server does not know, and with this limit for the reply. */
export interface SentRequest {
  readonly request: ChatRequest;
  readonly dropped: ReadonlySet<RefusedParameter>;
  /** `null` where the server takes none. */
  readonly limit: number | null;
}

/** A server's answer that is none. */
export interface ErrorAnswer {
  readonly status: number;
  /** What a message shows of it: the status, or the server's own code where it sent no status. */
  readonly label: string;
  readonly headers: Headers | undefined;
  /** As far as it was read, without the key. */
  readonly body: string;
}

/** An error that was thrown on the way to an answer, as a failure with a remedy. */
export function failureOf(error: unknown, server: ServerFacts): Failure {
  return proxyFailure(error, server) ?? networkFailure(error, server);
}

/** The server did answer, with an error's status. */
export function answeredFailure(answer: ErrorAnswer, server: ServerFacts, sent: SentRequest): Failure {
  const { status, headers, body } = answer;
  const said = readServerError(body);
  const failure = statusFailure(answer, said, server, sent);
  // A web page is a proxy's: it knows nothing of what a model was asked.
  const mended = looksLikeWebPage(body) ? failure : { ...failure, ...mendingOf(status, said, sent) };
  // No proxy gives its errors a code.
  const ofProxy = said.code === '' ? maybeOfProxy(status, headers, words(said, server), server) : undefined;
  if (ofProxy !== undefined) return { ...mended, message: ofProxy };
  if (causeOf(said) === 'loading')
    return {
      kind: 'serverError',
      message: `${server.host} is still loading ${server.model} (${answer.label}): ${words(said, server)} ${tryAgain(failure.retryAfter ?? null)}`,
      retryAfter: retryAfterOf(headers, body, server.now()),
      loading: true,
    };
  return mended;
}

/**
 * An error that a server sent in place of a reply, after it had promised one. Its code then mostly stands for a status.
 */
export function failureInReply(said: ServerError, body: string, server: ServerFacts, sent: SentRequest): Failure {
  const { host, baseUrl } = server;
  const status = statusOf(said);
  if (status !== undefined)
    return answeredFailure({ status, label: said.code || 'with status 200', headers: undefined, body }, server, sent);
  if (/unexpected endpoint|unknown endpoint|no such endpoint/i.test(said.message))
    return {
      kind: 'badResponse',
      message: `${host} has no chat interface at ${baseUrl}: ${words(said, server)} ${versionHint(baseUrl)}`,
    };
  return {
    kind: 'serverError',
    message: `${host} broke off with an error: ${words(said, server)} Try again.`,
    ...mendingOf(500, said, sent),
    ...(causeOf(said) === 'loading' ? { loading: true, retryAfter: retryAfterOf(undefined, body, server.now()) } : {}),
  };
}

/** What helps at once: to leave something out, or to ask for a shorter reply. */
function mendingOf(
  status: number,
  said: ServerError,
  { request, dropped, limit }: SentRequest,
): Pick<Failure, 'refusal' | 'smaller'> {
  if (![400, 402, 413, 422, 429, 500, 501].includes(status)) return {};
  const smaller = smallerLimit(said, limit, estimateRequestTokens(request), status === 429);
  if (smaller) return { smaller };
  return status === 402 || status === 429 || isAboutLength(said)
    ? {}
    : { refusal: refusalOf(status, said, request, dropped) };
}
