import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { namedModels } from '../../src/node/cli/models';
import { UsageError } from '../../src/node/cli/terminal';
import { createOpenAiChatModel } from '../../src/node/model/openai-chat-model';
import { proxiedFetch } from '../../src/node/model/proxied-fetch';
import { routeTo, type HttpProxy } from '../../src/node/model/proxy';
import { temporaryFolder } from '../unit/store/temporary-folder';
import { ask, key, onCommandLine, optionsFor, request, told } from './asking';
import { authority, ofAnotherHost } from './certificates';
import { answer, json, startFaultServer, type FaultServer, type Play } from './fault-server';
import { inOwnProcess } from './own-process';
import { startProxy, type ProxyPlay, type ProxyServer } from './proxy-server';

const never = new AbortController().signal;

/** A name that only the proxies of these tests know: who answers was reached through one. */
const beyond = 'https://other.example/v1';
const beyondPlain = 'http://models.example/v1';
const password = 'pass-word%2F';

/** The command line's way to its models, with nothing but the environment to go by. */
async function askedAsEnvironment(): Promise<string> {
  try {
    const route = routeTo(beyond, process.env);
    // A number is a limit in milliseconds for the proxy's connection, which the command line has fixed.
    const limit = Number(process.env['TOOLSMITH_TEST_PROXY']);
    if (route.kind === 'through' && limit > 0)
      return told(
        await createOpenAiChatModel({
          ...optionsFor(beyond),
          remedies: onCommandLine,
          fetch: proxiedFetch(route.proxy, limit),
        }).complete(request, never),
      );
    const model = await namedModels({ text: () => undefined }, process.env, {
      out: () => undefined,
      err: (text) => process.stdout.write(text),
    })('maker');
    return model ? told(await model.complete(request, never)) : 'no model';
  } catch (error) {
    if (error instanceof UsageError) return `usage: ${error.message}`;
    throw error;
  }
}

if (process.env['TOOLSMITH_TEST_PROXY'] !== undefined) {
  process.stdout.write(await askedAsEnvironment());
} else {
  test('a model on https is asked through the proxy of HTTPS_PROXY, which sees neither key nor text; a private authority counts there too', async (context) => {
    const { proxy, keys, hosts } = await behindProxy(context);
    assert.equal(await asked(context, { HTTPS_PROXY: proxy.url }), 'reply: through');
    assert.deepEqual(hosts, ['other.example'], 'strict hosts want their own name, without a port');
    assert.deepEqual(
      proxy.seen.map(({ line }) => line),
      ['CONNECT other.example:443'],
    );
    assert.deepEqual(keys, [`Bearer ${key}`]);
    assert.equal(proxy.seen[0]?.headers.authorization, undefined);
    for (const word of [key, 'Bearer', 'chat/completions', 'rules']) assert.ok(!proxy.passed().includes(word), word);
  });

  test('without the authority, the certificate is said to be untrusted, behind a proxy too, and no key is sent', async (context) => {
    const { proxy, keys } = await behindProxy(context);
    const outcome = await asked(context, { HTTPS_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: '' });
    assert.match(
      outcome,
      /^unreachable: The certificate of other\.example is not trusted \(UNABLE_TO_VERIFY_LEAF_SIGNATURE\).*NODE_EXTRA_CA_CERTS/,
    );
    assert.deepEqual([proxy.seen.length, keys], [1, []]);
  });

  test('a proxy that wants a log-in is given that of the variable, which is shown nowhere', async (context) => {
    const { proxy, keys } = await behindProxy(context, { user: 'me:pass-word/' });
    const withUser = proxy.url.replace('://', `://me:${password}@`);
    assert.equal(await asked(context, { https_proxy: withUser }), 'reply: through');
    assert.equal(keys.length, 1);

    const without = await asked(context, { HTTPS_PROXY: proxy.url });
    assert.match(
      without,
      new RegExp(
        `^unreachable: The proxy ${proxy.host} on the way to other\\.example wants a log-in \\(407\\)\\. Give it a user name and a password in HTTPS_PROXY: http://NAME:PASSWORD@host:port`,
      ),
    );
    const wrong = await asked(context, { HTTPS_PROXY: proxy.url.replace('://', '://me:wrong-word@') });
    assert.match(wrong, /refused the user name and the password it was given \(407\)\. Correct them in HTTPS_PROXY: /);
    assert.doesNotMatch(without + wrong, /pass-word|wrong-word|sk-/);
    assert.equal(keys.length, 1, 'no key was sent without a connection');
  });

  test('a proxy that lets nothing through is told from a server that does not', async (context) => {
    const { proxy, keys } = await behindProxy(context, { refuses: 403 });
    assert.match(
      await asked(context, { HTTPS_PROXY: proxy.url }),
      new RegExp(
        `^unreachable: The proxy ${proxy.host} on the way to other\\.example lets nothing through to it \\(403\\)\\. Ask whoever runs the proxy to allow other\\.example.*NO_PROXY`,
      ),
    );
    assert.deepEqual([proxy.seen.length, keys], [1, []], 'a refusal is not tried again');
  });

  test('a proxy that is not there is told from a server that is not there', async (context) => {
    const { proxy } = await behindProxy(context);
    await proxy.close();
    assert.match(
      await asked(context, { HTTPS_PROXY: proxy.url }),
      new RegExp(
        `^unreachable: The proxy ${proxy.host} on the way to other\\.example cannot be reached \\(ECONNREFUSED\\)\\. Check .*HTTPS_PROXY`,
      ),
    );
    assert.match(
      await asked(context, { HTTPS_PROXY: 'no-such-proxy.invalid:3128' }),
      /^unreachable: The proxy no-such-proxy\.invalid:3128 on the way to other\.example cannot be reached \((ENOTFOUND|EAI_AGAIN)\)/,
    );
  });

  test('NO_PROXY leaves a server out, and a proxy that cannot be used is said before anything is sent', async (context) => {
    const { proxy } = await behindProxy(context);
    assert.match(
      await asked(context, { HTTPS_PROXY: proxy.url, NO_PROXY: 'intranet,.example' }),
      /^unreachable: The host other\.example was not found \(DNS\)\. Check the base URL, the network connection and the proxy/,
    );
    assert.match(
      await asked(context, { HTTPS_PROXY: 'socks5://me:secret-word@127.0.0.1:1080' }),
      /^usage: Nothing was sent\. HTTPS_PROXY names a socks5 proxy, and only http and https proxies are understood\. Name one of those in HTTPS_PROXY, or put other\.example into NO_PROXY/,
    );
    assert.match(
      await asked(context, { all_proxy: 'socks5h://me:secret-word@127.0.0.1:1080' }),
      /^usage: Nothing was sent\. all_proxy names a socks5h proxy, and only http and https proxies are understood\. Name one of those in HTTPS_PROXY, or put other\.example into NO_PROXY, to ask it without a proxy\.$/,
    );
    assert.equal(proxy.seen.length, 0);
  });

  test('ALL_PROXY counts where no variable names a proxy for the kind of server', async (context) => {
    const { proxy, keys } = await behindProxy(context);
    assert.equal(await asked(context, { ALL_PROXY: proxy.url }), 'reply: through');
    assert.equal(
      await asked(context, { ALL_PROXY: 'socks5://127.0.0.1:1080', HTTPS_PROXY: proxy.url }),
      'reply: through',
    );
    assert.equal(keys.length, 2);
  });

  test('a proxy that cannot connect to the server is asked three times, and names the cause', async (context) => {
    const { server, proxy } = await plainProxy(context, { refuses: 502 });
    const outcome = await ask(server, [], { baseUrl: beyond, proxy: proxyAt(proxy) });
    assert.match(
      told(outcome),
      /^unreachable: The proxy 127\.0\.0\.1:\d+ on the way to other\.example cannot connect to it \(502\)\. .*try again later/,
    );
    assert.deepEqual([proxy.seen.length, outcome.waits], [3, [500, 2_000]]);
  });

  test('a proxy that takes the connection and never answers ends in time, and so does cancelling', async (context) => {
    const { server, proxy } = await plainProxy(context, { silent: true });
    const outcome = await ask(server, [], { baseUrl: beyond, fetch: proxiedFetch(proxyAt(proxy), 60) });
    assert.match(
      told(outcome),
      /^unreachable: The proxy 127\.0\.0\.1:\d+ on the way to other\.example cannot be reached \(ETIMEDOUT\)/,
    );
    assert.match(
      told(
        await ask(server, [], {
          baseUrl: beyond,
          proxy: proxyAt(proxy),
          timeouts: { firstByteMs: 60, silenceMs: 60_000 },
        }),
      ),
      /^timedOut: other\.example sent nothing for 60 ms/,
    );
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 30);
    assert.equal(
      (await ask(server, [], { baseUrl: beyond, proxy: proxyAt(proxy) }, request, controller.signal)).kind,
      'cancelled',
    );
  });

  test('a model on plain http is asked through the proxy of HTTP_PROXY, without a key', async (context) => {
    const { server, proxy } = await plainProxy(context, { user: 'me:pass-word/' });
    const plain = { baseUrl: beyondPlain, apiKey: null };
    const reply = await ask(server, [answer('through')], { ...plain, proxy: proxyAt(proxy, `me:${password}@`) });
    assert.deepEqual(
      [told(reply), proxy.seen.at(-1)?.line],
      ['reply: through', 'POST http://models.example/v1/chat/completions'],
    );
    assert.deepEqual(
      [server.seen.at(-1)?.headers.host, server.seen.at(-1)?.headers.authorization],
      ['models.example', undefined],
    );
    const refused = await ask(server, [], { ...plain, proxy: proxyAt(proxy) });
    assert.match(
      told(refused),
      /^unreachable: The proxy 127\.0\.0\.1:\d+ on the way to models\.example wants a log-in \(407\)\. Give it a user name and a password in HTTPS_PROXY/,
    );
    assert.match(
      told(await ask(server, [], { ...plain, proxy: proxyAt(proxy, 'me:wrong-word@') })),
      /refused the user name and the password it was given \(407\)/,
    );
    const withKey = await createOpenAiChatModel({
      ...optionsFor(beyondPlain),
      remedies: onCommandLine,
      proxy: proxyAt(proxy),
    }).complete(request, never);
    assert.deepEqual(
      [withKey.kind, proxy.seen.length],
      ['notConfigured', 3],
      'nothing that carries a key is handed to a proxy',
    );
    await proxy.close();
    assert.match(
      told(await ask(server, [], { ...plain, proxy: proxyAt(proxy) })),
      /^unreachable: The proxy 127\.0\.0\.1:\d+ on the way to models\.example cannot be reached \(ECONNREFUSED\)/,
    );
  });

  test('an error on plain http may be the proxy’s as well as the server’s, and is told as that; over https and with a code it is the server’s', async (context) => {
    const plain = { baseUrl: beyondPlain, apiKey: null };
    for (const [status, words] of [
      [
        403,
        /^badResponse: The proxy 127\.0\.0\.1:\d+ on the way to models\.example, or models\.example itself, refused the request \(403\): it sent a web page, perhaps from a proxy or a log-in page\. Ask whoever runs the proxy to allow models\.example, or leave it out of the proxy with NO_PROXY\. If it is the server that wants a key: one is sent over https only\.$/,
      ],
      [
        502,
        /^serverError: The proxy 127\.0\.0\.1:\d+ on the way to models\.example cannot connect to it, or models\.example has a problem of its own \(502\): .*Check the base URL, and try again later\.$/,
      ],
      [503, /^serverError: The proxy 127\.0\.0\.1:\d+ .*\(503\)/],
    ] as const) {
      const { server, proxy } = await plainProxy(context, { refuses: status });
      const outcome = await ask(server, [], { ...plain, proxy: proxyAt(proxy) });
      assert.match(told(outcome), words);
      assert.deepEqual(
        [proxy.seen.length, server.seen.length],
        [status === 403 ? 1 : 3, 0],
        'what may pass is tried again',
      );
    }
    const { server, proxy } = await plainProxy(context, {});
    assert.match(
      told(
        await ask(server, [json(403, { error: { message: 'not for you', code: 'forbidden' } })], {
          ...plain,
          proxy: proxyAt(proxy),
        }),
      ),
      /^unauthorized: models\.example refused the keyless request \(403\)/,
    );
    // The editor's proxy is not known here, but for what it leaves in an answer.
    const through = (headers: Readonly<Record<string, string>>, baseUrl = beyondPlain) =>
      ask(server, [], {
        baseUrl,
        apiKey: null,
        fetch: () => Promise.resolve(new Response('no', { status: 403, headers })),
      });
    assert.match(
      told(await through({ via: '1.1 squid' })),
      /^unauthorized: The proxy on the way to models\.example, or models\.example itself, refused .*http\.noProxy/,
    );
    assert.match(told(await through({})), /^unauthorized: models\.example refused the keyless request/);
    assert.match(
      told(await through({ via: '1.1 google' }, beyond)),
      /^unauthorized: other\.example refused the keyless request/,
    );
  });

  test('the limit for a connection does not end a reply that comes slowly', async (context) => {
    const { proxy } = await behindProxy(context, {}, (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      setTimeout(
        () => response.end(JSON.stringify({ choices: [{ message: { content: 'late' }, finish_reason: 'stop' }] })),
        2_000,
      );
    });
    assert.equal(await asked(context, { HTTPS_PROXY: proxy.url, TOOLSMITH_TEST_PROXY: '1000' }), 'reply: late');
  });
}

/**
 * Asks as the command line would, in a process with this environment: which authorities are trusted is settled when
 * Node starts.
 */
async function asked(context: TestContext, environment: Readonly<Record<string, string>>): Promise<string> {
  const path = join(await temporaryFolder(context), 'authority.pem');
  await writeFile(path, authority);
  const blank = Object.fromEntries(
    ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY', 'NO_PROXY'].flatMap((name) => [
      [name, ''],
      [name.toLowerCase(), ''],
    ]),
  );
  return inOwnProcess('proxy.test.mjs', {
    ...blank,
    NODE_EXTRA_CA_CERTS: path,
    TOOLSMITH_TEST_PROXY: '',
    OPENAI_BASE_URL: beyond,
    OPENAI_API_KEY: key,
    TOOLSMITH_MAKER_MODEL: 'strong',
    ...environment,
  });
}

/** A proxy in front of a server on https; the keys that the server was sent. */
async function behindProxy(
  context: TestContext,
  play: Omit<ProxyPlay, 'port'> = {},
  reply: Play = answer('through'),
): Promise<{ readonly proxy: ProxyServer; readonly keys: readonly string[]; readonly hosts: readonly string[] }> {
  const keys: string[] = [];
  const hosts: string[] = [];
  const server = createServer(ofAnotherHost, (incoming, response) => {
    keys.push(String(incoming.headers.authorization));
    hosts.push(String(incoming.headers.host));
    void reply(response, { path: incoming.url ?? '', headers: incoming.headers, body: {} });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const proxy = await startProxy({ ...play, port: (server.address() as AddressInfo).port });
  context.after(async () => {
    await proxy.close();
    server.closeAllConnections();
    server.close();
  });
  return { proxy, keys, hosts };
}

/** A proxy in front of a fault server. */
async function plainProxy(
  context: TestContext,
  play: Omit<ProxyPlay, 'port'>,
): Promise<{ readonly server: FaultServer; readonly proxy: ProxyServer }> {
  const server = await startFaultServer();
  const proxy = await startProxy({ ...play, port: Number(new URL(server.baseUrl).port) });
  context.after(async () => {
    await proxy.close();
    await server.close();
  });
  return { server, proxy };
}

/** What the command line makes of its variable. */
function proxyAt(proxy: ProxyServer, user = ''): HttpProxy {
  const route = routeTo(beyond, { HTTPS_PROXY: proxy.url.replace('://', `://${user}`) });
  assert.ok(route.kind === 'through');
  return route.proxy;
}
