/** A company's network: a proxy, a private authority, a list of allowed servers, a remote machine. */
import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { join, resolve } from 'node:path';
import { importTs } from '../import-ts.mjs';
import { datesText, rightReply } from './dates.mjs';
import { makeDates } from './main-job.mjs';

const files = { 'dates.txt': datesText };
const key = 'sk-company-0123456789';

/** A name that only the proxies of these cases know. */
const beyond = 'https://other.example/v1';

/** Starts a making through the menu and goes on. */
async function start(window) {
  await window.openFile('dates.txt');
  await window.select(1, 6);
  await window.contextMenu('Toolsmith', 'Make Tool from Selection');
  await window.pick(/Make the Tool/);
}

/** What the lock says where a model may not be asked; nothing is chosen. `known`: a tool answers all of it already. */
async function locked(window, name, known = false) {
  await window.openFile('dates.txt');
  await window.select(1, 6);
  await window.contextMenu('Toolsmith', 'Make Tool from Selection');
  if (known) await window.notificationButton(/answers all/, 'Make Another');
  const { items } = await window.waitForPick(/6 examples/);
  await window.picture(name);
  assert.ok(!items.some(({ label }) => /Make the Tool/.test(label)), JSON.stringify(items));
  return items.find(({ label }) => /May Not Be Asked/.test(label))?.detail ?? assert.fail(JSON.stringify(items));
}

/** A server on https whose certificate a private authority signed, behind a proxy; `end` stops both. */
async function behindProxy(play = {}) {
  const { startProxy } = await importTs('test/faults/proxy-server.ts');
  const { authority, ofAnotherHost } = await importTs('test/faults/certificates.ts');
  const trusted = resolve('.build', 'authority.pem');
  await mkdir('.build', { recursive: true });
  await writeFile(trusted, authority);
  const keys = [];
  const server = createServer(ofAnotherHost, (request, response) => {
    keys.push(request.headers.authorization);
    response.writeHead(200, { 'content-type': 'application/json' });
    request.resume().on('end', () =>
      response.end(
        JSON.stringify({
          choices: [{ message: { role: 'assistant', content: rightReply }, finish_reason: 'stop' }],
          usage: { prompt_tokens: 10, completion_tokens: 5 },
        }),
      ),
    );
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const proxy = await startProxy({ ...play, port: server.address().port });
  const end = async () => {
    await proxy.close();
    server.closeAllConnections();
    server.close();
  };
  return { proxy, keys, end, env: { SSL_CERT_FILE: trusted, OPENAI_BASE_URL: beyond, OPENAI_API_KEY: key } };
}

export const cases = {
  'behind a company proxy: the model is asked through the proxy that the editor is set to, which sees no key': async (
    host,
  ) => {
    const { proxy, keys, end, env } = await behindProxy({ user: 'me:pass-word' });
    try {
      const window = await host.window({
        files,
        env,
        proxy: proxy.url.replace('://', '://me:pass-word@'),
        settings: { 'toolsmith.maker.baseUrl': beyond },
      });
      await start(window);
      assert.match(await window.notification(/Made/), /6 of 6/);
      assert.deepEqual(keys, [`Bearer ${key}`]);
      assert.deepEqual([...new Set(proxy.seen.map(({ line }) => line))], ['CONNECT other.example:443']);
      assert.ok(!proxy.passed().includes(key) && !JSON.stringify(proxy.seen).includes(key), 'the proxy sees no key');
    } finally {
      await end();
    }
  },

  'behind a company proxy that lets nothing through, wants a log-in, or is not there: each is told from the server':
    async (host) => {
      for (const [name, play, words] of [
        [
          'refuses',
          { refuses: 403 },
          /proxy on the way to other\.example lets nothing through to it \(403\)\. Ask whoever runs the proxy.*http\.noProxy/,
        ],
        [
          'log-in',
          { user: 'me:pass-word' },
          /proxy on the way to other\.example wants a log-in \(407\)\. .*http\.proxy/,
        ],
        [
          'gone',
          undefined,
          /The proxy 127\.0\.0\.1:\d+ on the way to other\.example cannot be reached \(ECONNREFUSED\)\. Check the proxy \(the editor's setting http\.proxy/,
        ],
      ]) {
        const { proxy, keys, end, env } = await behindProxy(play);
        try {
          if (!play) await proxy.close();
          const window = await host.window({
            files,
            env,
            proxy: proxy.url,
            settings: { 'toolsmith.maker.baseUrl': beyond },
          });
          await start(window);
          const text = await window.notification(/on the way to other\.example/);
          assert.match(text, words);
          await window.picture(`proxy-${name}`);
          assert.deepEqual(keys, []);
          await window.close();
        } finally {
          await end();
        }
      }
    },

  'a model on this machine is asked past the proxy, however this machine is called': async (host) => {
    const { startProxy } = await importTs('test/faults/proxy-server.ts');
    const port = Number(new URL(host.model.baseUrl).port);
    const proxy = await startProxy({ port });
    try {
      const window = await host.window({
        files,
        proxy: proxy.url,
        settings: { 'toolsmith.maker.baseUrl': `http://0.0.0.0:${port}/v1` },
      });
      assert.match(await makeDates(host, window), /6 of 6/);
      assert.deepEqual(
        proxy.seen.map(({ line }) => line).filter((line) => line.includes(String(port))),
        [],
      );
    } finally {
      await proxy.close();
    }
  },

  'a server that toolsmith.allowedHosts does not name: nothing is sent, and it is said why and what to do': async (
    host,
  ) => {
    const window = await host.window({
      files,
      user: true,
      settings: { 'toolsmith.allowedHosts': ['models.example.com'] },
    });
    const before = host.model.seen.length + host.model.lists.length;
    const { host: name } = new URL(host.model.baseUrl);
    assert.equal(
      await locked(window, 'not-allowed'),
      `${name} is not in toolsmith.allowedHosts. Ask whoever set it, or choose one of: models.example.com.`,
    );
    await window.pick(/May Not Be Asked/);
    const { items } = await window.waitForPick(/Where does the model run/);
    assert.ok(!items.some(({ label }) => label === 'By Hand'), 'the clipboard is not in the list');
    await window.pick(/Ollama/);
    await window.waitForPick(/Base URL/);
    await window.type(host.model.baseUrl);
    await window.waitForPick(/is not in toolsmith\.allowedHosts\. Ask whoever set it/);
    await window.dismiss();
    assert.equal(host.model.seen.length + host.model.lists.length, before, 'no request has left');
  },

  'no model is allowed: tools are applied, and nothing is sent or can be set up': async (host) => {
    const first = await host.window({ files });
    await makeDates(host, first);
    await first.close();
    const before = host.model.seen.length + host.model.lists.length;
    const window = await host.window({ files, user: true, settings: { 'toolsmith.allowedHosts': [] } });
    assert.equal(
      await locked(window, 'none-allowed', true),
      'No models are allowed here: toolsmith.allowedHosts names none. Tools work without.',
    );
    await window.pick(/May Not Be Asked/);
    await window.notification(/No models are allowed here: toolsmith\.allowedHosts names none/);
    await window.dismiss();
    await window.clearNotifications();
    await window.select(8, 10);
    await window.contextMenu('Toolsmith', 'Apply Tool…');
    await window.pick(/Long dates to ISO dates/);
    await window.reviewMessage(/2 answered, 1 not recognized/);
    await window.treeItem('Ask the Light Model for 1 Row…').click();
    await window.notification(/No models are allowed here/);
    await window.picture('none-allowed-apply');
    await window.titleButton('Write Answers');
    await window.notification(/Wrote 2 answers/);
    await window.save();
    assert.match(await readFile(join(host.folder, 'dates.txt'), 'utf8'), /4 July 1976 => 1976-07-04/);
    assert.equal(host.model.seen.length + host.model.lists.length, before, 'no request has left');
  },

  'a remote window: whose localhost it is that does not answer': async (host) => {
    const window = await host.window({ files, settings: { 'toolsmith.maker.baseUrl': 'http://localhost:9/v1' } });
    await start(window);
    const text = await window.notification(/Nothing answers at localhost:9/);
    assert.match(
      text,
      /\(connection refused\)\. Is the model server running, and on this port\? The extension runs on the remote \([^)]+\): localhost:9 is that machine, not the one in front of you\./,
    );
    await window.picture('remote-localhost');
  },
};
