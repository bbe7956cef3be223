import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ServerFacts } from '../../../src/node/model/failure';
import { editorRemedies } from '../../../src/node/model/remedies';
import { proxyFailure } from '../../../src/node/model/proxy-failure';
import { codeOf, networkFailure } from '../../../src/node/model/unreachable';

const server = (baseUrl: string, remoteName: string | null = null): ServerFacts => ({
  host: new URL(baseUrl).host,
  baseUrl,
  model: 'm',
  hasKey: false,
  remoteName,
  proxy: null,
  redact: (text) => text,
  now: () => 0,
  remedies: editorRemedies,
});

/** An error as Node's fetch throws it. */
function fetchError(code: string): Error {
  return new TypeError('fetch failed', { cause: Object.assign(new Error('deep down'), { code }) });
}

test('the code is found however deep it is wrapped, and in one of several tries', () => {
  assert.equal(codeOf(new Error('Connection error.', { cause: fetchError('ENOTFOUND') })), 'ENOTFOUND');
  assert.equal(
    codeOf(new Error('x', { cause: new AggregateError([Object.assign(new Error('::1'), { code: 'ECONNREFUSED' })]) })),
    'ECONNREFUSED',
  );
  for (const none of [new Error('x'), 'ENOTFOUND', undefined, Object.assign(new Error('x'), { code: 17 })])
    assert.equal(codeOf(none), undefined);
  assert.equal(
    codeOf(
      new TypeError('fetch failed', {
        cause: Object.assign(new Error('Expected HTTP/'), { name: 'HTTPParserError', code: undefined }),
      }),
    ),
    'HPE_INVALID_CONSTANT',
  );
  const loop = new Error('round and round');
  loop.cause = loop;
  assert.equal(codeOf(loop), undefined);
});

test('each cause has its own remedy', () => {
  for (const [code, words] of [
    ['ECONNREFUSED', /refused.*base URL, the port and the proxy \(the editor's setting http\.proxy\)/],
    ['ENOTFOUND', /not found \(DNS\).*http\.proxy/],
    ['EAI_AGAIN', /not found \(DNS\).*http\.proxy/],
    ['ECONNRESET', /broke off/],
    ['UND_ERR_SOCKET', /broke off/],
    ['ETIMEDOUT', /http\.proxy/],
    ['UND_ERR_CONNECT_TIMEOUT', /http\.proxy/],
    ['ERR_SSL_WRONG_VERSION_NUMBER', /does not speak https/],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', /self-signed.*the system's certificates/],
    ['SELF_SIGNED_CERT_IN_CHAIN', /self-signed.*the system's certificates/],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /not trusted.*the system's certificates/],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', /not trusted.*the system's certificates/],
    ['CERT_HAS_EXPIRED', /not valid today.*date/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /another host name/],
    ['HPE_INVALID_CONSTANT', /does not speak http\. .*https:\/\//],
    ['EWHATEVER', /cannot be reached \(EWHATEVER\)/],
  ] as const) {
    const failure = networkFailure(fetchError(code), server('https://host.example/v1'));
    assert.equal(failure.kind, 'unreachable');
    assert.match(failure.message, words);
    assert.match(failure.message, /host\.example/);
    // Only what broke off may hold at another try.
    assert.equal(failure.retryAfter === null, ['ECONNRESET', 'UND_ERR_SOCKET'].includes(code), code);
  }
});

test('for a server on this machine it says what to start, and whose machine that is', () => {
  const refused = (baseUrl: string, remoteName: string | null = null): string =>
    networkFailure(fetchError('ECONNREFUSED'), server(baseUrl, remoteName)).message;
  assert.match(refused('http://localhost:11434/v1'), /Is Ollama running\? If not, start it with: ollama serve\./);
  assert.match(
    refused('http://127.0.0.1:1234/v1'),
    /Is LM Studio running\? If not, start its server in the Developer tab\./,
  );
  assert.match(refused('http://localhost:8080/v1'), /Is llama\.cpp running/);
  assert.match(refused('http://localhost:5000/v1'), /Is the model server running, and on this port/);
  assert.match(refused('http://localhost:11434/v1', 'wsl'), /remote \(wsl\): localhost:11434 is that machine/);
  assert.doesNotMatch(refused('https://host.example/v1', 'wsl'), /wsl/);
});

test('a cause without a code is told as that', () => {
  assert.match(
    networkFailure(new TypeError('fetch failed', { cause: new Error('bad port') }), server('https://host.example/v1'))
      .message,
    /^host\.example cannot be reached\. Check/,
  );
});

test("the usual fetch's five minutes count as a time-out", () => {
  const failure = networkFailure(fetchError('UND_ERR_HEADERS_TIMEOUT'), server('https://host.example/v1'));
  assert.equal(failure.kind, 'timedOut');
  assert.match(failure.message, /five minutes/);
});

test("what the editor's own proxy did not do is told apart from what the server did not do", () => {
  const told = (cause: Error): string =>
    proxyFailure(new TypeError('fetch failed', { cause }), server('https://host.example/v1'))?.message ?? 'none';
  const refused = (port: number): Error =>
    Object.assign(new Error('connect'), { code: 'ECONNREFUSED', address: '192.0.2.1', port });
  assert.match(
    told(refused(3128)),
    /^The proxy 192\.0\.2\.1:3128 on the way to host\.example cannot be reached \(ECONNREFUSED\)/,
  );
  assert.match(told(new AggregateError([refused(3128)])), /^The proxy 192\.0\.2\.1:3128/);
  assert.equal(told(refused(443)), 'none');
  assert.match(
    told(Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND', hostname: 'proxy.example' })),
    /^The proxy proxy\.example on the way to host\.example cannot be reached \(ENOTFOUND\)/,
  );
  assert.equal(told(Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND', hostname: 'host.example' })), 'none');
  for (const [status, words] of [
    [407, /wants a log-in \(407\)/],
    [403, /lets nothing through to it \(403\)/],
    [502, /cannot connect to it \(502\)/],
  ] as const) {
    assert.match(
      told(
        Object.assign(new Error(`Proxy response (${status}) !== 200 when HTTP Tunneling`), { code: 'UND_ERR_ABORTED' }),
      ),
      words,
    );
  }
});
