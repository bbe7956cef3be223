/** Takes a key out of a text. */
export type Redact = (text: string) => string;

/** What stands where a key stood. */
const mark = '‹key›';

/**
 * Takes `key` out of what a server said, also percent-encoded. Words of fewer than eight characters are no
 * secrets ("ollama", "none" are given to servers that ignore the key), and taking them out would garble every text.
 */
export function redactorOf(key: string | null): Redact {
  if (key === null || key.length < 8) return (text) => text;
  const encoded = encodeURIComponent(key);
  return (text) => text.replaceAll(key, mark).replaceAll(encoded, mark);
}
