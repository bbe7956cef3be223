import { open } from 'node:fs/promises';
import * as v from 'valibot';
import { parseJson } from '../../engine/json';
import type { ChatModel } from '../../engine/model/chat-model';
import { noUsage } from '../../engine/model/cost';
import type { Tool } from '../../engine/tool/tool';
import type { Workshop } from '../../engine/using/run-tool';
import { useModelOnAll, type ModelUse } from '../../engine/using/use-model';
import { useParserOnAll, type UseOutcome } from '../../engine/using/use-tool';
import { journalOf, openAnswerJournal } from './answer-journal';
import type { BatchPlan } from './plan-batch';
import { runBatch, type BatchOutcome, type BatchProgress } from './run-batch';

/** Who takes part when a file is answered. */
export interface FileParts {
  readonly tool: Tool;
  /** The tool in this very state: answers of another one are not taken over from a killed run. */
  readonly identity: string;
  readonly workshop: Workshop;
  readonly modelUse: ModelUse;
  /** Puts the distinct problems that the parser did not read to the person, of how many rows in all; `null`: leave them. Nothing is sent before. */
  readonly consent: (problems: readonly string[], rows: number) => Promise<ChatModel | null>;
}

/** Where a file stands: rows going through the parser, or problems through the light model. */
export type FileProgress = ({ readonly stage: 'rows' } & BatchProgress) | { readonly stage: 'model'; readonly done: number; readonly total: number };

/**
 * Answers a file with a tool: every row through the parser, then with consent what that left through the light model,
 * then the file again, now with those answers. Parsers are free and models are not: so the second pass repeats what
 * is free, and answers that were paid for are kept as they come. Started again after a crash it goes on.
 */
export async function answerFile(plan: BatchPlan, parts: FileParts, signal: AbortSignal, onProgress: (progress: FileProgress) => void): Promise<BatchOutcome> {
  const { tool, workshop } = parts;
  const journal = await openAnswerJournal(journalOf(plan.output), parts.identity);
  const failed = new Map<string, UseOutcome>();
  const pass = (): Promise<BatchOutcome> =>
    runBatch(
      plan,
      async (problems, stop) => {
        const outcomes = await useParserOnAll(tool, problems, workshop, stop);
        return outcomes.map((outcome, index) => (outcome.kind === 'notRead' ? byModel(problems[index] ?? '') ?? outcome : outcome));
      },
      signal,
      (progress) => onProgress({ stage: 'rows', ...progress }),
    );
  const byModel = (problem: string): UseOutcome | undefined => {
    const answer = journal.answers.get(problem);
    return answer === undefined ? failed.get(problem) : { kind: 'answer', answer, path: 'model', arguments: {}, usage: noUsage };
  };
  try {
    const first = await pass();
    if (first.kind !== 'done') return first;
    const left = first.failures === null ? [] : await unreadProblems(first.failures);
    const model = left.length > 0 ? await parts.consent(left, first.counts.rows) : null;
    if (!model) {
      await journal.remove();
      return first;
    }
    let done = 0;
    const kept: Promise<void>[] = [];
    onProgress({ stage: 'model', done, total: left.length });
    await useModelOnAll(tool, left, model, workshop, parts.modelUse, signal, (index, outcome) => {
      const problem = left[index] ?? '';
      if (outcome.kind === 'answer') kept.push(journal.add(problem, outcome.answer));
      else failed.set(problem, outcome);
      onProgress({ stage: 'model', done: (done += 1), total: left.length });
    });
    await Promise.all(kept);
    if (signal.aborted) return { kind: 'stopped', counts: first.counts };
    const second = await pass();
    if (second.kind === 'done') await journal.remove();
    return second;
  } finally {
    await journal.close();
  }
}

const FailureSchema = v.object({ input: v.string(), error: v.object({ kind: v.string() }) });

/** The distinct problems of a file of failures that no parser read. */
async function unreadProblems(path: string): Promise<readonly string[]> {
  const problems = new Set<string>();
  const file = await open(path, 'r');
  for await (const line of file.readLines()) {
    const parsed = v.safeParse(FailureSchema, parseJson(line));
    if (parsed.success && parsed.output.error.kind === 'notRead') problems.add(parsed.output.input);
  }
  return [...problems];
}

