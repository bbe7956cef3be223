import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { ChatRequest } from '../../../src/engine/model/chat-model';
import { answeredFailure, failureInReply, failureOf, type ServerFacts } from '../../../src/node/model/failure';
import { commandLineRemedies, editorRemedies, type Remedies } from '../../../src/node/model/remedies';
import { readServerError } from '../../../src/node/model/server-error';
import { textsIn } from './texts-in';

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly title: string }[] };
}

const manifest = JSON.parse(await readFile('package.json', 'utf8')) as Manifest;

/** What only the editor has: its settings, and the titles of its commands; a single word is one like any other. */
const ofEditor: readonly RegExp[] = [
  /\btoolsmith\.(?!js\b)[a-z]\w*/,
  /\bhttp\.(?:noP|p)roxy\b/,
  /\bthe editor's setting/,
  ...manifest.contributes.commands
    .map(({ title }) => title.replace(/…$/, ''))
    .filter((title) => /\S\s\S/.test(title))
    .map((title) => new RegExp(`\\b${title.replaceAll(/[^\w\s]/g, '.')}`)),
];

/** What only the command line has. */
const ofCommandLine = /\b(?:OPENAI|TOOLSMITH)_[A-Z]+|\bHTTPS_PROXY\b|\bNO_PROXY\b|NODE_EXTRA_CA_CERTS|--[a-z]+-[a-z]+/;

test('what the engine and the command line say names nothing that only the editor has', async () => {
  const texts = await textsIn(['src/engine', 'src/node'], ['src/node/model/remedies.ts']);
  assert.ok(texts.length > 1_000);
  const wrong = texts.filter(({ text }) => ofEditor.some((pattern) => pattern.test(text)));
  assert.deepEqual(wrong, []);
});

const onCommandLine = commandLineRemedies({ key: 'OPENAI_API_KEY', keyFor: 'OPENAI_BASE_URL', model: '--maker-model' });

const request: ChatRequest = {
  role: 'maker',
  purpose: 'propose',
  messages: [{ role: 'user', content: 'text' }],
  temperature: 0,
  maxCompletionTokens: 100,
};

/** What is said of every fault that a server and the way to it may have. */
function catalogue(remedies: Remedies): readonly string[] {
  const sent = { request, dropped: new Set<never>(), limit: 100 };
  const servers = ['https://host.example/v1', 'http://host.example', 'http://localhost:11434/v1'].flatMap((baseUrl) =>
    [true, false].map((hasKey): ServerFacts => ({
      host: new URL(baseUrl).host,
      baseUrl,
      model: 'm',
      hasKey,
      remoteName: null,
      proxy: null,
      redact: (text) => text,
      now: () => 0,
      remedies,
    })),
  );
  const codes = [
    ...['ECONNREFUSED', 'ENOTFOUND', 'ECONNRESET', 'ETIMEDOUT', 'UND_ERR_BODY_TIMEOUT', 'EPROTO', 'CERT_HAS_EXPIRED'],
    ...['ERR_TLS_CERT_ALTNAME_INVALID', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'HPE_X', 'ODD'],
  ];
  const thrown = [
    new Error('?'),
    new Error('Proxy response (407) !== 200 when HTTP Tunneling'),
    new Error('Proxy response (403) !== 200 when HTTP Tunneling'),
    Object.assign(new Error('x'), { code: 'ECONNREFUSED', address: '192.0.2.1', port: 3_128 }),
    ...codes.map((code) => Object.assign(new Error('x'), { code })),
  ];
  const said = ['', 'API key not valid', 'no such model', 'insufficient credits', 'Loading model', 'context length 8'];
  const bodies = said.map((message) => JSON.stringify({ error: { message } }));
  const statuses = [307, 400, 401, 402, 403, 404, 407, 408, 409, 413, 418, 422, 429, 451, 500, 501, 503, 529];
  return servers.flatMap((server) => [
    ...thrown.map((error) => failureOf(error, server).message),
    ...bodies.map((body) => failureInReply(readServerError(body), body, server, sent).message),
    ...statuses.flatMap((status) =>
      [...bodies, '<html><title>x</title>'].map(
        (body) =>
          answeredFailure({ status, label: String(status), headers: new Headers({ via: 'x' }), body }, server, sent)
            .message,
      ),
    ),
  ]);
}

test('each fault of a server has its remedy where the person works, and never that of the other place', () => {
  const atTerminal = catalogue(onCommandLine);
  assert.ok(atTerminal.length > 700);
  for (const message of atTerminal) for (const pattern of ofEditor) assert.doesNotMatch(message, pattern);
  for (const message of catalogue(editorRemedies)) assert.doesNotMatch(message, ofCommandLine);
  for (const remedies of [onCommandLine, editorRemedies])
    for (const words of [remedies.key, remedies.model, remedies.proxy, remedies.noProxy, remedies.certificates])
      assert.ok(
        catalogue(remedies).some((message) => message.includes(words)),
        words,
      );
});
