import * as v from 'valibot';
import { tokenWeight } from '../../engine/model/cost';
import { endingOf, endingIn } from './endings';
import { firstCall, writtenIn, type CallChoice, type Written } from './written';

/** One reply, or a part of it. Servers shape what is in it in many ways: it is read field by field. */
const ChoiceSchema = v.looseObject({
  index: v.nullish(v.unknown()),
  delta: v.nullish(v.unknown()),
  message: v.nullish(v.unknown()),
  text: v.nullish(v.unknown()),
  usage: v.nullish(v.unknown()),
  error: v.nullish(v.unknown()),
});

/** A chat completion, or a part of a streamed one. */
export const ChunkSchema = v.looseObject({
  choices: v.nullish(v.array(v.nullable(ChoiceSchema))),
  usage: v.nullish(v.unknown()),
  x_groq: v.nullish(v.looseObject({ usage: v.nullish(v.unknown()) })),
});

/** A chunk as it is read. */
export type Chunk = v.InferOutput<typeof ChunkSchema>;
type Choice = v.InferOutput<typeof ChoiceSchema>;

/** What has come in of a reply so far. */
export interface Received {
  text: string;
  reasoning: string;
  call: string;
  refusal: string;
  /** What the server says of how it ended; `null` where it said nothing yet. */
  finish: string | null;
  /** Nothing came with what the server says of the end, and nothing behind it. */
  isBehindAll: boolean;
  /** The server says that the reply ended, and goes on: with each part, it may be. Its word is none then. */
  isEarly: boolean;
  /** Something came that nobody knows, a notice of a proxy perhaps. */
  isStrange: boolean;
  /** The index of the reply that is read, of several; `null` where none is told. */
  choice: unknown;
  readonly calls: CallChoice;
  /** How many parts of the text there were, each with all of the one before it in it; `null` where one had not. */
  growing: number | null;
  latest: string;
  /** Blanks at the end of the text. */
  blanks: number;
  /** Everything that the server reported as usage, in order. */
  readonly usages: unknown[];
  /** Anything at all came: the server has begun, and charges for it. */
  any: boolean;
  /** The tokens of all of it, estimated by its text, replies that are not read included. */
  weight: number;
  /** Its length in bytes: four of them are a token in every language, more or less. */
  bytes: number;
  /** Parts with something in them: a server that streams sends a token or more in each. */
  parts: number;
}

/** Where a reply begins. */
export function nothingReceived(): Received {
  return {
    text: '',
    reasoning: '',
    call: '',
    refusal: '',
    finish: null,
    isBehindAll: false,
    isEarly: false,
    isStrange: false,
    choice: null,
    calls: firstCall(),
    growing: 0,
    latest: '',
    blanks: 0,
    usages: [],
    any: false,
    weight: 0,
    bytes: 0,
    parts: 0,
  };
}

/** Tokens that have come in, estimated: of text, thoughts, calls, refusals and all else. */
export function tokensReceived({ weight, parts }: Received): number {
  return Math.max(Math.ceil(weight), parts);
}

/** Parts that grow are taken for the text so far from this many on: by chance a second one may begin as the first. */
const leastGrowing = 4;

/** The text that came in. Some servers repeat in each part what came before it. */
export function textOfReply({ text, growing, latest }: Received): string {
  return growing !== null && growing >= leastGrowing ? latest : text;
}

/** Adds a chunk to what has come in. True where there was something in it of what a model writes. */
export function receive(received: Received, chunk: Chunk): boolean {
  received.any = true;
  // One reply is asked for; of a server that sends several the one that began first is read. The others cost as much.
  const choices = (chunk.choices ?? []).filter((one) => one !== null);
  const choice = choices.find((one) => isOf(received, one.index));
  received.choice ??= choice?.index ?? null;
  receiveUsage(received, [chunk, chunk.x_groq, choice]);
  let written = choice === undefined ? '' : take(received, choice);
  for (const other of choices)
    if (other !== choice) written += Object.values(newIn(other, firstCall(), undefined)).join('');
  count(received, written);
  return written !== '';
}

/** Counts what came in beside a reply, or in place of one. */
export function count(received: Received, written: string): void {
  received.weight += tokenWeight(written);
  received.bytes += Buffer.byteLength(written);
  if (written !== '') received.parts += 1;
}

/** Takes down what a server reports as usage, under the names that servers have for it. */
export function receiveUsage(received: Received, places: readonly unknown[]): void {
  for (const place of places) {
    if (typeof place !== 'object' || place === null) continue;
    const { usage, usageMetadata, timings } = place as Readonly<Record<string, unknown>>;
    // Ollama's own interface has its counts beside the reply.
    const counts = 'eval_count' in place ? place : undefined;
    for (const one of [usage, usageMetadata, timings, counts])
      if (one !== undefined && one !== null) received.usages.push(one);
  }
}

/** Takes the reply that is read, and returns what is new in it. */
function take(received: Received, choice: Choice): string {
  const more = newIn(choice, received.calls, received);
  for (const kind of ['text', 'reasoning', 'call', 'refusal'] as const) received[kind] += more[kind];
  if (more.text !== '') {
    const isLonger = more.text.length > received.latest.length && more.text.startsWith(received.latest);
    received.growing = isLonger && received.growing !== null ? received.growing + 1 : null;
    received.latest = more.text;
    const blanks = more.text.length - more.text.trimEnd().length;
    received.blanks = blanks === more.text.length ? received.blanks + blanks : blanks;
  }
  const written = Object.values(more).join('');
  const finish = endingIn(choice);
  if (written !== '') {
    received.isEarly ||= received.finish !== null && received.finish !== '';
    received.isBehindAll = false;
  }
  if (finish !== undefined) {
    // No reason takes back a worse one, and none at all none that was given.
    const { finish: before } = received;
    if (before === null || before === '' || (finish !== '' && endingOf(before) === 'whole')) received.finish = finish;
    if (finish !== '') received.isBehindAll = written === '' && !received.isEarly;
  }
  return written;
}

function isOf({ choice }: Received, index: unknown): boolean {
  return choice === null || index === undefined || index === null || index === choice;
}

/** What a choice has besides what came before it. */
function newIn({ delta, message, text }: Choice, calls: CallChoice, before: Received | undefined): Written {
  const part = writtenIn(delta, text, calls);
  const whole = writtenIn(message, '', calls);
  const rest = (kind: 'text' | 'reasoning' | 'call' | 'refusal'): string =>
    part[kind] + restOf(whole[kind], (before?.[kind] ?? '') + part[kind]);
  return {
    text: rest('text'),
    reasoning: rest('reasoning'),
    call: rest('call'),
    refusal: rest('refusal'),
    other: part.other + whole.other,
  };
}

/** What a message has besides what came before it: some servers repeat all of it, and some send it in parts. */
function restOf(message: string, before: string): string {
  return message.startsWith(before) ? message.slice(before.length) : message;
}
