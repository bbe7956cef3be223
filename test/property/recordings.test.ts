import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ChatModel, ChatOutcome, ChatRequest } from '../../src/engine/model/chat-model';
import { readServerError } from '../../src/node/model/server-error';
import {
  createRecordingModel,
  createReplayModel,
  readRecordings,
  recordingLine,
  type Recording,
} from '../../src/node/model/replay';

const never = new AbortController().signal;
const identity = { model: 'm', host: 'this machine', inputPrice: null, outputPrice: null };

const recordingArbitrary: fc.Arbitrary<Recording> = fc.record(
  {
    hash: fc.stringMatching(/^[0-9a-f]{64}$/),
    ordinal: fc.nat(),
    role: fc.constantFrom('maker' as const, 'user' as const),
    model: fc.string({ unit: 'binary' }),
    reply: fc.string({ unit: 'binary' }),
    usage: fc.record(
      {
        promptTokens: fc.nat(),
        completionTokens: fc.nat(),
        cachedTokens: fc.nat(),
        reasoningTokens: fc.nat(),
        source: fc.constantFrom('reported' as const, 'estimated' as const),
      },
      { noNullPrototype: true },
    ),
  },
  { noNullPrototype: true },
);

test('recordings are read as they were written', () => {
  fc.assert(
    fc.property(fc.array(recordingArbitrary), (recordings) =>
      assert.deepEqual(readRecordings(recordings.map(recordingLine).join('')), recordings),
    ),
  );
});

/** Some request, often the same as another. */
const requestArbitrary = fc.constantFrom('a', 'b').map((content): ChatRequest => ({
  role: 'user',
  purpose: 'arguments',
  messages: [{ role: 'user', content }],
  temperature: 0,
  maxCompletionTokens: 10,
}));

test('a session is replayed reply by reply, whatever failed while it was recorded', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ request: requestArbitrary, reply: fc.option(fc.string()) })),
      async (session) => {
        const recordings: Recording[] = [];
        let at = 0;
        const inner: ChatModel = {
          identity,
          complete: () => {
            const reply = session[at]?.reply ?? null;
            return Promise.resolve<ChatOutcome>(
              reply === null
                ? { kind: 'serverError', message: 'down' }
                : {
                    kind: 'reply',
                    text: reply,
                    usage: {
                      promptTokens: 1,
                      completionTokens: 1,
                      cachedTokens: 0,
                      reasoningTokens: 0,
                      source: 'reported',
                    },
                  },
            );
          },
        };
        const recording = createRecordingModel(inner, [], (one) => {
          recordings.push(one);
          return Promise.resolve();
        });
        for (const { request } of session) {
          await recording.complete(request, never);
          at += 1;
        }
        const replay = createReplayModel({ identity, recordings, howToRecord: '' });
        for (const { request, reply } of session) {
          if (reply === null) continue;
          const outcome = await replay.complete(request, never);
          assert.equal(outcome.kind === 'reply' ? outcome.text : outcome.kind, reply);
        }
      },
    ),
  );
});

test('any body at all is read as an error in one line', () => {
  const body = fc.oneof(fc.string({ unit: 'binary' }), fc.json());
  fc.assert(fc.property(body, (text) => assert.doesNotMatch(readServerError(text).message, /\n/)));
});
