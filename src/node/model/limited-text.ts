/** A body's text, as far as it was read. */
export interface LimitedText {
  readonly text: string;
  /** There was more, or may have been. */
  readonly cut: boolean;
}

/**
 * Reads a body up to `longest` characters, for `milliseconds` at most where they are given, and lets go of the rest.
 */
export async function limitedText(
  body: ReadableStream<Uint8Array> | null,
  longest: number,
  milliseconds?: number,
): Promise<LimitedText> {
  if (body === null) return { text: '', cut: false };
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let late = false;
  const stop = (): void => {
    late = true;
    letGo();
  };
  // Cancelling ends a read that waits, and with it the connection.
  const letGo = (): void => void reader.cancel().catch(() => undefined);
  const timer = milliseconds === undefined ? undefined : setTimeout(stop, milliseconds);
  let text = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return { text: text + decoder.decode(), cut: late };
      text += decoder.decode(value, { stream: true });
      if (text.length > longest) return { text: text.slice(0, longest), cut: true };
    }
  } finally {
    clearTimeout(timer);
    letGo();
  }
}
