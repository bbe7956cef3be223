import type { ChatOutcome } from '../../engine/model/chat-model';
import { endingOf } from './endings';
import type { Failure } from './failure';
import type { Received } from './received';
import { createBodyReader } from './reply-body';
import { outcomeOf, type Ended, type Reading } from './reply-outcome';

/**
 * Milliseconds that a stream which said that it is over gets to end: an ended connection can be used again, a broken
 * one not.
 */
const grace = 200;

/** Milliseconds that a stream which said why its reply ended gets to send the usage and to end: some never do. */
const graceForUsage = 2_000;

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
  const { received } = reading;
  let ended: Ended | undefined;
  let late: Promise<undefined> | undefined;
  try {
    while (ended === undefined) {
      if (hasEnded(received)) late ??= pause(graceForUsage);
      const part = await (late === undefined ? reader.read() : Promise.race([reader.read(), late]));
      if (part !== undefined) reading.onPart();
      ended =
        part === undefined
          ? 'ended'
          : part.done
            ? body.end(decoder.decode())
            : body.read(decoder.decode(part.value, { stream: true }));
      if (!hasEnded(received)) late = undefined;
    }
    if (ended === 'done') await Promise.race([reader.read(), pause(grace)]);
  } catch (error) {
    // What was whole already is not lost with its connection.
    if (ended === undefined && !hasEnded(received)) throw error;
    ended ??= 'ended';
  } finally {
    // Lets go of what was not read, and with it of the connection.
    reader.cancel().catch(() => undefined);
  }
  return outcomeOf(ended, body.streamed(), reading);
}

/** Whether the server said why the reply ended, and sent nothing of it with that or behind it. */
function hasEnded({ finish, isBehindAll }: Received): boolean {
  return finish !== null && finish !== '' && (isBehindAll || endingOf(finish) !== 'whole');
}

function pause(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(undefined), milliseconds).unref();
  });
}
