/**
 * What comes of each chunk, in order. While one is written the next one is read and answered, so that neither the tool
 * nor this thread waits for the other.
 */
export async function* answersAhead<Chunk, Answered>(
  chunks: AsyncIterable<Chunk>,
  answer: (chunk: Chunk) => Promise<Answered>,
): AsyncGenerator<Answered> {
  let ahead: Promise<Answered> | undefined;
  try {
    for await (const chunk of chunks) {
      const before = ahead;
      ahead = answer(chunk);
      // Where it fails, that is said when its turn comes.
      ahead.catch(() => undefined);
      if (before) yield await before;
    }
    if (ahead) yield await ahead;
  } finally {
    // Nothing goes on behind the back of whoever stops here.
    await ahead?.catch(() => undefined);
  }
}
