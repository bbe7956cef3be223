import type { HttpProxy } from './proxy';

/**
 * Takes the secrets out of a text that somebody else wrote. It comes before any cut, since a part of a secret is not
 * found. Where a text could only be read up to a limit, `cut` says so: then its end goes too, as far as a secret that
 * was cut in two could reach.
 */
export type Redact = (text: string, cut?: boolean) => string;

/** What stands where a key stood. */
const mark = '‹key›';

/** Shorter words are no secrets: "ollama", "none" are given to servers that ignore the key. */
const shortest = 8;

/** The longest form of one character: `&#x000041;`. */
const longestForm = 10;

/**
 * Takes `secrets` out, in whatever form texts of servers, addresses and web pages have them: percent-encoded, escaped
 * as JSON or HTML, in other case, broken over lines. Words of fewer than eight characters stay: taking those out would
 * garble every text.
 */
export function redactorOf(secrets: readonly (string | null)[]): Redact {
  const kept = secrets
    .map((secret) => secret?.trim() ?? '')
    .filter((secret) => secret.length >= shortest)
    .sort((one, other) => other.length - one.length);
  const [longest] = kept;
  if (longest === undefined) return (text) => text;
  const pattern = new RegExp(
    kept.map((secret) => Array.from(secret.replace(/\s/g, '')).map(formsOf).join('\\s*')).join('|'),
    'giu',
  );
  return (text, cut = false) => {
    const clean = text.replace(pattern, mark);
    return cut ? clean.slice(0, -longest.length * longestForm) : clean;
  };
}

/** What else than the key is secret: what an address carries for its server, and a log-in for its proxy. */
export function secretsOf(query: Readonly<Record<string, string>>, proxy: HttpProxy | undefined): readonly string[] {
  const ofAddress = Object.entries(query).filter(([name]) => /key|token|secret|sig|code|auth|pass/i.test(name));
  const logIn = proxy?.authorization?.replace(/^Basic /, '') ?? '';
  const password = Buffer.from(logIn, 'base64').toString().split(':').slice(1).join(':');
  return [...ofAddress.map(([, value]) => value), logIn, password];
}

/** A character as itself or escaped; a pattern. */
function formsOf(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  const itself = /[\p{L}\p{N}_]/u.test(character) ? character : `\\u{${hex}}`;
  const percent = [...new TextEncoder().encode(character)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`);
  return `(?:\\\\{0,2}${itself}|${percent.join('')}|\\\\{1,2}u${hex.padStart(4, '0')}|&#x0{0,4}${hex};|&#0{0,4}${character.codePointAt(0)};${named(character)})`;
}

/** The names that HTML has for characters that keys may hold. */
const names: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' };

function named(character: string): string {
  const name = names[character];
  return name === undefined ? '' : `|&${name};`;
}
