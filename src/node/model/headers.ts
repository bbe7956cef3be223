import { isJsonObject, parseJson } from '../../engine/json';
import { keyProblem, originOf } from './key-origin';

/** The headers of one's own for a server, or why they cannot be sent: then nothing is. */
export type OwnHeaders =
  | { readonly kind: 'headers'; readonly headers: Readonly<Record<string, string>> }
  | { readonly kind: 'unusable'; readonly message: string };

/** Headers that belong to the connection, and are written by it. */
const ofConnection =
  /^(host|connection|content-length|content-type|transfer-encoding|te|trailer|upgrade|expect|keep-alive|proxy-.*)$/;

/**
 * The headers for a base URL, out of what a person wrote for whole origins: an object of objects, or its JSON. Those of
 * one origin go to no other, and like a key over https only, or to this machine. `name` is what the person calls the
 * place where they stand.
 */
export function headersFor(baseUrl: string, written: unknown, name: string): OwnHeaders {
  const form = `${name} takes headers by server: {"https://gateway.example": {"x-portkey-provider": "openai"}}.`;
  const given = typeof written === 'string' ? (written.trim() === '' ? {} : parseJson(written)) : (written ?? {});
  if (!isJsonObject(given)) return { kind: 'unusable', message: `${form} It is no such object.` };
  const headers: Record<string, string> = {};
  for (const [server, ofServer] of Object.entries(given)) {
    const origin = originOf(server);
    if (origin === undefined || !isJsonObject(ofServer))
      return {
        kind: 'unusable',
        message: `${form} “${server.slice(0, 80)}” is no address of a server with its headers.`,
      };
    if (origin !== originOf(baseUrl)) continue;
    for (const [header, value] of Object.entries(ofServer)) {
      const problem = headerProblem(header.toLowerCase(), value);
      // The value is not quoted: it may be a secret.
      if (problem !== undefined) return { kind: 'unusable', message: `${form} “${header.slice(0, 80)}” ${problem}` };
      if (typeof value === 'string') headers[header.toLowerCase()] = value.trim();
    }
  }
  const problem = Object.keys(headers).length > 0 ? keyProblem(baseUrl) : undefined;
  return problem === undefined
    ? { kind: 'headers', headers }
    : { kind: 'unusable', message: `The headers of ${name} may hold secrets, as a key is one. ${problem}` };
}

function headerProblem(header: string, value: unknown): string | undefined {
  if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(header)) return 'is no name of a header.';
  if (ofConnection.test(header)) return 'belongs to the connection and cannot be set.';
  return typeof value === 'string' && /^[\x20-\x7e]*$/.test(value)
    ? undefined
    : 'has a value that is no text of ASCII.';
}
