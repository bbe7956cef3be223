import { readdir } from 'node:fs/promises';
import * as v from 'valibot';
import { leftKinds } from '../../engine/problem/account';
import { readLimited } from '../store/read-limited';
import type { Run } from './runs';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** Rows of a kind, and the lines of the first ones. */
const named = v.optional(v.object({ rows: count, first: v.pipe(v.array(count), v.readonly()) }), {
  rows: 0,
  first: [],
});

/**
 * The format of checkpoints as they are written. Those of formats 1 and 2 lay beside the output, without a seal; those of
 * format 3 do not say which rows were left, and those of format 4 not which lines hold none.
 */
export const checkpointFormat = 5;

/** The most bytes of a checkpoint that are read: some for each tool. */
const longestCheckpoint = 64_000_000;

const CheckpointSchema = v.object({
  format: v.literal(checkpointFormat),
  /** What is being done: the input as it stood, the tool's fingerprint, the notation. Another one starts anew. */
  task: v.string(),
  /** Where the next record begins in the input. */
  place: v.object({ bytes: count, line: v.pipe(count, v.minValue(1)) }),
  /** How much of the two files beside it stands: what is behind that is of a chunk that was not finished. */
  outputBytes: count,
  failureBytes: count,
  counts: v.object({
    rows: count,
    answered: count,
    byModel: count,
    failed: count,
    unread: count,
    guarded: count,
    /** Rows that have an answer already. */
    already: named,
    /** Rows with something in the answer's place of which nothing tells whether it is one. */
    unclear: named,
    /** Lines that hold no record, by kind. */
    left: v.object(v.entriesFromList(leftKinds, count)),
    problemTokens: count,
  }),
  /** What each tool has done, by its fingerprint. */
  tools: v.record(v.string(), v.object({ answered: count, byModel: count, failed: count, problemTokens: count })),
  /** All is answered, and the output is being written under a name with this token; `null` before. */
  token: v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{8}$/))),
});

/** How far a run has come: everything before it was written exactly once. */
export type Checkpoint = v.InferOutput<typeof CheckpointSchema>;

/**
 * Rows of a run so far: those with an answer (of which a model read some), those that failed, lines that are no rows,
 * answers with an apostrophe in front; and the estimated tokens of the answered problems, for the ledger.
 */
export type BatchCounts = Checkpoint['counts'];

/** What each tool has done of it, by its fingerprint. */
export type ToolCounts = Checkpoint['tools'];

/** A run's checkpoint; `undefined` where there is none, or what lies there is damaged or not of this run's making. */
export async function readCheckpoint(run: Pick<Run, 'checkpoint' | 'seals'>): Promise<Checkpoint | undefined> {
  const read = await readLimited(run.checkpoint, longestCheckpoint);
  const parsed = v.safeParse(CheckpointSchema, read.kind === 'text' ? run.seals.open(read.text) : undefined);
  return parsed.success ? parsed.output : undefined;
}

/** Writes it whole or not at all; what it counts must be on the disk before. */
export function writeCheckpoint({ folder, checkpoint: path, seals }: Run, checkpoint: Checkpoint): Promise<void> {
  return folder.replace(path, seals.seal(checkpoint));
}

/** Removes what a run left, but for answers that were paid for. */
export async function removeRun({ folder, path, part, failures, checkpoint }: Run): Promise<void> {
  for (const file of [part, failures, checkpoint]) await folder.remove(file);
  if ((await readdir(path).catch((): string[] => ['unknown'])).length === 0) await folder.remove(path);
}
