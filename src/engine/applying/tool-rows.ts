import { noUsage } from '../model/cost';
import type { Tool } from '../tool/tool';
import { failureOf, type UseFailure } from '../using/failure';
import type { Workshop } from '../using/run-tool';
import { useModelOnAll, type ModelUse } from '../using/use-model';
import { useParserOnAll, type UseOutcome } from '../using/use-tool';
import type { Pass, Settled } from './answerer';
import type { Questions } from './questions';
import type { Reply, ReplyJournal } from './reply-journal';
import type { AppliedTool } from './row';

/** Where, how and with whose leave tools answer problems. */
export interface UseParts {
  readonly workshop: Workshop;
  readonly questions: Questions;
  readonly modelUse: ModelUse;
  /** No parser is run: every problem is left to a model. */
  readonly withoutParser?: boolean;
}

/** One tool's part in a text. */
export interface ToolRows {
  /** What a model made of a problem, where it was asked; else through the parser. */
  answer(problems: readonly string[], pass: Pass): Promise<readonly UseOutcome[]>;
  /** Has a model read problems, with consent; replies are kept as they come. */
  read(problems: readonly string[], rows: number, pass: Pass): Promise<Settled>;
}

/** A tool on problems. */
export function toolRows({ tool, fingerprint }: AppliedTool, parts: UseParts): ToolRows {
  const { questions, modelUse, withoutParser = false } = parts;
  /** Of which no reply came. */
  const failed = new Map<string, UseOutcome>();
  const byModel = (problem: string, journal: ReplyJournal): UseOutcome | undefined => {
    const reply = journal.replyTo(fingerprint, problem);
    return reply ? asOutcome(reply) : failed.get(problem);
  };
  return {
    answer: async (problems, { journal, during }) => {
      const known = new Map<string, UseOutcome>();
      const outcomes = problems.map((problem) => {
        // What was paid once is counted once.
        const outcome = known.get(problem) ?? byModel(problem, journal);
        if (outcome) known.set(problem, 'usage' in outcome ? { ...outcome, usage: noUsage } : outcome);
        return outcome;
      });
      const rest = problems.filter((_, at) => outcomes[at] === undefined);
      const parsed =
        rest.length === 0
          ? []
          : withoutParser
            ? rest.map((): UseOutcome => ({ kind: 'notRead', reason: 'the parser was left out' }))
            : await parse(tool, rest, during, parts);
      let next = 0;
      return outcomes.map((outcome) => outcome ?? parsed[next++] ?? { kind: 'cancelled' });
    },
    read: async (problems, rows, { journal, during }) => {
      const model = problems.length > 0 ? await questions.mayRead(tool, problems, rows) : 'leave';
      if (model === 'leave' || model === 'giveUp') return model === 'leave' ? 'enough' : 'givenUp';
      const distinct = [...new Set(problems)];
      const kept: Promise<void>[] = [];
      await during({ kind: 'read', tool, model: model.identity, problems: distinct }, (signal, { onStart, onDone }) =>
        useModelOnAll(
          tool,
          distinct,
          model,
          parts.workshop,
          modelUse,
          signal,
          (at, outcome) => {
            const problem = distinct[at] ?? '';
            const reply = asReply(outcome);
            if (reply) kept.push(journal.add(fingerprint, problem, reply));
            else if (outcome.kind !== 'cancelled') failed.set(problem, outcome);
            onDone(at);
          },
          onStart,
        ),
      );
      await Promise.all(kept);
      return 'again';
    },
  };
}

function parse(
  tool: Tool,
  problems: readonly string[],
  during: Pass['during'],
  { workshop }: UseParts,
): Promise<readonly UseOutcome[]> {
  return during({ kind: 'parse', tool, problems }, (signal, { onDone }) =>
    useParserOnAll(tool, problems, workshop, signal, (at, _, milliseconds) => onDone(at, milliseconds)),
  );
}

/** An outcome as the reply that it was; `undefined` where none came. */
function asReply(outcome: UseOutcome): Reply | undefined {
  if (outcome.kind === 'answer') return { said: outcome.answer, usage: outcome.usage };
  return outcome.kind === 'noAnswer' || (outcome.kind === 'failed' && outcome.modelFailure === undefined)
    ? { said: failureOf(outcome), usage: outcome.usage }
    : undefined;
}

/** What a reply came to, as it was kept. */
function asOutcome({ said, usage }: Reply): UseOutcome {
  return typeof said === 'string'
    ? { kind: 'answer', answer: said, path: 'model', arguments: {}, usage }
    : failedOutcome(said, usage);
}

function failedOutcome({ kind, message }: UseFailure, usage: Reply['usage']): UseOutcome {
  return kind === 'noAnswer'
    ? { kind, path: 'model', usage }
    : { kind: 'failed', reason: message, path: 'model', usage };
}
