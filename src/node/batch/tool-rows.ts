import type { ChatModel } from '../../engine/model/chat-model';
import { noUsage } from '../../engine/model/cost';
import type { Tool } from '../../engine/tool/tool';
import { failureOf, type UseFailure } from '../../engine/using/failure';
import type { Workshop } from '../../engine/using/run-tool';
import { useModelOnAll, type ModelUse } from '../../engine/using/use-model';
import { useParserOnAll, type UseOutcome } from '../../engine/using/use-tool';
import type { AnswerJournal } from './answer-journal';
import type { AppliedTool, OnSettled } from './row-answerer';

/** Where and with whose leave tools answer rows. */
export interface UseParts {
  readonly workshop: Workshop;
  readonly modelUse: ModelUse;
  /**
   * Puts the distinct problems that a tool's parser did not read to the person, of how many rows in all; `null`: leave
   * them. Nothing is sent before.
   */
  readonly consent: (tool: Tool, problems: readonly string[], rows: number) => Promise<ChatModel | null>;
}

/** One tool's part in a file. */
export interface ToolRows {
  /** Through the parser; where that does not read a problem, what the light model made of it, if it was asked. */
  answer(problems: readonly string[], journal: AnswerJournal, signal: AbortSignal): Promise<readonly UseOutcome[]>;
  /** Has the light model read problems, with consent; answers are kept as they come. True where it was asked. */
  read(
    problems: readonly string[],
    rows: number,
    journal: AnswerJournal,
    signal: AbortSignal,
    onSettled: OnSettled,
  ): Promise<boolean>;
}

/**
 * A tool on rows. Parsers are free and models are not: so passes repeat what is free, and take what was paid for from
 * the journal.
 */
export function toolRows({ tool, fingerprint }: AppliedTool, { workshop, modelUse, consent }: UseParts): ToolRows {
  /** Of which no reply came. */
  const failed = new Map<string, UseOutcome>();
  const byModel = (problem: string, journal: AnswerJournal): UseOutcome | undefined => {
    const answer = journal.answersOf(fingerprint).get(problem);
    if (answer !== undefined) return { kind: 'answer', answer, path: 'model', arguments: {}, usage: noUsage };
    const failure = journal.failuresOf(fingerprint).get(problem);
    return failure ? asOutcome(failure) : failed.get(problem);
  };
  return {
    answer: async (problems, journal, signal) => {
      const outcomes = await useParserOnAll(tool, problems, workshop, signal);
      return outcomes.map((outcome, at) =>
        outcome.kind === 'notRead' ? (byModel(problems[at] ?? '', journal) ?? outcome) : outcome,
      );
    },
    read: async (problems, rows, journal, signal, onSettled) => {
      const model = problems.length > 0 ? await consent(tool, problems, rows) : null;
      if (!model) return false;
      let done = 0;
      const kept: Promise<void>[] = [];
      onSettled(done, problems.length);
      await useModelOnAll(tool, problems, model, workshop, modelUse, signal, (at, outcome) => {
        const problem = problems[at] ?? '';
        if (outcome.kind === 'answer') kept.push(journal.add(fingerprint, problem, outcome.answer));
        else if (outcome.kind === 'noAnswer' || (outcome.kind === 'failed' && outcome.modelFailure === undefined))
          kept.push(journal.add(fingerprint, problem, failureOf(outcome)));
        else failed.set(problem, outcome);
        onSettled((done += 1), problems.length);
      });
      await Promise.all(kept);
      return true;
    },
  };
}

/** What a reply that gave no answer came to, as it was kept. */
function asOutcome({ kind, message }: UseFailure): UseOutcome {
  return kind === 'noAnswer'
    ? { kind, path: 'model', usage: noUsage }
    : { kind: 'failed', reason: message, path: 'model', usage: noUsage };
}
