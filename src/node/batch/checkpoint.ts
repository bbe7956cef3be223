import { readFile, rm } from 'node:fs/promises';
import * as v from 'valibot';
import { writeFileAtomically } from '../store/atomic-file';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** The format of checkpoints as they are written. */
export const checkpointFormat = 2;

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
    already: v.optional(count, 0),
    problemTokens: count,
  }),
  /** What each tool has done, by its fingerprint. */
  tools: v.record(v.string(), v.object({ answered: count, byModel: count, failed: count, problemTokens: count })),
});

/** As the first format had it, at first without a count of tokens. */
const FirstSchema = v.object({
  ...v.omit(CheckpointSchema, ['tools']).entries,
  format: v.literal(1),
  counts: v.object({ ...CheckpointSchema.entries.counts.entries, problemTokens: v.optional(count, 0) }),
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

/** The files of a run beside its output, which are gone when it has ended. */
export interface RunFiles {
  readonly part: string;
  readonly failures: string;
  readonly checkpoint: string;
}

/** Where a run keeps what it has. */
export function runFiles(output: string): RunFiles {
  return { part: `${output}.part`, failures: `${output}.part.failed`, checkpoint: `${output}.part.json` };
}

/**
 * The checkpoint of this very task by that answerer; `undefined` where there is none, or what lies there is another's
 * or damaged.
 */
export async function readCheckpoint(path: string, task: string, answerer: string): Promise<Checkpoint | undefined> {
  try {
    const parsed = v.safeParse(v.union([CheckpointSchema, FirstSchema]), JSON.parse(await readFile(path, 'utf8')));
    return parsed.success && parsed.output.task === task ? asWrittenNow(parsed.output, answerer) : undefined;
  } catch {
    return undefined;
  }
}

/** The first format knew runs by one tool alone, which its fingerprint names: all that was done is that tool's. */
function asWrittenNow(read: Checkpoint | v.InferOutput<typeof FirstSchema>, answerer: string): Checkpoint {
  if (read.format === checkpointFormat) return read;
  const { answered, byModel, failed, problemTokens } = read.counts;
  return { ...read, format: checkpointFormat, tools: { [answerer]: { answered, byModel, failed, problemTokens } } };
}

/** Writes it whole or not at all; what it counts must be on the disk before. */
export function writeCheckpoint(path: string, checkpoint: Checkpoint): Promise<void> {
  return writeFileAtomically(path, JSON.stringify(checkpoint));
}

/** Removes what a run left. */
export async function removeRun(files: RunFiles): Promise<void> {
  // The checkpoint last: without it the others are not known to be a run's.
  for (const path of [files.part, files.failures, files.checkpoint]) await rm(path, { force: true });
}
