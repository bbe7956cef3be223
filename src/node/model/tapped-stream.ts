/** A stream of events on its way through. */
export interface TappedStream {
  readonly body: ReadableStream<Uint8Array>;
  /** An event was read: what was held for it is free again. */
  eventRead(): void;
  /** `done`: the stream said that it is over; `tooLong`: one event, or the whole stream, was without end. */
  state(): { readonly done: boolean; readonly tooLong: boolean };
}

/**
 * Milliseconds that a stream which said that it is over gets to end: an ended connection can be used again, a broken
 * one not.
 */
const grace = 200;

/** The largest stream altogether, in bytes: an event of 300 bytes may carry a single token. */
const longestStream = 256 * 1024 * 1024;

/**
 * Watches the bytes of an event stream. The client's own reading has no limit (a line without end would fill the
 * memory), and waits for the connection's end after `data: [DONE]`, which some servers never bring.
 */
export function tapped(
  source: ReadableStream<Uint8Array> | null,
  longestEvent: number,
  onPart: () => void,
): TappedStream {
  let done = false;
  let tooLong = false;
  let held = 0;
  let total = 0;
  let end = '\n';
  const transform = new TransformStream<Uint8Array, Uint8Array>({
    transform: (chunk, out) => {
      onPart();
      held += chunk.length;
      total += chunk.length;
      if (held > longestEvent || total > longestStream) {
        tooLong = true;
        out.error(new Error('longer than what is taken'));
        return;
      }
      out.enqueue(chunk);
      // The mark may be cut in two by the network. Inside an event it cannot stand at the start of a line.
      const text = end + Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('latin1');
      end = text.slice(-20);
      if (/[\r\n]data: ?\[DONE\]/.test(text)) {
        if (!done) setTimeout(() => out.terminate(), grace).unref();
        done = true;
      }
    },
  });
  return {
    body: (source ?? new ReadableStream<Uint8Array>({ start: (controller) => controller.close() })).pipeThrough(
      transform,
    ),
    eventRead: () => {
      held = 0;
    },
    state: () => ({ done, tooLong }),
  };
}
