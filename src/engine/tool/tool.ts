import type { JsonObject } from '../json';
import type { ChatMessage, Usage } from '../model/chat-model';
import type { Notation } from '../notation/notation';

/**
 * A tool: plain JavaScript (ES2023, no imports, no I/O) that defines
 *
 *     parse(problem: string) -> arguments | null     optional; null when the text is not of this class
 *     solve(arguments) -> result | null              required; null when there is no answer
 *     format(result, problem: string) -> string      optional; without it the result must be a string
 *
 * and what a person and a light model need to know of it.
 */
export interface Tool {
  /** Never changes, unique in the library: `[a-z0-9-]{1,48}`. Also the name of its folder. */
  readonly id: string;
  /** The class of problems it solves, never one example. */
  readonly name: string;
  /** One line. */
  readonly description: string;
  /** JSON Schema of the arguments; always of an object. */
  readonly argumentsSchema: JsonObject;
  /** The notation its examples came in: new text is read with it first. */
  readonly notation: Notation;
  /** Problem -> arguments for the light model: one, more only where one is not enough. */
  readonly demonstrations: readonly Demonstration[];
  /** What it was verified with. */
  readonly examples: readonly ToolExample[];
  /** Who makes the arguments: the tool's own verified `parse`, or always the light model. */
  readonly reader: 'parser' | 'model';
  /** A `draft` failed its verification and is kept to go on with; it is never applied. */
  readonly stage: 'tool' | 'draft';
  /** The hint that the person gave to the maker. */
  readonly hint: string | null;
  /** Oldest first, never empty; the last one's code is the current one. */
  readonly versions: readonly ToolVersion[];
  /** The current version's code. */
  readonly code: string;
}

/** How one problem becomes arguments. */
export interface Demonstration {
  readonly problem: string;
  readonly arguments: JsonObject;
}

/** A solved problem that the tool must solve. */
export interface ToolExample {
  readonly problem: string;
  readonly answer: string;
  /** Did the maker see it: `shown` from the start, `moved` to the shown ones after a failure, or `heldOut` (never). */
  readonly seen: 'shown' | 'moved' | 'heldOut';
  /** The model that gave the answer, which a person has accepted; none where the person gave it. */
  readonly answeredBy?: string;
  /** Where the light model made the arguments: what it made, so that verification needs no model. */
  readonly arguments?: JsonObject;
}

/** One version of a tool's code. */
export interface ToolVersion {
  /** From 1. The code is stored as `v<number>.js`. */
  readonly number: number;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly origin: Origin;
}

/** Where a version came from and what it cost. */
export interface Origin {
  readonly model: string;
  readonly host: string;
  /** Version of the prompts that made it. */
  readonly prompts: string;
  /** Requests to the maker: 1 where the first proposal held. */
  readonly tries: number;
  readonly usage: Usage;
  /** US dollars; `null` where the price is unknown. */
  readonly cost: number | null;
}

/** Where a version came from that a person wrote in the editor. */
export const handWriter = { model: 'a person', host: 'this machine' } as const;

/** Where a version came from that no model made. */
export const synthesizer = { model: 'synthesized', host: 'this machine' } as const;

/** Who made a version, in words that go on from "made by". */
export function makerOf(origin: Pick<Origin, 'model' | 'host' | 'tries'>): string {
  if (isOf(synthesizer, origin)) return 'the synthesizer, without a model';
  return isOf(handWriter, origin) ? 'a person' : `${origin.model} at ${origin.host}`;
}

/** Whether the current version was written by a person, who has seen every example. */
export function isHandWritten({ versions }: Pick<Tool, 'versions'>): boolean {
  return isOf(handWriter, versions.at(-1)?.origin);
}

/** Whether the current version was made without a model. */
export function isSynthesized({ versions }: Pick<Tool, 'versions'>): boolean {
  return isOf(synthesizer, versions.at(-1)?.origin);
}

/** No model of that name was asked: it would have been tried. */
function isOf(maker: { readonly model: string }, origin: Pick<Origin, 'model' | 'tries'> | undefined): boolean {
  return origin?.tries === 0 && origin.model === maker.model;
}

/** One exchange with a model while a tool was made; kept beside the tool as `v<number>.transcript.json`. */
export interface TranscriptEntry {
  readonly purpose: string;
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  readonly reply: string;
  readonly usage: Usage;
}
