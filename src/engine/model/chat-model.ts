import type { JsonObject } from '../json';

/** The two parts that models play: the strong one makes tools, the light one uses them. */
export type Role = 'maker' | 'user';

/** One message of a chat. */
export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** One request to a model: everything that is sent, and nothing else is. */
export interface ChatRequest {
  readonly role: Role;
  /** For progress, transcripts and the ledger: `propose`, `repair`, `arguments`… Not sent. */
  readonly purpose: string;
  readonly messages: readonly ChatMessage[];
  /** Where the reply must be JSON of this schema. Servers that cannot promise that get plain text. */
  readonly schema?: { readonly name: string; readonly schema: JsonObject };
  readonly temperature: number;
  /** The longest reply that is taken. */
  readonly maxCompletionTokens: number;
  /**
   * Under a cap: all tokens that it may take, what is sent and what comes in, of every try together. What goes on
   * beyond is broken off.
   */
  readonly room?: number;
  /**
   * What a text lacks of what is asked for, a sentence; `undefined` where it lacks nothing. Not sent: a reply that lacks
   * something is no answer, whatever it says.
   */
  readonly missing?: (text: string) => string | undefined;
}

/** Tokens of one request. */
export interface Usage {
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** Of the prompt's, those that the server had cached. */
  readonly cachedTokens: number;
  /** Of the completion's, those spent on reasoning. */
  readonly reasoningTokens: number;
  /** `reported` by the server, or `estimated` here from the number of characters. */
  readonly source: 'reported' | 'estimated';
  /** Figures that a server which reported the others left out: they are 0 here, and in truth unknown. */
  readonly unreported?: readonly UnreportedFigure[];
}

/** The figures of a usage that many servers do not report. */
export type UnreportedFigure = 'cachedTokens' | 'reasoningTokens';

/** How a request ended. Every kind but `reply` carries a `message` for a person: what happened and what to do. */
export type ChatOutcome =
  | { readonly kind: 'reply'; readonly text: string; readonly usage: Usage }
  /**
   * `cancelled` by the signal; `unreachable`: no connection, DNS, TLS, proxy; `timedOut`: no first byte, or a stream
   * gone silent.
   */
  | { readonly kind: ChatFailureKind; readonly message: string; readonly usage?: Usage };

/** The ways in which a request fails. */
export type ChatFailureKind =
  | 'cancelled'
  | 'notConfigured'
  | 'unreachable'
  | 'timedOut'
  | 'unauthorized'
  | 'modelNotFound'
  | 'rateLimited'
  | 'quotaExhausted'
  | 'refused'
  | 'truncated'
  | 'badResponse'
  | 'serverError'
  /** A replayed model has no recorded reply for this request. */
  | 'notRecorded'
  /** A cap of the person's on what may be spent: the request was not sent, or its reply was cut off there. */
  | 'overCap'
  /** Too many requests of this run in a row brought nothing: the request was not sent. */
  | 'braked';

/** Who answers, to be shown to a person before anything is sent. */
export interface ModelIdentity {
  readonly model: string;
  /** Host name and port; `this machine` for a person's own clipboard or for recorded replies. */
  readonly host: string;
  /** Price in US dollars for a million tokens; `null` where unknown. */
  readonly inputPrice: number | null;
  readonly outputPrice: number | null;
  /** The day of the prices, `2026-12-01`, where they are of a server's list. */
  readonly pricesOf?: string;
}

/** True where both are the same model on the same server: consent to one is none to another. */
export function sameModel(one: ModelIdentity | null, other: ModelIdentity | null): boolean {
  return one?.model === other?.model && one?.host === other?.host;
}

/** A language model behind some server. Never throws for what a network or a server does. */
export interface ChatModel {
  readonly identity: ModelIdentity;
  /** Settles soon after `signal` aborts, with `cancelled`. `onText` gets the length of the reply so far. */
  complete(request: ChatRequest, signal: AbortSignal, onProgress?: (characters: number) => void): Promise<ChatOutcome>;
}
