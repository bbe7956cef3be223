/**
 * Asks a real server that nobody here wrote: llama.cpp's, with weights by chance. `npm run test:servers`, on request
 * only. The server is the one that TOOLSMITH_LLAMA_SERVER names, the one on the path, or that of Debian's package,
 * which is installed if it can be. If there is none, the last line says why.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importTs } from '../host/import-ts.mjs';
import { run } from '../host/provision.mjs';
import { until } from '../host/until.mjs';
import { writeWeights } from './weights.mjs';

const key = 'sk-of-this-test-0123';
const never = new AbortController().signal;
const schema = {
  type: 'object',
  properties: { day: { type: 'integer' }, month: { enum: ['March', 'April'] } },
  required: ['day', 'month'],
  additionalProperties: false,
};

/** The program of the server, or why there is none. */
async function provide() {
  const named = process.env.TOOLSMITH_LLAMA_SERVER;
  if (named) return { path: named };
  const onPath = async () => (await run('llama-server', ['--version'])).code === 0;
  if (await onPath()) return { path: 'llama-server' };
  const known = await run('apt-cache', ['policy', 'llama.cpp']);
  if (known.code !== 0 || !/Candidate: \d/.test(known.output))
    return { why: 'apt has no package llama.cpp here (Debian has it from version 13 on).' };
  const installed = await run('apt-get', ['install', '-y', '--no-install-recommends', 'llama.cpp']);
  if (installed.code === 0 && (await onPath())) return { path: 'llama-server' };
  return { why: `apt-get install llama.cpp failed: ${installed.output.trim().split('\n').at(-1)}` };
}

/** Starts the server and waits until it has loaded its model. */
async function start(program, weights, ...options) {
  const port = await freePort();
  const child = spawn(
    program,
    ['-m', weights, '--host', '127.0.0.1', '--port', String(port), '--no-webui', ...options],
    {
      stdio: 'ignore',
    },
  );
  const baseUrl = `http://127.0.0.1:${port}/v1`;
  try {
    await until('llama-server answers', async () => {
      if (child.exitCode !== null) throw Object.assign(new Error(`it ended with ${child.exitCode}`), { final: true });
      return (await fetch(`http://127.0.0.1:${port}/health`)).ok;
    });
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  return { baseUrl, kill: () => child.kill('SIGKILL') };
}

/** What is seen of it, with our own client. */
async function look(program, folder) {
  const { createOpenAiChatModel } = await importTs('src/node/model/openai-chat-model.ts');
  const { listModels } = await importTs('src/node/model/list-models.ts');
  const weights = join(folder, 'by-chance.gguf');
  await writeWeights(weights);
  const modelAt = (baseUrl, apiKey, changes = {}) =>
    createOpenAiChatModel({
      identity: { model: 'by chance', host: new URL(baseUrl).host, inputPrice: null, outputPrice: null },
      baseUrl,
      apiKey,
      timeouts: { firstByteMs: 60_000, silenceMs: 60_000 },
      refused: new Map(),
      sleep: () => Promise.resolve(),
      ...changes,
    });
  const request = (content, changes = {}) => ({
    role: 'user',
    purpose: 'test',
    messages: [
      { role: 'system', content: 'Read the date.' },
      { role: 'user', content },
    ],
    temperature: 1,
    maxCompletionTokens: 200,
    ...changes,
  });
  const told = ({ kind, text, message, usage }) =>
    `${kind}: ${(text ?? message).slice(0, 160)}${usage ? ` [${usage.promptTokens} + ${usage.completionTokens} tokens, ${usage.source}]` : ''}`;
  let failed = 0;
  const see = async (name, asked, holds) => {
    const seen = await asked();
    const text = typeof seen === 'string' ? seen : told(seen);
    try {
      holds(seen);
      console.log(`ok: ${name}: ${text}`);
    } catch (error) {
      failed += 1;
      console.log(`FAILED: ${name}: ${text}\n  ${error.message}`);
    }
  };

  const server = await start(program, weights, '-c', '512', '--api-key', key);
  try {
    const model = modelAt(server.baseUrl, key);
    await see(
      'its list',
      async () => JSON.stringify(await listModels(server.baseUrl, key)),
      (list) => assert.equal(JSON.parse(list).kind, 'models'),
    );
    await see(
      'a wrong key',
      () => modelAt(server.baseUrl, 'sk-wrong-0123456789').complete(request('3 March 2021'), never),
      ({ kind }) => assert.equal(kind, 'unauthorized'),
    );
    await see(
      'no key',
      () => modelAt(server.baseUrl, null).complete(request('3 March 2021'), never),
      ({ kind }) => assert.equal(kind, 'unauthorized'),
    );
    await see(
      'a maker’s reply, which goes on to its limit',
      () => model.complete(request('Write a tool.', { role: 'maker', maxCompletionTokens: 100 }), never),
      ({ kind, usage }) => assert.ok((kind === 'truncated' || kind === 'reply') && usage.completionTokens > 0),
    );
    await see(
      'arguments of a schema',
      () => model.complete(request('3 March 2021', { schema: { name: 'arguments', schema } }), never),
      ({ kind, text }) => {
        assert.equal(kind, 'reply');
        const { day, month } = JSON.parse(text);
        assert.ok(Number.isInteger(day) && schema.properties.month.enum.includes(month));
      },
    );
    await see(
      'a cap that it is broken off at',
      () => model.complete(request('Write.', { maxCompletionTokens: 20, room: 60 }), never),
      ({ usage }) => assert.ok(usage.promptTokens + usage.completionTokens <= 100),
    );
    await see(
      'a context that is too small',
      () => model.complete(request('3 March 2021 '.repeat(400)), never),
      ({ kind, message }) => assert.ok(kind === 'badResponse' && /too long/.test(message)),
    );
    await see(
      'killed in the middle of a stream',
      () => {
        let characters = 0;
        return model.complete(request('Write on and on.', { maxCompletionTokens: 400 }), never, (so) => {
          if (characters === 0) server.kill();
          characters = so;
        });
      },
      ({ kind, usage }) => assert.ok(kind !== 'reply' && usage.completionTokens > 0),
    );
  } finally {
    server.kill();
  }
  return failed;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

const { path, why } = await provide();
if (path === undefined) {
  console.log(`No real server was asked: ${why} Name one with TOOLSMITH_LLAMA_SERVER.`);
  process.exit(1);
}
await mkdir('.build', { recursive: true });
const folder = await mkdtemp(join(tmpdir(), 'toolsmith-servers-'));
try {
  process.exitCode = (await look(path, folder)) === 0 ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
