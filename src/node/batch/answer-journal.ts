import type { FileHandle } from 'node:fs/promises';
import * as v from 'valibot';
import type { ReplyJournal } from '../../engine/applying/reply-journal';
import { noUsage } from '../../engine/model/cost';
import type { UseFailure } from '../../engine/using/failure';
import { readLimited } from '../store/read-limited';
import { StoreError, storeError } from '../store/store-error';
import type { Run } from './runs';

const LineSchema = v.union([
  v.object({ tool: v.string(), problem: v.string(), answer: v.string() }),
  v.object({ tool: v.string(), problem: v.string(), failure: v.object({ kind: v.string(), message: v.string() }) }),
]);

/**
 * The journal of an output, an earlier run's that was killed being a part of it. A reply that gives no answer is asked
 * for again only where the person wants it. Kept with the run, each line sealed, and gone when the output is whole.
 */
export interface AnswerJournal extends ReplyJournal {
  close(): Promise<void>;
}

/**
 * Replies that were paid for, by what they were for (a tool, or a choice of tools, in its very state) and by problem.
 */
export type PaidReplies = Map<string, Map<string, string>>;

/** The most bytes of a journal that are read. */
const longestJournal = 500_000_000;

/**
 * Opens a run's journal; what stands in it joins `answers`, which may hold those of an earlier run over the same file.
 * A line that was torn by a crash, or that this run did not write, is left out. It and all that it does throw
 * `StoreError`.
 */
export async function openAnswerJournal(
  { folder, answers: path, seals }: Pick<Run, 'folder' | 'answers' | 'seals'>,
  answers: PaidReplies = new Map(),
): Promise<AnswerJournal> {
  const read = await readLimited(path, longestJournal);
  // Not as if there were none: it would be paid for again.
  if (read.kind === 'refused' && read.reason !== 'is missing')
    throw new StoreError(
      `The answers that were paid for, ${path}: the file ${read.reason}. Move it away and try again.`,
    );
  const standing = read.kind === 'text' ? read.text : '';
  const failures = new Map<string, Map<string, UseFailure>>();
  for (const line of standing.split('\n')) {
    const parsed = v.safeParse(LineSchema, seals.open(line));
    if (!parsed.success) continue;
    const { tool, problem } = parsed.output;
    if ('answer' in parsed.output) under(answers, tool).set(problem, parsed.output.answer);
    else under(failures, tool).set(problem, parsed.output.failure);
  }
  let file: FileHandle | undefined;
  let writing: Promise<unknown> = Promise.resolve();
  /** One after another; after a torn line the first one begins anew. */
  const append = async (line: string): Promise<FileHandle> => {
    const first = file === undefined;
    file ??= await folder.openToAppend(path);
    await file.appendFile(`${first && standing !== '' && !standing.endsWith('\n') ? '\n' : ''}${line}\n`);
    return file;
  };
  let flushing: Promise<void> = Promise.resolve();
  let nextFlush: Promise<void> | undefined;
  /**
   * One for all that was appended while the one before it went on: each takes a while, and a reply must not wait in
   * memory for those before it.
   */
  const flush = (to: FileHandle): Promise<void> =>
    (nextFlush ??= flushing
      .catch(() => undefined)
      .then(() => {
        nextFlush = undefined;
        flushing = to.datasync();
        return flushing;
      }));
  return {
    replyTo: (key, problem) => {
      const said = answers.get(key)?.get(problem) ?? failures.get(key)?.get(problem);
      return said === undefined ? undefined : { said, usage: noUsage };
    },
    add: async (key, problem, { said }) => {
      if (typeof said === 'string') under(answers, key).set(problem, said);
      else under(failures, key).set(problem, said);
      const line = seals.seal({
        tool: key,
        problem,
        ...(typeof said === 'string' ? { answer: said } : { failure: said }),
      });
      const written = writing.then(() => append(line));
      writing = written.catch(() => undefined);
      try {
        await flush(await written);
      } catch (error) {
        throw storeError(path, error);
      }
    },
    close: async () => {
      await writing;
      await (nextFlush ?? flushing).catch(() => undefined);
      await file?.close();
      file = undefined;
    },
  };
}

/** What stands under a key, to be added to. */
function under<Reply>(all: Map<string, Map<string, Reply>>, key: string): Map<string, Reply> {
  const known = all.get(key) ?? new Map<string, Reply>();
  all.set(key, known);
  return known;
}
