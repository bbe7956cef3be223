import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { createOpenAiChatModel } from '../../src/node/model/openai-chat-model';
import { temporaryFolder } from '../unit/store/temporary-folder';
import { key, onCommandLine, optionsFor, request, told } from './asking';
import { authority, expired, ofAnotherHost, selfSigned, signed } from './certificates';
import { inOwnProcess } from './own-process';

const never = new AbortController().signal;

const asked = process.env['TOOLSMITH_TEST_TLS'];
if (asked !== undefined) {
  process.stdout.write(
    told(await createOpenAiChatModel({ ...optionsFor(asked), remedies: onCommandLine }).complete(request, never)),
  );
} else {
  for (const [name, options, words] of [
    [
      'a private certificate authority',
      signed,
      /certificate of localhost:\d+ is not trusted \(UNABLE_TO_VERIFY_LEAF_SIGNATURE\).*the system's certificates/,
    ],
    [
      'a self-signed certificate',
      selfSigned,
      /certificate of localhost:\d+ is self-signed \(DEPTH_ZERO_SELF_SIGNED_CERT\).*the system's certificates/,
    ],
    [
      'a certificate that has run out',
      { ...expired, ca: authority },
      /certificate of localhost:\d+ is not (valid today|trusted) \((CERT_HAS_EXPIRED|UNABLE_TO_VERIFY_LEAF_SIGNATURE)\)/,
    ],
    [
      'a certificate of another host',
      ofAnotherHost,
      /certificate of localhost:\d+ is (not trusted|for another host name)/,
    ],
  ] as const) {
    test(`${name}: unreachable, the remedy named, and nothing is sent`, async (context) => {
      const seen: string[] = [];
      const server = createServer(options, (incoming, response) => {
        seen.push(String(incoming.headers.authorization));
        response.end();
      });
      for (const over of [{}, { fetch }]) {
        const outcome = await createOpenAiChatModel({
          ...optionsFor(await baseUrlOf(context, server)),
          ...over,
        }).complete(request, never);
        assert.equal(outcome.kind, 'unreachable');
        assert.match(told(outcome), words);
        assert.ok(!told(outcome).includes(key));
        server.close();
      }
      assert.deepEqual(seen, [], 'the key was not sent');
    });
  }

  // Out of a process of its own: which authorities are trusted is settled when Node starts.
  for (const [name, options, words] of [
    ['a private authority', signed, /^reply: trusted$/],
    [
      'a certificate of it that has run out',
      expired,
      /^unreachable: .*not valid today \(CERT_HAS_EXPIRED\)\. Check this machine's date/,
    ],
    [
      'a certificate of it for another host',
      ofAnotherHost,
      /^unreachable: .*for another host name \(ERR_TLS_CERT_ALTNAME_INVALID\)/,
    ],
  ] as const) {
    test(`with ${name} in NODE_EXTRA_CA_CERTS, as the message advises: ${words.source}`, async (context) => {
      const path = join(await temporaryFolder(context), 'authority.pem');
      await writeFile(path, authority);
      const server = createServer(options, (_, response) => {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ choices: [{ message: { content: 'trusted' }, finish_reason: 'stop' }] }));
      });
      assert.match(
        await inOwnProcess('tls.test.mjs', {
          NODE_EXTRA_CA_CERTS: path,
          TOOLSMITH_TEST_TLS: await baseUrlOf(context, server),
        }),
        words,
      );
    });
  }

  test('a handshake that breaks off: unreachable', async (context) => {
    const server = createTcpServer((socket) => socket.once('data', () => socket.destroy()));
    for (const over of [{}, { fetch }]) {
      const outcome = await createOpenAiChatModel({
        ...optionsFor(await baseUrlOf(context, server)),
        ...over,
      }).complete(request, never);
      assert.match(told(outcome), /^unreachable: The connection to localhost:\d+ broke off\. Try again\./);
      server.close();
    }
  });
}

/** Listens on a free port of this machine; the base URL is for https. */
async function baseUrlOf(context: TestContext, server: Server): Promise<string> {
  await new Promise<void>((listening) => server.listen(0, 'localhost', listening));
  context.after(() => server.close());
  return `https://localhost:${(server.address() as AddressInfo).port}/v1`;
}
