/** A body's text, as far as it was read. */
export interface LimitedText {
  readonly text: string;
  /** There was more. */
  readonly cut: boolean;
}

/** Reads a body up to `longest` characters and lets go of the rest. `onPart` is told of every part that comes. */
export async function limitedText(
  body: ReadableStream<Uint8Array> | null,
  longest: number,
  onPart?: () => void,
): Promise<LimitedText> {
  const decoder = new TextDecoder();
  let text = '';
  // Leaving the loop cancels the body, and with it the connection.
  for await (const chunk of body ?? []) {
    onPart?.();
    text += decoder.decode(chunk, { stream: true });
    if (text.length > longest) return { text: text.slice(0, longest), cut: true };
  }
  return { text: text + decoder.decode(), cut: false };
}
