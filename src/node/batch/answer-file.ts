import { open } from 'node:fs/promises';
import * as v from 'valibot';
import { parseJson } from '../../engine/json';
import { journalOf, openAnswerJournal, type PaidReplies } from './answer-journal';
import type { BatchPlan } from './plan-batch';
import type { LeftProblem, RowAnswerer } from './row-answerer';
import { runBatch, type BatchOutcome, type BatchProgress, type NextStep } from './run-batch';

/** Where a file stands: rows going through parsers, or problems through the light model. */
export type FileProgress = ({ readonly stage: 'rows' } & BatchProgress) | { readonly stage: 'model'; readonly done: number; readonly total: number };

/**
 * Answers a file: every row without a model, then what that left is put to the person and with consent to the light
 * model, then the file again, now with that. Parsers are free and models are not: so further passes repeat what is
 * free, and what was paid for is kept as it comes. Started again after a crash it goes on. `paid` holds what was paid
 * for in earlier runs over the same file, and gains what this one pays for: where they are tried again, only those are
 * asked about that still have no answer. Throws `StoreError`.
 */
export async function answerFile(plan: BatchPlan, answerer: RowAnswerer, signal: AbortSignal, onProgress: (progress: FileProgress) => void, paid: PaidReplies = new Map()): Promise<BatchOutcome> {
  const journal = await openAnswerJournal(journalOf(plan.output), paid);
  try {
    for (;;) {
      const seen: { next: NextStep } = { next: 'conclude' };
      const outcome = await runBatch(
        plan,
        (problems, stop) => answerer.answer(problems, journal, stop),
        signal,
        (progress) => onProgress({ stage: 'rows', ...progress }),
        async (counts, failures) => {
          const left = failures === null ? [] : await problemsLeft(failures, answerer.settles);
          const again = left.length > 0 && (await answerer.settle(left, counts.rows, journal, signal, (done, total) => onProgress({ stage: 'model', done, total })));
          seen.next = !again ? 'conclude' : signal.aborted ? 'stop' : 'again';
          return seen.next;
        },
      );
      if (seen.next === 'again') continue;
      if (outcome.kind === 'done') await journal.remove();
      return outcome;
    }
  } finally {
    await journal.close();
  }
}

const FailureSchema = v.object({ input: v.string(), error: v.object({ kind: v.string() }) });

/** The distinct problems of a file of failures, of these kinds; `most` of them at most. */
export async function problemsLeft(failures: string, kinds: ReadonlySet<string>, most = Infinity): Promise<readonly LeftProblem[]> {
  const problems = new Map<string, LeftProblem>();
  const file = await open(failures, 'r');
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
