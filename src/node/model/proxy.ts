import { BlockList, isIP } from 'node:net';
import { isLoopback } from './key-origin';

/** A proxy that stands between this machine and the servers. */
export interface HttpProxy {
  /** As it is shown: name and port, without user name and password. */
  readonly host: string;
  /** Where it listens, without user name and password. */
  readonly url: URL;
  /** The `proxy-authorization` header; `null` where it wants none. */
  readonly authorization: string | null;
  /** The variable that names it, as it is set. */
  readonly variable: string;
}

/** How a server is reached. */
export type Route =
  | { readonly kind: 'direct' }
  | { readonly kind: 'through'; readonly proxy: HttpProxy }
  /** A sentence or two that name the variable, and not what is in it: that may be a password. */
  | { readonly kind: 'unusable'; readonly message: string };

/**
 * The route to a server as the variables say that other programs go by: `HTTPS_PROXY` or, for plain http,
 * `HTTP_PROXY`, else `ALL_PROXY`, in small letters or large, and `NO_PROXY`. This machine is never reached through a
 * proxy: a key may go there over plain http. `baseUrl` must be a URL.
 */
export function routeTo(baseUrl: string, environment: Readonly<Record<string, string | undefined>>): Route {
  const target = new URL(baseUrl);
  const usual = target.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const set = variableOf(environment, usual) ?? variableOf(environment, 'ALL_PROXY');
  if (!set || isLoopback(baseUrl) || isExcepted(target, variableOf(environment, 'NO_PROXY')?.value ?? ''))
    return { kind: 'direct' };
  const { name, value } = set;
  // Other programs take a name and a port for an http proxy.
  const text = value.includes('://') ? value : `http://${value}`;
  if (!URL.canParse(text))
    return { kind: 'unusable', message: `${name} is no address of a proxy. It looks like http://proxy.example:8080.` };
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return {
      kind: 'unusable',
      message: `${name} names a ${url.protocol.replace(':', '')} proxy, and only http and https proxies are understood. Name one of those in ${usual}, or put ${target.hostname} into NO_PROXY, to ask it without a proxy.`,
    };
  const user = `${decoded(url.username)}:${decoded(url.password)}`;
  url.username = '';
  url.password = '';
  return {
    kind: 'through',
    proxy: {
      host: url.host,
      url,
      authorization: user === ':' ? null : `Basic ${Buffer.from(user).toString('base64')}`,
      variable: name,
    },
  };
}

/**
 * A variable as it is set, its value trimmed; the small letters come first, as other programs have it. Set to nothing
 * is not set.
 */
function variableOf(
  environment: Readonly<Record<string, string | undefined>>,
  name: string,
): { readonly name: string; readonly value: string } | undefined {
  return [name.toLowerCase(), name]
    .map((one) => ({ name: one, value: (environment[one] ?? '').trim() }))
    .find(({ value }) => value !== '');
}

/**
 * True where `NO_PROXY` names the host or a domain it is in, with or without a port, or a range of addresses that it
 * is one of; `*` names all.
 */
function isExcepted(target: URL, list: string): boolean {
  const host = target.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const port = target.port || (target.protocol === 'https:' ? '443' : '80');
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => {
      const [, name = '', only] = /^(?:\*?\.)?(\[[^\]]*\]|[^:]*|[^:]*:[^:]*:.*)(?::(\d+))?$/.exec(entry) ?? [];
      const bare = name.replace(/^\[|\]$/g, '');
      return (
        isInRange(host, entry) ||
        (bare !== '' &&
          (only === undefined || only === port) &&
          (bare === '*' || host === bare || host.endsWith(`.${bare}`)))
      );
    });
}

/**
 * True where an entry is a range of addresses, such as `10.0.0.0/8`, and the host an address in it. Names are not
 * looked up.
 */
function isInRange(host: string, entry: string): boolean {
  const [, address = '', length = ''] = /^\[?([\da-f.:]+)\]?\/(\d{1,3})$/.exec(entry) ?? [];
  const family = isIP(address);
  if (family === 0 || isIP(host) === 0 || Number(length) > (family === 4 ? 32 : 128)) return false;
  const range = new BlockList();
  range.addSubnet(address, Number(length), family === 4 ? 'ipv4' : 'ipv6');
  return range.check(host, isIP(host) === 4 ? 'ipv4' : 'ipv6');
}

/** A password with a percent sign in it that somebody forgot to encode is taken as it stands. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
