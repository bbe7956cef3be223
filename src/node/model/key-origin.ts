import type { Role } from '../../engine/model/chat-model';

/** The origin (scheme, host, port) that a base URL's key is bound to; `undefined` for what is no http(s) URL. */
export function originOf(baseUrl: string): string | undefined {
  if (!URL.canParse(baseUrl)) return undefined;
  const url = new URL(baseUrl);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.origin : undefined;
}

/**
 * True for hosts that are this machine. Names below `localhost` are not among them: some systems ask DNS for those,
 * and whoever answers would get the key.
 */
export function isLoopback(baseUrl: string): boolean {
  const host = URL.canParse(baseUrl) ? new URL(baseUrl).hostname : '';
  return host === 'localhost' || host === '[::1]' || host === '0.0.0.0' || /^127(\.\d+){3}$/.test(host);
}

/** Why nothing can be sent to a base URL, a sentence or two; `undefined` where it is fine. */
export function addressProblem(baseUrl: string): string | undefined {
  if (originOf(baseUrl) === undefined) return 'This is no http or https URL.';
  const { username, password } = new URL(baseUrl);
  return username !== '' || password !== ''
    ? 'A URL with a user name or a password in it is shown in too many places. Take it out, and give a key instead.'
    : undefined;
}

/**
 * Why a key must not be sent to a server; `undefined` where it may. Over plain http anybody on the way could read it.
 */
export function keyProblem(baseUrl: string): string | undefined {
  const problem = addressProblem(baseUrl);
  if (problem !== undefined) return problem;
  // The parsed protocol: a URL may as well begin with HTTP: or with a blank.
  return new URL(baseUrl).protocol === 'http:' && !isLoopback(baseUrl)
    ? 'A key is sent over https only, or to this machine. Use an https URL, or leave the key empty.'
    : undefined;
}

/**
 * The key for a base URL out of a set of keys by origin: one that was given for that very origin, and no other.
 * `keys` are tried in order.
 */
export function keyFor(
  baseUrl: string,
  keys: readonly { readonly baseUrl: string | undefined; readonly key: string | undefined }[],
): string | null {
  const origin = originOf(baseUrl);
  if (origin === undefined || keyProblem(baseUrl) !== undefined) return null;
  return (
    keys.find(
      ({ baseUrl: given, key }) => key !== undefined && key !== '' && given !== undefined && originOf(given) === origin,
    )?.key ?? null
  );
}

/**
 * The environment's key for a role's base URL. For the light model it is `TOOLSMITH_USER_API_KEY`, bound to
 * `TOOLSMITH_USER_BASE_URL`. Else it is `OPENAI_API_KEY`, bound to `OPENAI_BASE_URL`, or to OpenAI itself if that is
 * unset or empty.
 */
export function keyFromEnvironment(
  baseUrl: string,
  role: Role,
  environment: Readonly<Record<string, string | undefined>>,
): string | null {
  // A variable that is set to nothing means what an unset one means.
  const given = environment['OPENAI_BASE_URL'] ?? '';
  return keyFor(baseUrl, [
    ...(role === 'user'
      ? [{ baseUrl: environment['TOOLSMITH_USER_BASE_URL'], key: environment['TOOLSMITH_USER_API_KEY'] }]
      : []),
    { baseUrl: given === '' ? 'https://api.openai.com/v1' : given, key: environment['OPENAI_API_KEY'] },
  ]);
}
