import { isLoopback } from './key-origin';

/** A proxy that stands between this machine and the servers. */
export interface HttpProxy {
  /** As it is shown: name and port, without user name and password. */
  readonly host: string;
  /** Where it listens, without user name and password. */
  readonly url: URL;
  /** The `proxy-authorization` header; `null` where it wants none. */
  readonly authorization: string | null;
}

/** How a server is reached. */
export type Route =
  | { readonly kind: 'direct' }
  | { readonly kind: 'through'; readonly proxy: HttpProxy }
  /** A sentence or two that name the variable, and not what is in it: that may be a password. */
  | { readonly kind: 'unusable'; readonly message: string };

/**
 * The route to a server as the variables say that other programs go by: `HTTPS_PROXY` or, for plain http,
 * `HTTP_PROXY`, in small letters or large, and `NO_PROXY`. This machine is never reached through a proxy: a key may
 * go there over plain http. `baseUrl` must be a URL.
 */
export function routeTo(baseUrl: string, environment: Readonly<Record<string, string | undefined>>): Route {
  const target = new URL(baseUrl);
  const name = target.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const given = valueOf(environment, name);
  if (given === '' || isLoopback(baseUrl) || isExcepted(target, valueOf(environment, 'NO_PROXY'))) return { kind: 'direct' };
  // Other programs take a name and a port for an http proxy.
  const text = given.includes('://') ? given : `http://${given}`;
  if (!URL.canParse(text)) return { kind: 'unusable', message: `${name} is no address of a proxy. It looks like http://proxy.example:8080.` };
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return { kind: 'unusable', message: `${name} names a proxy that speaks ${url.protocol.replace(':', '')}; only http and https are understood. Name another, or put the server into NO_PROXY.` };
  const user = `${decoded(url.username)}:${decoded(url.password)}`;
  url.username = '';
  url.password = '';
  return { kind: 'through', proxy: { host: url.host, url, authorization: user === ':' ? null : `Basic ${Buffer.from(user).toString('base64')}` } };
}

/** The variable's value, trimmed; the small letters come first, as other programs have it. */
function valueOf(environment: Readonly<Record<string, string | undefined>>, name: string): string {
  return [environment[name.toLowerCase()], environment[name]].map((value) => (value ?? '').trim()).find((value) => value !== '') ?? '';
}

/** True where `NO_PROXY` names the host or a domain it is in, with or without a port; `*` names all. */
function isExcepted(target: URL, list: string): boolean {
  const host = target.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const port = target.port || (target.protocol === 'https:' ? '443' : '80');
  return list.toLowerCase().split(/[\s,]+/).some((entry) => {
    const [, name = '', only] = /^(?:\*?\.)?(\[[^\]]*\]|[^:]*|.*:.*:.*?)(?::(\d+))?$/.exec(entry) ?? [];
    const bare = name.replace(/^\[|\]$/g, '');
    return bare !== '' && (only === undefined || only === port) && (bare === '*' || host === bare || host.endsWith(`.${bare}`));
  });
}

/** A password with a percent sign in it that somebody forgot to encode is taken as it stands. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
