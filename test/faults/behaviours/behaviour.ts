import { doneEvent, event, json, part, streamed, text, type Play, type SeenRequest } from '../fault-server';

/** How a request to a server that behaves so must end. */
export interface Behaviour {
  /** What the server does. */
  readonly name: string;
  readonly plays: readonly Play[];
  /** The outcome in one line: its kind, and its text or words of its message. */
  readonly told: RegExp;
  /** What no message may say: a wrong cause, a number that is made up. */
  readonly untold?: RegExp;
  readonly requests: number;
  /** Tokens of the reply that are booked at least, and at most where that is told. */
  readonly booked?: number | readonly [number, number];
  /** The pauses before other tries, where the server tells them. */
  readonly waits?: readonly number[];
  /** With a schema; the reply is JSON of it. */
  readonly withSchema?: boolean;
  /** Milliseconds of silence that are let pass; a minute where absent. */
  readonly silenceMs?: number;
  /** The longest reply that is wanted; 16,000 where absent. */
  readonly most?: number;
}

/** What a request asks for, under whichever names. */
export function limitsOf(seen: SeenRequest | undefined): readonly unknown[] {
  return [seen?.body['max_completion_tokens'], seen?.body['max_tokens']];
}

/** The limit of a request, as a server reads it that knows this name only. */
export function limitOf(seen: SeenRequest): number {
  return Number(seen.body['max_tokens'] ?? seen.body['max_completion_tokens'] ?? Infinity);
}

/** A server that turns a request down where it likes, and answers `fine` to others. */
export function choosy(turnsDown: (seen: SeenRequest) => boolean, answer: Play, fine: Play = whole('fine')): Play {
  return (response, seen) => (turnsDown(seen) ? answer : fine)(response, seen);
}

export function delta(fields: object, finish: string | null = null): string {
  return event({ choices: [{ index: 0, delta: fields, finish_reason: finish }] });
}

export function ended(finish: string | null, ...more: readonly string[]): readonly string[] {
  return [delta({}, finish), ...more, doneEvent];
}

/** A whole reply in a stream. */
export function whole(content: string, usage?: object): Play {
  return streamed(part(content), ...ended('stop', ...(usage ? [event({ choices: [], usage })] : [])));
}

export function labelled(type: string | null, body: string): Play {
  return text(200, body, type === null ? {} : { 'content-type': type });
}

export const stream = [part('fi'), part('ne'), ...ended('stop')].join('');
export const tooLarge = (message: string, status = 400): Play =>
  choosy((seen) => limitOf(seen) > 3_000, json(status, { error: { message } }), whole('fine'));
export const day = '{"day": 3}';
export const thoughts = 'x'.repeat(4_000);
