import { isLoopback } from './key-origin';
import type { Failure, ServerFacts } from './failure';
import { presetOf } from './presets';

/** The system's code of a network error, however deep it was wrapped. */
export function codeOf(error: unknown): string | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 6; at = at.cause, depth += 1) {
    // One host, several addresses: the first one's error stands for all.
    const inner = at instanceof AggregateError ? (at.errors as readonly unknown[])[0] : at;
    const code = inner instanceof Error && 'code' in inner ? inner.code : undefined;
    // On Node 24 the parser of the usual fetch gives its errors a name, and no code any more.
    if (inner instanceof Error && inner.name === 'HTTPParserError') return 'HPE_INVALID_CONSTANT';
    if (typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code)) return code;
  }
  return undefined;
}

/** A connection that did not come about or broke off, with what to do about it. */
export function networkFailure(error: unknown, server: ServerFacts): Failure {
  const { host, remedies } = server;
  const proxySettings = `the proxy (${remedies.proxy})`;
  const code = codeOf(error);
  const local = isLoopback(server.baseUrl);
  const where =
    local && server.remoteName !== null
      ? ` The extension runs on the remote (${server.remoteName}): ${host} is that machine, not the one in front of you.`
      : '';
  const unreachable = (message: string): Failure => ({ kind: 'unreachable', message: message + where });
  if (code === undefined)
    return unreachable(`${host} cannot be reached. Check the base URL, the network connection and ${proxySettings}.`);
  switch (code) {
    case 'ECONNREFUSED':
      return unreachable(
        `Nothing answers at ${host} (connection refused). ${local ? whatToStart(server.baseUrl) : `Check the base URL, the port and ${proxySettings}.`}`,
      );
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return unreachable(
        `The host ${host} was not found (DNS). Check the base URL, the network connection and ${proxySettings}.`,
      );
    case 'ECONNRESET':
    case 'EPIPE':
    case 'UND_ERR_SOCKET':
      return { ...unreachable(`The connection to ${host} broke off. Try again.`), retryAfter: null };
    case 'ETIMEDOUT':
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return unreachable(`${host} cannot be reached (${code}). Check the network connection and ${proxySettings}.`);
    case 'UND_ERR_HEADERS_TIMEOUT':
    case 'UND_ERR_BODY_TIMEOUT':
      return {
        kind: 'timedOut',
        message: `${host} sent nothing for five minutes, the limit for servers on other machines (${code}). Try again, or take a faster model.`,
      };
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
    case 'ERR_SSL_PACKET_LENGTH_TOO_LONG':
    case 'EPROTO':
      return unreachable(
        `${host} does not speak https at this port (${code}). Check the port, or begin the base URL with http:// if the server runs on this machine.`,
      );
    case 'CERT_HAS_EXPIRED':
    case 'CERT_NOT_YET_VALID':
      return unreachable(
        `The certificate of ${host} is not valid today (${code}). Check this machine's date, or have the server's certificate renewed.`,
      );
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return unreachable(
        `The certificate of ${host} is for another host name (${code}). Check the base URL; a proxy may stand in between.`,
      );
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
      return unreachable(
        `The certificate of ${host} is self-signed (${code}). If it belongs to you or your organisation, add it to ${remedies.certificates}, and start again.`,
      );
    default:
      if (code.startsWith('HPE_'))
        return unreachable(
          `What answers at ${host} does not speak http. Check the port, and whether the base URL should begin with https://.`,
        );
      if (/^(?:Z_|ERR_BROTLI|ERR__ERROR_)/.test(code))
        return unreachable(`What ${host} sent cannot be unpacked (${code}). Try again; a proxy may stand in between.`);
      if (/CERT|SSL|TLS|ISSUER|UNABLE_TO_VERIFY/.test(code))
        return unreachable(
          `The certificate of ${host} is not trusted (${code}). If it belongs to your organisation, add its authority to ${remedies.certificates}, and start again.`,
        );
      return unreachable(
        `${host} cannot be reached (${code}). Check the base URL, the network connection and ${proxySettings}.`,
      );
  }
}

function whatToStart(baseUrl: string): string {
  const preset = presetOf(baseUrl);
  return preset?.start
    ? `Is ${preset.label} running? If not, ${preset.start}.`
    : 'Is the model server running, and on this port?';
}
