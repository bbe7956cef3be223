import * as v from 'valibot';
import { parseJson, type Json } from '../../engine/json';
import type { ChatOutcome } from '../../engine/model/chat-model';
import { beginsAsStream, createEventReader, endMark, EndlessStreamError, type StreamEvent } from './event-stream';
import { failureInReply, type Failure } from './failure';
import { sentence } from './failure-words';
import { ChunkSchema, receive, tokensReceived } from './received';
import { longestReply, outcomeOf, type Ended, type Reading } from './reply-outcome';
import { errorInReply, looksLikeWebPage, readServerError, webPageText } from './server-error';

/** The longest event of a stream, in bytes. */
const longestEvent = 1_000_000;

/**
 * Milliseconds that a stream which said that it is over gets to end: an ended connection can be used again, a broken
 * one not.
 */
const grace = 200;

/**
 * Reads a server's answer, streamed or whole, into an outcome. Which of the two it is its beginning tells: many
 * servers and proxies label it wrongly. Throws what the network throws.
 */
export async function readReply(response: Response, reading: Reading): Promise<ChatOutcome | Failure> {
  const labelled = response.headers.get('content-type')?.includes('event-stream') === true;
  const body = createBodyReader(reading, labelled);
  const decoder = new TextDecoder();
  const source: ReadableStream<Uint8Array> = response.body ?? new Blob([]).stream();
  const reader = source.getReader();
  let ended: Ended | undefined;
  try {
    while (ended === undefined) {
      const part = await reader.read();
      reading.onPart();
      ended = part.done ? body.end(decoder.decode()) : body.read(decoder.decode(part.value, { stream: true }));
    }
    if (ended === 'done') await Promise.race([reader.read(), pause(grace)]);
  } catch (error) {
    // What was whole already is not lost with its connection.
    if (ended === undefined && reading.received.finish === null) throw error;
    ended ??= 'ended';
  } finally {
    // Lets go of what was not read, and with it of the connection.
    reader.cancel().catch(() => undefined);
  }
  return outcomeOf(ended, body.streamed(), reading);
}

interface BodyReader {
  read(part: string): Ended | undefined;
  end(part: string): Ended;
  streamed(): boolean;
}

function createBodyReader(reading: Reading, labelled: boolean): BodyReader {
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
    return undefined;
  };

  return {
    read: (part) => read(part, false),
    end: (part) => {
      const ended = read(part, true);
      if (ended) return ended;
      if (streamed !== true) return takeWhole(whole.join(''), reading);
      const cut = take(() => events.end().filter(({ data }) => !data.startsWith('{') || parseJson(data) !== undefined));
      whole = [];
      return cut ?? (reading.received.any ? 'ended' : { instead: 'an empty stream.' });
    },
    streamed: () => streamed === true,
  };
}

/** Takes an event into what has come in; what nobody knows is passed over, as signs of life are. */
function takeEvent({ name, data }: StreamEvent, reading: Reading): Ended | undefined {
  const { server, sent, received } = reading;
  if (data.trim().replace(/^"(.*)"$/, '$1') === endMark) return received.any ? 'done' : { instead: 'an empty stream.' };
  if (name === 'error') return failureInReply(readServerError(server.redact(data)), data, server, sent);
  const event = parseJson(data);
  if (event === undefined)
    return data.trimStart().startsWith('{') ? { instead: 'a stream with an event that is not JSON.' } : undefined;
  return typeof event === 'object' && event !== null ? takeChunk(event, data, reading) : undefined;
}

function takeChunk(event: Json, data: string, reading: Reading): Ended | undefined {
  const { server, sent, received } = reading;
  const error = errorInReply(event);
  if (error) return failureInReply(error, data, server, sent);
  const chunk = v.safeParse(ChunkSchema, event);
  if (!chunk.success) return { instead: 'a stream of another shape than that of chat completions.' };
  const ofChoice = chunk.output.choices
    ?.map((choice) => choice?.error)
    .find((one) => one !== undefined && one !== null);
  if (receive(received, chunk.output)) reading.onContent();
  if (ofChoice !== undefined)
    return failureInReply(readServerError(JSON.stringify({ error: ofChoice })), data, server, sent);
  reading.onProgress?.(received.text.length);
  if (received.text.length + received.reasoning.length + received.refusal.length + received.call.length > longestReply)
    return 'tooLong';
  const { most } = reading;
  return tokensReceived(received) > most.tokens || received.bytes > most.bytes ? 'overrun' : undefined;
}

function takeWhole(text: string, reading: Reading): Ended {
  const { server, sent, received } = reading;
  const body = bodyOf(text);
  if (body === undefined) {
    // Lines of JSON are a stream that lacks the names of its fields.
    const lines = text.split(/[\r\n]+/).filter((line) => line.trim() !== '');
    if (lines.length > 1 && lines.every((line) => line.trim() === endMark || parseJson(line) !== undefined)) {
      for (const data of lines) {
        const ended = takeEvent({ name: '', data }, reading);
        if (ended) return ended;
      }
      return 'ended';
    }
    if (looksLikeWebPage(text)) return { instead: `a web page instead of JSON: ${webPageText(server.redact(text))}` };
    return {
      instead:
        text.trim() === ''
          ? 'nothing at all.'
          : `something that is not JSON: ${sentence(server.redact(text).slice(0, 80))}`,
    };
  }
  const error = errorInReply(body);
  if (error) return failureInReply(error, text, server, sent);
  const completion = v.safeParse(ChunkSchema, body);
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

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
}
