import { askForTools, type AskedTool, type OpenProblem } from '../dispatching/ask-for-tool';
import type { Dispatched } from '../dispatching/dispatch';
import type { LibraryTool } from '../library/library';
import type { Usage } from '../model/chat-model';
import { noUsage } from '../model/cost';
import { noToolFailure, leftOpen, modelSaysNone, type NoTool } from './no-tool';
import type { Pass, Settled } from './answerer';
import type { Questions } from './questions';
import type { Reply, ReplyJournal } from './reply-journal';

/** Where a problem goes, and what it took to have a model say so. */
export interface Assigned {
  readonly to: LibraryTool | NoTool | 'cancelled';
  readonly choosing: Usage;
}

/** A model's part in finding the tools of problems. */
export interface ToolChoice {
  /** Where a problem goes, with what the model said of it. */
  assigned(dispatched: Dispatched, problem: string, journal: ReplyJournal): Assigned;
  /** Has a model name the tools of what is not sure, with consent; replies are kept as they come. */
  ask(open: readonly OpenProblem[], rows: number, pass: Pass): Promise<Settled>;
}

/** In the journal: the model said that no tool is made for it. */
const none = 'none';

/** `key` names the choice in the journal: among these tools in their very state. */
export function toolChoice(key: string, questions: Questions, inFlight: number): ToolChoice {
  /** Of which no reply came. */
  const failed = new Map<string, NoTool>();
  return {
    assigned: (dispatched, problem, journal) => {
      switch (dispatched.kind) {
        case 'decided':
          return { to: dispatched.tool, choosing: noUsage };
        case 'cancelled':
          return { to: 'cancelled', choosing: noUsage };
        case 'ambiguous':
          return { to: leftOpen(dispatched), choosing: noUsage };
        case 'undecided':
        case 'unread': {
          const reply = journal.replyTo(key, problem);
          const said = reply && saidBy(reply, dispatched.candidates);
          return { to: said ?? failed.get(problem) ?? leftOpen(dispatched), choosing: reply?.usage ?? noUsage };
        }
      }
    },
    ask: async (open, rows, { journal, during }) => {
      const model = open.length > 0 ? await questions.mayChoose(open, rows) : 'leave';
      if (model === 'leave' || model === 'giveUp') return model === 'leave' ? 'enough' : 'givenUp';
      const distinct = [...new Map(open.map((one) => [one.problem, one])).values()];
      const problems = distinct.map(({ problem }) => problem);
      const kept: Promise<void>[] = [];
      await during({ kind: 'choose', model: model.identity, problems }, (signal, { onDone }) =>
        askForTools(distinct, model, inFlight, signal, (at, asked) => {
          const problem = problems[at] ?? '';
          if (asked.kind !== 'modelFailed') kept.push(journal.add(key, problem, asReply(asked)));
          else if (asked.failure !== 'cancelled')
            failed.set(problem, { kind: 'modelFailed', failure: asked.failure, message: asked.message });
          onDone(at);
        }),
      );
      await Promise.all(kept);
      return 'again';
    },
  };
}

function asReply(asked: Exclude<AskedTool, { kind: 'modelFailed' }>): Reply {
  const { usage } = asked;
  if (asked.kind === 'tool') return { said: asked.tool.fingerprint, usage };
  return { said: asked.reason === null ? none : noToolFailure(modelSaysNone(asked)), usage };
}

/** `undefined` where the tool that it names is none of those that could be meant by now. */
function saidBy({ said, usage }: Reply, candidates: readonly LibraryTool[]): LibraryTool | NoTool | undefined {
  if (typeof said !== 'string') return { kind: 'noTool', reason: said.message };
  return said === none
    ? modelSaysNone({ kind: 'none', reason: null, usage })
    : candidates.find(({ fingerprint }) => fingerprint === said);
}
