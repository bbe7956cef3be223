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
  usage: v.object({ promptTokens: count, completionTokens: count, cachedTokens: count, reasoningTokens: count, source: v.picklist(['reported', 'estimated']) }),
});

/** One recorded reply. The request itself is not kept: its hash finds it again. */
export type Recording = v.InferOutput<typeof RecordingSchema>;

/**
 * What identifies a request: role, messages and schema. Not its purpose and limits, which no model sees, nor the
 * temperature, so that a recording outlives their tuning.
 */
export function requestHash(request: ChatRequest): string {
  const { role, messages, schema } = request;
  return createHash('sha256').update(JSON.stringify([role, messages.map((message) => [message.role, message.content]), schema ? [schema.name, schema.schema] : null])).digest('hex');
}

/** Reads a file of recordings, one JSON object a line. Throws with the line's number where one is none. */
export function readRecordings(text: string): readonly Recording[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === '') return [];
    try {
      return [v.parse(RecordingSchema, JSON.parse(line))];
    } catch {
      throw new Error(`The file of recorded replies is damaged at line ${index + 1}. Restore it, or record the replies again.`);
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
  const find = finder(options.recordings);
  return {
    identity: options.identity,
    complete: (request, signal) => Promise.resolve(signal.aborted ? cancelled : (find(request).found ?? missing(request, options.howToRecord))),
  };
}

/** A model that answers from recordings and asks `inner` for what is missing, handing each new reply to `record`. */
export function createRecordingModel(inner: ChatModel, recordings: readonly Recording[], record: (recording: Recording) => Promise<void>): ChatModel {
  const find = finder(recordings);
  return {
    identity: inner.identity,
    complete: async (request, signal, onProgress) => {
      const { found, hash, ordinal } = find(request);
      if (found) return found;
      const outcome = await inner.complete(request, signal, onProgress);
      if (outcome.kind === 'reply') await record({ hash, ordinal, role: request.role, model: inner.identity.model, reply: outcome.text, usage: { ...outcome.usage } });
      return outcome;
    },
  };
}

const cancelled: ChatOutcome = { kind: 'cancelled', message: 'The request was cancelled.' };

function finder(recordings: readonly Recording[]): (request: ChatRequest) => { readonly found: ChatOutcome | undefined; readonly hash: string; readonly ordinal: number } {
  const byKey = new Map(recordings.map((recording) => [`${recording.hash} ${recording.ordinal}`, recording]));
  const asked = new Map<string, number>();
  return (request) => {
    const hash = requestHash(request);
    const ordinal = asked.get(hash) ?? 0;
    asked.set(hash, ordinal + 1);
    const recording = byKey.get(`${hash} ${ordinal}`);
    return { found: recording ? { kind: 'reply', text: recording.reply, usage: recording.usage } : undefined, hash, ordinal };
  };
}

function missing(request: ChatRequest, howToRecord: string): ChatOutcome {
  return { kind: 'notRecorded', message: `There is no recorded reply for this request (${request.role}, ${request.purpose}, ${requestHash(request).slice(0, 12)}). Recorded replies answer only the requests they were recorded for; record it with: ${howToRecord}` };
}
