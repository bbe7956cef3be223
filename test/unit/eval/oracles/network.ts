import { matching, type Oracle } from './oracle';

/** By the bits, as text: no arithmetic that could overflow. */
export const cidrRanges: Oracle = matching(/(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})/, (...groups) => {
  const prefix = Number(groups[4]);
  const octets = groups.slice(0, 4);
  if (prefix > 32 || octets.some((octet) => Number(octet) > 255 || String(Number(octet)) !== octet)) return undefined;
  const bits = octets.map((octet) => Number(octet).toString(2).padStart(8, '0')).join('');
  const network = bits.slice(0, prefix);
  if (bits !== network.padEnd(32, '0')) return undefined;
  const dotted = (all: string): string =>
    [0, 8, 16, 24].map((at) => Number.parseInt(all.slice(at, at + 8), 2)).join('.');
  return `${dotted(bits)} - ${dotted(network.padEnd(32, '1'))}`;
});

export const trackingParameters: Oracle = matching(
  /(https?:\/\/[^\s?#;…]+)(?:\?([^\s?#;…]*))?(#[^\s?]*)?/,
  (page, query, fragment) => {
    const pairs = query ? query.split('&') : [];
    if (pairs.some((pair) => pair.startsWith('UTM_'))) return undefined;
    const kept = pairs.filter((pair) => !pair.startsWith('utm_')).join('&');
    return `${page}${kept && '?'}${kept}${fragment}`;
  },
);

export const httpToCurl: Oracle = (input) => {
  const [head = '', body, ...more] = input.split('\n\n');
  const [request = '', ...headers] = head.split('\n');
  const [, method, target] = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) (\/\S*) HTTP\/1\.[01]$/.exec(request) ?? [];
  const host = headers.find((header) => header.startsWith('Host: '))?.slice('Host: '.length);
  if (!method || !target || !host || more.length > 0 || !headers.every((header) => /^[\w-]+: \S/.test(header)))
    return undefined;
  // A quote would have to be escaped, and a second line is no plain body: the examples show neither.
  if (input.includes("'") || body?.includes('\n') || (method === 'GET' && body !== undefined)) return undefined;
  const options = headers.filter((header) => !header.startsWith('Host: ')).map((header) => ` -H '${header}'`);
  return `curl -X ${method} 'https://${host}${target}'${options.join('')}${body === undefined ? '' : ` -d '${body}'`}`;
};
