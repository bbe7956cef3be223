import * as v from 'valibot';
import type { Answerer, LeftProblem, Pass } from '../../engine/applying/answerer';
import type { Progress } from '../../engine/applying/questions';
import { parseJson } from '../../engine/json';
import { openToRead } from '../store/plain-folder';
import { isSameFile } from '../store/same-file';
import { StoreError } from '../store/store-error';
import { openAnswerJournal, type AnswerJournal, type PaidReplies } from './answer-journal';
import { failuresOf } from './output-place';
import type { BatchPlan } from './plan-batch';
import { runBatch, type BatchOutcome, type BatchProgress, type NextStep } from './run-batch';
import { withRun, type Run, type Runs } from './runs';

/** Where a file stands: rows going through parsers, or problems through the light model. */
export type FileProgress =
  | ({ readonly stage: 'rows' } & BatchProgress)
  | { readonly stage: 'model'; readonly done: number; readonly total: number };

/**
 * Answers a file: every row without a model, then what that left is put to the person and with consent to the light
 * model, then the file again, now with that. Parsers are free and models are not: so further passes repeat what is
 * free, and what was paid for is kept as it comes. Started again after a crash it goes on. `paid` holds what was paid
 * for in earlier runs over the same file, and gains what this one pays for: where they are tried again, only those are
 * asked about that still have no answer. Throws `StoreError`, also where another run is writing the same output, or
 * what a run writes is the input itself.
 */
export async function answerFile(
  plan: BatchPlan,
  answerer: Answerer,
  runs: Runs,
  signal: AbortSignal,
  onProgress: (progress: FileProgress) => void,
  paid: PaidReplies = new Map(),
): Promise<BatchOutcome> {
  await refuseInput(plan);
  const run = await runs.of(plan.output);
  const work = async (): Promise<BatchOutcome> => {
    const journal = await openAnswerJournal(run, paid);
    const outcome = await passes(plan, run, answerer, journal, signal, onProgress).finally(() => journal.close());
    if (outcome.kind === 'done') await run.folder.remove(run.path);
    return outcome;
  };
  return withRun(run, plan.output, work);
}

/** Rows are counted as they are written, not as they are answered. */
const untold: Progress = { onStart: () => undefined, onDone: () => undefined };

/** The file once more, as long as what came of the one before gives more. */
async function passes(
  plan: BatchPlan,
  run: Run,
  answerer: Answerer,
  journal: AnswerJournal,
  signal: AbortSignal,
  onProgress: (progress: FileProgress) => void,
): Promise<BatchOutcome> {
  const pass: Pass = {
    journal,
    during: ({ kind, problems: { length: total } }, work) => {
      if (kind === 'dispatch' || kind === 'parse') return work(signal, untold);
      let done = 0;
      onProgress({ stage: 'model', done, total });
      return work(signal, { ...untold, onDone: () => onProgress({ stage: 'model', done: (done += 1), total }) });
    },
    signal,
  };
  for (;;) {
    const seen: { next: NextStep } = { next: 'conclude' };
    const outcome = await runBatch(
      plan,
      run,
      (problems, stop) => answerer.answer(problems, { ...pass, signal: stop }),
      signal,
      (progress) => onProgress({ stage: 'rows', ...progress }),
      async (counts, failures) => {
        const left = failures === null ? [] : await problemsLeft(failures, answerer.settles);
        const again = left.length > 0 && (await answerer.settle(left, counts.rows, pass)) === 'again';
        seen.next = !again ? 'conclude' : signal.aborted ? 'stop' : 'again';
        return seen.next;
      },
    );
    if (seen.next !== 'again') return outcome;
  }
}

/** Throws `StoreError` where the input is a file that a run writes, as the list of an earlier run's failures is. */
async function refuseInput({ input, output }: BatchPlan): Promise<void> {
  const written = await Promise.all([output, failuresOf(output)].map((path) => isSameFile(input, path)));
  if (written.includes(true))
    throw new StoreError(
      `Nothing was written: ${input} would be written over by the answers, or by the list of what has none. Choose another output.`,
    );
}

const FailureSchema = v.object({ input: v.string(), error: v.object({ kind: v.string() }) });

/** The distinct problems of a file of failures, of these kinds; `most` of them at most. */
export async function problemsLeft(
  failures: string,
  kinds: ReadonlySet<string>,
  most = Infinity,
): Promise<readonly LeftProblem[]> {
  const problems = new Map<string, LeftProblem>();
  const file = await openToRead(failures);
  try {
    for await (const line of file.readLines()) {
      const parsed = v.safeParse(FailureSchema, parseJson(line));
      if (!parsed.success || !kinds.has(parsed.output.error.kind)) continue;
      problems.set(parsed.output.input, { problem: parsed.output.input, kind: parsed.output.error.kind });
      if (problems.size >= most) break;
    }
    return [...problems.values()];
  } finally {
    // Where not all lines are wanted, nobody else closes it.
    await file.close();
  }
}
