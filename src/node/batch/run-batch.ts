import { stat, type FileHandle } from 'node:fs/promises';
import { nothing, nothingLeft } from '../../engine/problem/account';
import { openToRead, randomToken } from '../store/plain-folder';
import { storeError, systemCode } from '../store/store-error';
import { answerChunk, writtenChunk, type AnswerRows } from './answered-chunk';
import { answersAhead } from './answers-ahead';
import { chunksOf, UnreadableRows } from './chunks';
import {
  checkpointFormat,
  readCheckpoint,
  removeRun,
  writeCheckpoint,
  type BatchCounts,
  type Checkpoint,
  type ToolCounts,
} from './checkpoint';
import { checkPlace, failuresOf, removeUnnamed, writeOutput } from './output-place';
import { inputState, type BatchPlan } from './plan-batch';
import type { Run } from './runs';

/** How a run ended. */
export type BatchOutcome =
  /**
   * The output stands. `failures`: the file that lists the rows without an answer, with their reasons; `null` where
   * there are none.
   */
  | {
      readonly kind: 'done';
      readonly counts: BatchCounts;
      readonly tools: ToolCounts;
      readonly failures: string | null;
    }
  /** Stopped by its signal; the same run started again goes on from here. */
  | { readonly kind: 'stopped'; readonly counts: BatchCounts }
  /** The input changed while it was read, or is gone: what stood at the output stands there. */
  | { readonly kind: 'inputChanged' }
  /** It is not all rows of text: what stood at the output stands there. `message` says where, and what to do. */
  | { readonly kind: 'unreadable'; readonly message: string };

/** How far a run is. */
export interface BatchProgress {
  readonly counts: BatchCounts;
  /** Of the input, from 0 to 1. */
  readonly share: number;
  /** Rows done by an earlier run that this one goes on from. */
  readonly resumedRows: number;
}

/**
 * What is done when all rows have been seen: the output gets its name, or all are to be seen once more, or the person
 * has stopped.
 */
export type NextStep = 'conclude' | 'again' | 'stop';

/**
 * About so often it is written down how far a run is, in milliseconds: what a kill can cost, and how often the disk is
 * asked to flush.
 */
const savedEvery = 500;

/**
 * Records that are answered at once: no more than take that time, and few in any case. What is held for them is gone
 * before V8 takes it for something that lasts, and puts it where it is collected seldom.
 */
const chunkRecords: { readonly first: number; readonly most: number } = { first: 16, most: 256 };

const none: BatchCounts = {
  rows: 0,
  answered: 0,
  byModel: 0,
  failed: 0,
  unread: 0,
  guarded: 0,
  already: nothing,
  unclear: nothing,
  left: nothingLeft,
  problemTokens: 0,
};

/**
 * Answers a file's problems into another file, in pieces, so that neither its length nor a crash matters: every so
 * often it is written down how far input and output go, and a run that was killed goes on from there, whatever was
 * written behind that cut off. All of that is kept with the run; beside the input nothing is written before the output
 * is whole. `whenSeen` is asked before, with the file of the failures; `again` stops as well, and leaves nothing of the
 * run, to have it begun anew. `records`: how many are answered at once. Throws `StoreError`.
 */
export async function runBatch(
  plan: BatchPlan,
  run: Run,
  answer: AnswerRows,
  signal: AbortSignal,
  onProgress: (progress: BatchProgress) => void,
  whenSeen: (counts: BatchCounts, failures: string | null) => Promise<NextStep> = () => Promise.resolve('conclude'),
  records: typeof chunkRecords = chunkRecords,
): Promise<BatchOutcome> {
  await checkPlace(plan.output);
  const input = await openToRead(plan.input).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (!input) return { kind: 'inputChanged' };
  try {
    const { now, atEnd } = await answerRest(plan, run, input, answer, signal, onProgress, records);
    if (!atEnd || signal.aborted) return { kind: 'stopped', counts: now.counts };
    if ((await inputState(plan.input)) !== plan.inputState) {
      await removeRun(run);
      return { kind: 'inputChanged' };
    }
    const next = await whenSeen(now.counts, now.failureBytes > 0 ? run.failures : null);
    if (next !== 'conclude') {
      if (next === 'again') await removeRun(run);
      return { kind: 'stopped', counts: now.counts };
    }
    return { kind: 'done', counts: now.counts, tools: now.tools, failures: await conclude(plan, run, now) };
  } catch (error) {
    if (error instanceof UnreadableRows) {
      await removeRun(run);
      return { kind: 'unreadable', message: `${plan.input}: ${error.message}` };
    }
    throw isSystemError(error) ? storeError(run.part, error) : error;
  } finally {
    await input.close();
  }
}

/** Answers what no run before has, until the end or until it is stopped; how far it came is then on the disk. */
async function answerRest(
  plan: BatchPlan,
  run: Run,
  input: FileHandle,
  answer: AnswerRows,
  signal: AbortSignal,
  onProgress: (progress: BatchProgress) => void,
  { first, most }: typeof chunkRecords,
): Promise<{ readonly now: Checkpoint; readonly atEnd: boolean }> {
  const { checkpoint, part, failures } = await begin(plan, run);
  let now = checkpoint;
  let saved = checkpoint;
  const save = async (): Promise<void> => {
    if (saved === now) return;
    await part.datasync();
    await failures.datasync();
    await writeCheckpoint(run, now);
    saved = now;
  };
  const report = (): void =>
    onProgress({ counts: now.counts, share: now.place.bytes / plan.inputBytes, resumedRows: checkpoint.counts.rows });
  try {
    report();
    let atEnd = true;
    let records = first;
    // The first ones at once: a disk that is full is to show at the beginning.
    let savedAt = -Infinity;
    const chunks = chunksOf(input, plan.notation, now.place, () => records);
    for await (const answered of answersAhead(chunks, (chunk) => answerChunk(plan, chunk, answer, signal))) {
      atEnd = answered !== undefined;
      if (!answered) break;
      const next = writtenChunk(plan, now, answered);
      await append(part, next.output, now.outputBytes);
      await append(failures, next.failures, now.failureBytes);
      now = next.checkpoint;
      const end = performance.now();
      const taken = Math.max(1, end - answered.began);
      records = Math.max(1, Math.min(most, Math.ceil(records * Math.min(4, savedEvery / taken))));
      if (end - savedAt < savedEvery) continue;
      await save();
      savedAt = performance.now();
      report();
    }
    await save();
    report();
    return { now, atEnd };
  } finally {
    await part.close();
    await failures.close();
  }
}

/** Opens the run's files at the last checkpoint; anew where there is none, or where they hold less than it says. */
async function begin(
  plan: BatchPlan,
  run: Run,
): Promise<{ readonly checkpoint: Checkpoint; readonly part: FileHandle; readonly failures: FileHandle }> {
  const known = await readCheckpoint(run);
  const sizes = await Promise.all(
    [run.part, run.failures].map((path) =>
      stat(path).then(
        ({ size }) => size,
        () => -1,
      ),
    ),
  );
  // One that has seen all rows is begun anew, unless all was said of them: a model may have been asked since, and its
  // replies are not in it.
  const holds =
    known?.task === plan.task &&
    (known.place.bytes < plan.inputBytes || known.token !== null) &&
    (sizes[0] ?? -1) >= known.outputBytes &&
    (sizes[1] ?? -1) >= known.failureBytes;
  const heading = Buffer.from(plan.outputHeader);
  const anew: Checkpoint = {
    format: checkpointFormat,
    task: plan.task,
    place: plan.start,
    outputBytes: heading.length,
    failureBytes: 0,
    counts: none,
    tools: {},
    token: null,
  };
  if (known?.token) await removeUnnamed(plan.output, known.token);
  if (!holds) {
    await removeRun(run);
    await writeCheckpoint(run, anew);
  }
  const [part, failures] = [
    await (holds ? run.folder.openToUpdate(run.part) : run.folder.create(run.part)),
    await (holds ? run.folder.openToUpdate(run.failures) : run.folder.create(run.failures)),
  ];
  if (holds) {
    await part.truncate(known.outputBytes);
    await failures.truncate(known.failureBytes);
    return { checkpoint: known, part, failures };
  }
  await append(part, heading, 0);
  await part.datasync();
  return { checkpoint: anew, part, failures };
}

/** Writes the output. Where that fails or is killed, the same run goes on from here. */
async function conclude(plan: BatchPlan, run: Run, now: Checkpoint): Promise<string | null> {
  const token = now.token ?? randomToken();
  await writeCheckpoint(run, { ...now, token });
  // Without an answer nothing of the text is changed: a new column would have nothing in it.
  const isAsBefore = now.counts.answered === 0;
  await writeOutput(
    plan.output,
    run,
    now,
    token,
    isAsBefore ? { path: plan.input, bytes: plan.inputBytes } : { path: run.part, bytes: now.outputBytes },
  );
  await removeRun(run);
  return now.failureBytes > 0 ? failuresOf(plan.output) : null;
}

async function append(file: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  for (let written = 0; written < bytes.length;)
    written += (await file.write(bytes, written, bytes.length - written, at + written)).bytesWritten;
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
