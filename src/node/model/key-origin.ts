/** The origin (scheme, host, port) that a base URL's key is bound to; `undefined` for what is no http(s) URL. */
export function originOf(baseUrl: string): string | undefined {
  if (!URL.canParse(baseUrl)) return undefined;
  const url = new URL(baseUrl);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.origin : undefined;
}

/** True for hosts that are this machine. */
export function isLoopback(baseUrl: string): boolean {
  const host = URL.canParse(baseUrl) ? new URL(baseUrl).hostname : '';
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d+){3}$/.test(host);
}

/** Why a key must not be sent to a server; `undefined` where it may. Over plain http anybody on the way could read it. */
export function keyProblem(baseUrl: string): string | undefined {
  if (originOf(baseUrl) === undefined) return 'This is no http or https URL.';
  return baseUrl.startsWith('http:') && !isLoopback(baseUrl) ? 'A key is sent over https only, or to this machine. Use an https URL, or leave the key empty.' : undefined;
}

/**
 * The key for a base URL out of a set of keys by origin: one that was given for that very origin, and no other.
 * `keys` are tried in order.
 */
export function keyFor(baseUrl: string, keys: readonly { readonly baseUrl: string | undefined; readonly key: string | undefined }[]): string | null {
  const origin = originOf(baseUrl);
  if (origin === undefined || keyProblem(baseUrl) !== undefined) return null;
  return keys.find(({ baseUrl: given, key }) => key !== undefined && key !== '' && given !== undefined && originOf(given) === origin)?.key ?? null;
}
