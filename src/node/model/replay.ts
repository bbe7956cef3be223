import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { ChatModel, ChatOutcome, ChatRequest, ModelIdentity } from '../../engine/model/chat-model';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const RecordingSchema = v.object({
  /** SHA-256 of role, messages and schema. */
  hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  /** From 0, among identical requests. */
  ordinal: count,
  role: v.picklist(['maker', 'user']),
  model: v.string(),
  reply: v.string(),
  usage: v.object({
    promptTokens: count,
    completionTokens: count,
    cachedTokens: count,
    reasoningTokens: count,
    source: v.picklist(['reported', 'estimated']),
    unreported: v.exactOptional(v.pipe(v.array(v.picklist(['cachedTokens', 'reasoningTokens'])), v.readonly())),
  }),
});

/** One recorded reply. The request itself is not kept: its hash finds it again. */
export type Recording = v.InferOutput<typeof RecordingSchema>;

/**
 * What identifies a request: role, messages and schema. Not its purpose and limits, which no model sees, nor the
 * temperature, so that a recording outlives their tuning.
 */
export function requestHash(request: ChatRequest): string {
  const { role, messages, schema } = request;
  return createHash('sha256')
    .update(
      JSON.stringify([
        role,
        messages.map((message) => [message.role, message.content]),
        schema ? [schema.name, schema.schema] : null,
      ]),
    )
    .digest('hex');
}

/** Reads a file of recordings, one JSON object a line. Throws with the line's number where one is none. */
export function readRecordings(text: string): readonly Recording[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === '') return [];
    try {
      return [v.parse(RecordingSchema, JSON.parse(line))];
    } catch {
      throw new Error(
        `The file of recorded replies is damaged at line ${index + 1}. Restore it, or record the replies again.`,
      );
    }
  });
}

/** One recording as a line of such a file. */
export function recordingLine(recording: Recording): string {
  return `${JSON.stringify(recording)}\n`;
}

/** How a replaying model is made. */
export interface ReplayOptions {
  readonly identity: ModelIdentity;
  readonly recordings: readonly Recording[];
  /** The command that records what is missing, for the message. */
  readonly howToRecord: string;
}

/** A model that answers from recordings, in their order among identical requests. A miss is an error that says so. */
export function createReplayModel(options: ReplayOptions): ChatModel {
  const replies = repliesOf(options.recordings);
  return {
    identity: options.identity,
    complete: (request, signal) =>
      Promise.resolve(
        signal.aborted ? cancelled : (replies.next(requestHash(request)) ?? missing(request, options.howToRecord)),
      ),
  };
}

/**
 * A model that answers from recordings and asks `inner` for what is missing, handing each new reply to `record`.
 * Rejects where `record` does: a recording that was not kept must not pass for one.
 */
export function createRecordingModel(
  inner: ChatModel,
  recordings: readonly Recording[],
  record: (recording: Recording) => Promise<void>,
): ChatModel {
  const replies = repliesOf(recordings);
  return {
    identity: inner.identity,
    complete: async (request, signal, onProgress) => {
      if (signal.aborted) return cancelled;
      const hash = requestHash(request);
      const found = replies.next(hash);
      if (found) return found;
      const outcome = await inner.complete(request, signal, onProgress);
      if (outcome.kind === 'reply')
        await record({
          hash,
          ordinal: replies.freeOrdinal(hash),
          role: request.role,
          model: inner.identity.model,
          reply: outcome.text,
          usage: { ...outcome.usage },
        });
      return outcome;
    },
  };
}

const cancelled: ChatOutcome = { kind: 'cancelled', message: 'The request was cancelled.' };

/** The recorded replies to each request, handed out one after another. */
interface Replies {
  /** The next reply to this request; `undefined` where all were handed out. */
  next(hash: string): ChatOutcome | undefined;
  /**
   * The ordinal for a new reply. Given out when the reply is there, not when it is asked for: a request that failed
   * would leave a gap, at which a replay would later stop.
   */
  freeOrdinal(hash: string): number;
}

function repliesOf(recordings: readonly Recording[]): Replies {
  const byHash = new Map<string, Map<number, Recording>>();
  const free = new Map<string, number>();
  for (const recording of recordings) {
    const same = byHash.get(recording.hash) ?? new Map<number, Recording>();
    byHash.set(recording.hash, same.set(recording.ordinal, recording));
    free.set(recording.hash, Math.max(free.get(recording.hash) ?? 0, recording.ordinal + 1));
  }
  const handedOut = new Map<string, number>();
  return {
    next: (hash) => {
      const ordinal = handedOut.get(hash) ?? 0;
      const recording = byHash.get(hash)?.get(ordinal);
      if (!recording) return undefined;
      handedOut.set(hash, ordinal + 1);
      return { kind: 'reply', text: recording.reply, usage: recording.usage };
    },
    freeOrdinal: (hash) => {
      const ordinal = free.get(hash) ?? 0;
      free.set(hash, ordinal + 1);
      return ordinal;
    },
  };
}

function missing(request: ChatRequest, howToRecord: string): ChatOutcome {
  return {
    kind: 'notRecorded',
    message: `There is no recorded reply for this request (${request.role}, ${request.purpose}, ${requestHash(request).slice(0, 12)}). Recorded replies answer only the requests they were recorded for; record it with: ${howToRecord}`,
  };
}
