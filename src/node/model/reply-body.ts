import * as v from 'valibot';
import { isJsonObject, parseJson, type Json } from '../../engine/json';
import { beginsAsStream, createEventReader, EndlessStreamError, type StreamEvent } from './event-stream';
import { failureInReply } from './failure';
import { sentence } from './failure-words';
import { ChunkSchema, count, receive, receiveUsage, tokensReceived } from './received';
import { longestReply, type Ended, type Reading } from './reply-outcome';
import { errorInReply, looksLikeWebPage, readServerError, webPageTitle } from './server-error';

/** The longest event of a stream, in bytes. */
const longestEvent = 1_000_000;

/** Blanks in a row at which a reply is broken off: some models write nothing else any more. */
const mostBlanks = 2_000;

/** Tokens that the names and marks around a reply take in an answer of one piece. */
const wrapping = 100;

/** Takes the body of an answer as it comes in, until it says how it ended. */
export interface BodyReader {
  read(part: string): Ended | undefined;
  end(part: string): Ended;
  /** Whether it came in parts, so that an end has to be told. */
  streamed(): boolean;
}

/** Reads a body into what has come in. What it is its beginning tells, and its label where that does not. */
export function createBodyReader(reading: Reading, labelled: boolean): BodyReader {
  const { received, most } = reading;
  const events = createEventReader(longestEvent);
  let start = '';
  let blanks = 0;
  let whole: string[] = [];
  let length = 0;
  let streamed: boolean | undefined;

  const take = (found: () => readonly StreamEvent[]): Ended | undefined => {
    try {
      for (const event of found()) {
        const ended = takeEvent(event, reading);
        if (ended) return ended;
      }
      return undefined;
    } catch (error) {
      if (error instanceof EndlessStreamError)
        return {
          instead: `a stream without end, or an event of more than ${longestEvent.toLocaleString('en-US')} bytes in it.`,
        };
      throw error;
    }
  };

  const read = (part: string, last: boolean): Ended | undefined => {
    let text = part;
    if (streamed === undefined) {
      // Blanks before it are signs of life: they are counted, and not kept.
      blanks += part.length;
      if (blanks > longestReply) return 'tooLong';
      start = (start + part).trimStart();
      streamed = beginsAsStream(start, last, labelled);
      if (streamed === undefined) return undefined;
      text = start;
    }
    if (streamed) return take(() => events.read(text));
    length += text.length;
    if (length > longestReply) return 'tooLong';
    whole.push(text);
    if (!/^[{[]/.test(start) || text === '') return undefined;
    // Until it is read all of it counts: it may break off, or never end.
    received.any = true;
    count(received, text);
    received.parts = 0;
    reading.onContent();
    if (received.weight - wrapping <= most.tokens && received.bytes - wrapping * 4 <= most.bytes) return undefined;
    received.weight -= wrapping;
    return 'overrun';
  };

  return {
    read: (part) => read(part, false),
    end: (part) => {
      const ended = read(part, true);
      if (ended) return ended;
      if (streamed !== true) {
        const text = whole.join('');
        whole = [];
        const { any, weight, bytes } = received;
        Object.assign(received, { any: false, weight: 0, bytes: 0 });
        const parts = partsIn(text);
        if (parts) {
          streamed = true;
          return take(() => parts) ?? 'ended';
        }
        const taken = takeWhole(text, reading);
        // What cannot be read was written all the same.
        if (taken === 'cut' || (typeof taken === 'object' && 'instead' in taken))
          Object.assign(received, { any, weight, bytes });
        return taken;
      }
      const cut = take(() => events.end().filter(({ data }) => !data.startsWith('{') || parseJson(data) !== undefined));
      return cut ?? (received.any ? 'ended' : { instead: 'an empty stream.' });
    },
    streamed: () => streamed === true,
  };
}

/** How streams say that they are over: as `[DONE]` mostly. */
const end = /^"?\[?done\]?"?$/i;

/** What streams send to show that they live. */
const life = /^(?:\W*|keep.?alive|ping|pong|heart.?beat|processing|waiting|ok)\W*$/i;

/** Words of a proxy's or a server's notice that something went wrong. */
const wrong =
  /\berror\b|exception|\bfail|time[d ]*out|unavailable|refused|denied|exceeded|disconnect|\breset\b|overload|abort/i;

/** Takes an event into what has come in. What nobody knows is passed over, and noted: half a reply may lie before it. */
function takeEvent({ name, data }: StreamEvent, reading: Reading): Ended | undefined {
  const { server, sent, received } = reading;
  const text = data.trim();
  if (end.test(text) || (/^(?:done|end)$/i.test(name) && /^(?:\{\s*\})?$/.test(text)))
    return received.any ? 'done' : { instead: 'an empty stream.' };
  if (name === 'error') return failureInReply(readServerError(server.redact(data)), data, server, sent);
  const event = parseJson(data);
  if (typeof event === 'object' && event !== null) return takeChunk(event, data, reading);
  if (life.test(text)) return undefined;
  if (text.startsWith('{')) return { instead: 'a stream with an event that is not JSON.' };
  if (looksLikeWebPage(text) || wrong.test(text.slice(0, 1_000)))
    return failureInReply(readServerError(server.redact(data)), data, server, sent);
  received.isStrange = true;
  return undefined;
}

function takeChunk(event: Json, data: string, reading: Reading): Ended | undefined {
  const { server, sent, received, most } = reading;
  const error = errorInReply(event);
  const chunk = v.safeParse(ChunkSchema, wrappedIn(event));
  if (error) {
    // What it took is paid for, whatever came of it.
    if (chunk.success) receiveUsage(received, [chunk.output]);
    return failureInReply(error, data, server, sent);
  }
  if (!chunk.success) return { instead: 'a stream of another shape than that of chat completions.' };
  const { choices, usage } = chunk.output;
  const ofChoice = choices?.map((choice) => choice?.error).find((one) => one !== undefined && one !== null);
  if (receive(received, chunk.output)) reading.onContent();
  if (ofChoice !== undefined)
    return failureInReply(readServerError(JSON.stringify({ error: ofChoice })), data, server, sent);
  const { type } = chunk.output;
  const isLife = typeof type === 'string' && life.test(type);
  if (choices === undefined && usage === undefined && !isLife) received.isStrange = true;
  reading.onProgress?.(received.text.length);
  if (received.text.length + received.reasoning.length + received.refusal.length + received.call.length > longestReply)
    return 'tooLong';
  if (received.blanks > mostBlanks) return 'blank';
  return tokensReceived(received) > most.tokens || received.bytes > most.bytes ? 'overrun' : undefined;
}

function takeWhole(text: string, reading: Reading): Ended {
  const { server, sent, received } = reading;
  const body = bodyOf(text);
  if (body === undefined) {
    if (looksLikeWebPage(text))
      return {
        instead: `a web page${webPageTitle(server.redact(text))} instead of JSON, perhaps from a proxy or a log-in page.`,
      };
    if (/^\s*[{[][^]{0,2000}"choices"/.test(text)) return 'cut';
    return {
      instead:
        text.trim() === ''
          ? 'nothing at all.'
          : `something that is not JSON: ${sentence(server.redact(text).slice(0, 80))}`,
    };
  }
  const error = errorInReply(body);
  const completion = v.safeParse(ChunkSchema, wrappedIn(body));
  if (error) {
    if (completion.success) receiveUsage(received, [completion.output]);
    return failureInReply(error, text, server, sent);
  }
  if (!completion.success || !completion.output.choices)
    return { instead: 'JSON of another shape than a chat completion.' };
  receive(received, completion.output);
  reading.onProgress?.(received.text.length);
  return 'ended';
}

/** A whole answer; some gateways put its JSON into a text. */
function bodyOf(text: string): Json | undefined {
  const body = parseJson(text);
  return typeof body === 'string' ? (parseJson(body) ?? { message: body }) : body;
}

/** The parts of a stream that lacks the names of its fields: JSON on lines, or in a list. */
function partsIn(text: string): readonly StreamEvent[] | undefined {
  const body = parseJson(text);
  const asEvent = (data: string): StreamEvent => ({ name: '', data });
  if (Array.isArray(body)) {
    const list = body as readonly Json[];
    return list.length > 0 && list.every((one) => isJsonObject(one) && 'choices' in one)
      ? list.map((one) => asEvent(JSON.stringify(one)))
      : undefined;
  }
  const lines = body === undefined ? text.split(/[\r\n]+/).filter((line) => line.trim() !== '') : [];
  const isOfParts = lines.length > 1 && lines.every((line) => end.test(line.trim()) || parseJson(line) !== undefined);
  return isOfParts ? lines.map(asEvent) : undefined;
}

/** A completion, out of what some gateways wrap around it. */
function wrappedIn(body: Json): Json {
  if (!isJsonObject(body) || 'choices' in body) return body;
  const inner = ['data', 'result', 'response', 'body', 'output'].map((name) => body[name]);
  return inner.find((one) => isJsonObject(one) && Array.isArray(one['choices'])) ?? body;
}
