import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChatModel, ChatOutcome, ChatRequest, Usage } from '../../../src/engine/model/chat-model';
import {
  createRecordingModel,
  createReplayModel,
  readRecordings,
  recordingLine,
  requestHash,
  type Recording,
} from '../../../src/node/model/replay';

const identity = { model: 'recorded', host: 'this machine', inputPrice: null, outputPrice: null };
const usage: Usage = { promptTokens: 1, completionTokens: 2, cachedTokens: 0, reasoningTokens: 0, source: 'reported' };
const never = new AbortController().signal;
const request: ChatRequest = {
  role: 'maker',
  purpose: 'propose',
  messages: [{ role: 'user', content: 'text' }],
  temperature: 0.7,
  maxCompletionTokens: 100,
};

/** A model that plays these replies (`fails` is a failure) and counts its requests. */
function scripted(...outcomes: readonly string[]): ChatModel & { requests: number } {
  const model = {
    identity: { ...identity, model: 'real' },
    requests: 0,
    complete: (): Promise<ChatOutcome> => {
      const next = outcomes[model.requests] ?? 'fails';
      model.requests += 1;
      return Promise.resolve(
        next === 'fails' ? { kind: 'serverError', message: 'down' } : { kind: 'reply', text: next, usage },
      );
    },
  };
  return model;
}

async function texts(model: ChatModel, requests: readonly ChatRequest[]): Promise<string[]> {
  const outcomes: string[] = [];
  for (const one of requests) {
    const outcome = await model.complete(one, never);
    outcomes.push(outcome.kind === 'reply' ? outcome.text : outcome.kind);
  }
  return outcomes;
}

async function record(
  inner: ChatModel,
  requests: readonly ChatRequest[],
  before: readonly Recording[] = [],
): Promise<{ recordings: readonly Recording[]; texts: string[] }> {
  let file = before.map(recordingLine).join('');
  const model = createRecordingModel(inner, before, (recording) => {
    file += recordingLine(recording);
    return Promise.resolve();
  });
  const replies = await texts(model, requests);
  return { recordings: readRecordings(file), texts: replies };
}

const replay = (recordings: readonly Recording[]): ChatModel =>
  createReplayModel({ identity, recordings, howToRecord: 'npm run demo -- --record' });

test('what was recorded is replayed, repeated requests in their order, and then no more', async () => {
  const requests = [request, request, { ...request, role: 'user' as const }, request];
  const { recordings, texts: first } = await record(scripted('a', 'b', 'c', 'd'), requests);
  assert.deepEqual(first, ['a', 'b', 'c', 'd']);
  assert.deepEqual(
    recordings.map(({ ordinal, role, model }) => [ordinal, role, model]),
    [
      [0, 'maker', 'real'],
      [1, 'maker', 'real'],
      [0, 'user', 'real'],
      [2, 'maker', 'real'],
    ],
  );
  assert.deepEqual(await texts(replay(recordings), [...requests, request]), ['a', 'b', 'c', 'd', 'notRecorded']);
});

test('a request is known by role, messages and schema, and by nothing else', () => {
  const hash = requestHash(request);
  for (const same of [
    { ...request, purpose: 'repair' },
    { ...request, temperature: 0 },
    { ...request, maxCompletionTokens: 5 },
  ])
    assert.equal(requestHash(same), hash);
  const others: readonly ChatRequest[] = [
    { ...request, role: 'user' },
    { ...request, messages: [{ role: 'system', content: 'text' }] },
    {
      ...request,
      messages: [
        { role: 'user', content: 'te' },
        { role: 'user', content: 'xt' },
      ],
    },
    { ...request, schema: { name: 'a', schema: {} } },
    { ...request, schema: { name: 'b', schema: {} } },
    { ...request, schema: { name: 'a', schema: { type: 'object' } } },
  ];
  assert.equal(new Set([hash, ...others.map(requestHash)]).size, others.length + 1);
});

test('what is missing is asked for, what is there is not', async () => {
  const { recordings } = await record(scripted('a'), [request]);
  const inner = scripted('b');
  const { recordings: more, texts: replies } = await record(inner, [request, request], recordings);
  assert.deepEqual([replies, inner.requests], [['a', 'b'], 1]);
  assert.deepEqual(await texts(replay(more), [request, request]), ['a', 'b']);
});

test('a request that failed leaves no gap at which a replay would stop', async () => {
  const { recordings, texts: replies } = await record(scripted('fails', 'a', 'fails', 'b'), [
    request,
    request,
    request,
    request,
  ]);
  assert.deepEqual(replies, ['serverError', 'a', 'serverError', 'b']);
  assert.deepEqual(await texts(replay(recordings), [request, request]), ['a', 'b']);
});

test('identical requests that run at the same time get ordinals of their own', async () => {
  const lines: string[] = [];
  const model = createRecordingModel(scripted('a', 'b', 'c'), [], (recording) => {
    lines.push(recordingLine(recording));
    return Promise.resolve();
  });
  await Promise.all([request, request, request].map((one) => model.complete(one, never)));
  assert.deepEqual(await texts(replay(readRecordings(lines.join(''))), [request, request, request]), ['a', 'b', 'c']);
});

test('a miss says which request it was and how to record it', async () => {
  const outcome = await replay([]).complete(request, never);
  assert.match(
    outcome.kind === 'notRecorded' ? outcome.message : outcome.kind,
    new RegExp(`maker, propose, ${requestHash(request).slice(0, 12)}.*npm run demo -- --record`),
  );
});

test('cancelled before it begins: neither replayed nor asked', async () => {
  const inner = scripted('a');
  assert.equal((await replay([]).complete(request, AbortSignal.abort())).kind, 'cancelled');
  assert.equal(
    (await createRecordingModel(inner, [], () => Promise.resolve()).complete(request, AbortSignal.abort())).kind,
    'cancelled',
  );
  assert.equal(inner.requests, 0);
});

test('a reply that could not be kept does not pass for a recorded one', async () => {
  const model = createRecordingModel(scripted('a'), [], () => Promise.reject(new Error('disk full')));
  await assert.rejects(model.complete(request, never), /disk full/);
});

test('a file holds hashes, replies and counts, and no request', async () => {
  const { recordings } = await record(scripted('a'), [request]);
  assert.deepEqual(recordings, [
    { hash: requestHash(request), ordinal: 0, role: 'maker', model: 'real', reply: 'a', usage },
  ]);
});

test('a damaged file is refused with the number of its line', async () => {
  const { recordings } = await record(scripted('a'), [request]);
  const [good] = recordings.map(recordingLine);
  assert.equal(readRecordings(`\r\n${good ?? ''}\r\n\n`).length, 1);
  for (const bad of [
    '{',
    '17',
    '{}',
    good?.slice(0, -10) ?? '',
    good?.replace('"ordinal":0', '"ordinal":-1') ?? '',
    good?.replace('"maker"', '"judge"') ?? '',
    good?.replace(/[0-9a-f]{64}/, 'abc') ?? '',
  ]) {
    assert.throws(() => readRecordings(`${good ?? ''}${bad}`), /damaged at line 2.*record the replies again/, bad);
  }
});
