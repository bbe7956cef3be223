import { createHash } from 'node:crypto';
import { askForTools, openProblem, type OpenProblem } from '../../engine/dispatching/ask-for-tool';
import { dispatchBestReading } from '../../engine/dispatching/best-reading';
import {
  ambiguitiesIn,
  ambiguityKey,
  createDispatcher,
  firstOf,
  type Ambiguity,
  type Dispatched,
} from '../../engine/dispatching/dispatch';
import { notationsOf, readingsForTools } from '../../engine/dispatching/readings-for-tools';
import { withChoice, type Preference } from '../../engine/dispatching/preferences';
import { noToolIsMade, noToolReads } from '../../engine/dispatching/reasons';
import type { ToolIndex } from '../../engine/dispatching/tool-index';
import type { LibraryTool } from '../../engine/library/library';
import type { ChatModel } from '../../engine/model/chat-model';
import { headerOverProblems } from '../../engine/problem/answer-place';
import type { UseFailure } from '../../engine/using/failure';
import { surveySize } from '../../engine/using/survey';
import type { AnswerJournal } from './answer-journal';
import type { RowAnswerer, RowOutcome } from './row-answerer';
import { toolRows, type ToolRows, type UseParts } from './tool-rows';

/** Who takes part where each row finds its tool. */
export interface BestParts extends UseParts {
  /** Those that rows may go to. */
  readonly tools: readonly LibraryTool[];
  readonly index: ToolIndex;
  /** Which tools are meant where several fit, as far as it is known. */
  readonly preferences: readonly Preference[];
  /**
   * Asks which tool is meant where several fit and nothing tells, `problem` being the first such; `null`: none, those
   * rows stay. `seen`: the rows were all looked at, else the first ones; `decided` of them have their tool already.
   */
  readonly choose: (
    ambiguity: Ambiguity,
    problem: string,
    seen: 'first' | 'all',
    decided: number,
  ) => Promise<LibraryTool | null>;
  /**
   * Puts the problems of which it is not sure for which tool they are, if for any, to the person, of how many rows in
   * all; `null`: leave them. Nothing is sent before.
   */
  readonly consentToAsk: (open: readonly OpenProblem[], rows: number) => Promise<ChatModel | null>;
}

/** The kind of failure of what no tool reads, but one may be made for. */
export const noneReads = 'noToolReads';

/** In the journal: the light model said that no tool is made for it. */
const none = 'none';

/** Problems that are looked at again at once, to see who could be meant. */
const piece = 1_000;

/**
 * Each row by the tool that fits it, or by none. Where several fit, the person is asked once for the file; what is not
 * sure is left until all rows have been seen, and then goes to the light model, with consent.
 */
export function bestTool(parts: BestParts): RowAnswerer {
  const { tools, workshop } = parts;
  const dispatcher = createDispatcher(parts.index, workshop);
  const library = createHash('sha256')
    .update(
      tools
        .map(({ fingerprint }) => fingerprint)
        .sort()
        .join(' '),
    )
    .digest('hex');
  const choiceKey = `tool of ${library}`;
  const parted = new Map<string, ToolRows>();
  /** Of which no reply came. */
  const failed = new Map<string, UseFailure>();
  const leftAlone = new Set<string>();
  let { preferences } = parts;
  let askedForTools = false;
  let askedToRead = false;

  const rowsOf = (listed: LibraryTool): ToolRows => {
    const known = parted.get(listed.fingerprint) ?? toolRows(listed, parts);
    parted.set(listed.fingerprint, known);
    return known;
  };

  const dispatch = (problems: readonly string[], signal: AbortSignal): Promise<readonly Dispatched[]> =>
    dispatcher.dispatch(problems, signal, { preferences });

  /** Where a problem goes, with what the light model said of it. */
  const assigned = (
    dispatched: Dispatched,
    problem: string,
    journal: AnswerJournal,
  ): LibraryTool | UseFailure | 'cancelled' => {
    switch (dispatched.kind) {
      case 'decided':
        return dispatched.tool;
      case 'ambiguous':
        return { kind: 'severalTools', message: `several tools fit: ${idsOf(dispatched.tools)}` };
      case 'cancelled':
        return 'cancelled';
      case 'undecided':
      case 'unread': {
        const said = journal.answersOf(choiceKey).get(problem);
        const named = dispatched.candidates.find(({ fingerprint }) => fingerprint === said);
        if (named) return named;
        if (said === none) return { kind: 'noTool', message: noToolIsMade };
        return journal.failuresOf(choiceKey).get(problem) ?? failed.get(problem) ?? leftOpen(dispatched);
      }
    }
  };

  /**
   * Asks about each set of tools that fit the same problems, and remembers what was left. True where something was
   * chosen.
   */
  const chooseAmong = async (
    dispatched: readonly Dispatched[],
    problems: readonly string[],
    seen: 'first' | 'all',
  ): Promise<boolean> => {
    let any = false;
    const decided = dispatched.filter(({ kind }) => kind === 'decided').length;
    for (const ambiguity of ambiguitiesIn(dispatched)) {
      const key = ambiguityKey(ambiguity);
      if (leftAlone.has(key)) continue;
      const first = problems[firstOf(ambiguity, dispatched)] ?? '';
      const choice = await parts.choose(ambiguity, first, seen, decided);
      if (choice) preferences = withChoice(preferences, ambiguity, choice);
      else leftAlone.add(key);
      any ||= choice !== null;
    }
    return any;
  };

  /** Has the light model name the tools of what is not sure. True where it was asked. */
  const askForTheRest = async (
    open: readonly OpenProblem[],
    rows: number,
    journal: AnswerJournal,
    signal: AbortSignal,
    onSettled: (done: number, total: number) => void,
  ): Promise<boolean> => {
    const model = open.length > 0 ? await parts.consentToAsk(open, rows) : null;
    if (!model) return false;
    let done = 0;
    const kept: Promise<void>[] = [];
    onSettled(done, open.length);
    await askForTools(open, model, parts.modelUse.inFlight, signal, (at, asked) => {
      const problem = open[at]?.problem ?? '';
      if (asked.kind === 'tool') kept.push(journal.add(choiceKey, problem, asked.tool.fingerprint));
      else if (asked.kind === 'none' && asked.reason === null) kept.push(journal.add(choiceKey, problem, none));
      else if (asked.kind === 'none')
        kept.push(journal.add(choiceKey, problem, { kind: 'noTool', message: asked.reason ?? '' }));
      else if (asked.failure !== 'cancelled') failed.set(problem, { kind: asked.failure, message: asked.message });
      onSettled((done += 1), open.length);
    });
    await Promise.all(kept);
    return true;
  };

  return {
    get identity() {
      return JSON.stringify([library, preferences]);
    },
    namesTools: true,
    notation: notationsOf(tools)[0],
    readings: (source, name) => readingsForTools(tools, source, name),
    best: async (readings, problemsOf, signal) => {
      const first = (reading: Parameters<typeof problemsOf>[0]): readonly string[] =>
        problemsOf(reading).slice(0, surveySize);
      const found = await dispatchBestReading(
        readings,
        { problemsOf: first, headerOf: headerOverProblems },
        dispatcher,
        signal,
        { preferences },
      );
      if (found && !signal.aborted) await chooseAmong(found.dispatched, first(found.reading), 'first');
      return found && { reading: found.reading, rivals: [] };
    },
    answer: async (problems, journal, signal) => {
      const dispatched = await dispatch(problems, signal);
      const outcomes: RowOutcome[] = problems.map(() => ({ tool: null, outcome: { kind: 'cancelled' } }));
      const byTool = new Map<LibraryTool, number[]>();
      dispatched.forEach((one, at) => {
        const to = assigned(one, problems[at] ?? '', journal);
        if (to === 'cancelled') return;
        if ('tool' in to) under(byTool, to).push(at);
        else outcomes[at] = { tool: null, outcome: { kind: 'noTool', failure: to } };
      });
      for (const [tool, places] of byTool) {
        const answered = await rowsOf(tool).answer(
          places.map((at) => problems[at] ?? ''),
          journal,
          signal,
        );
        places.forEach((at, turn) => (outcomes[at] = { tool, outcome: answered[turn] ?? { kind: 'cancelled' } }));
      }
      return outcomes;
    },
    settles: new Set(['severalTools', 'notSure', noneReads, 'notRead']),
    settle: async (left, rows, journal, signal, onSettled) => {
      const problems = left.map(({ problem }) => problem);
      const dispatched: Dispatched[] = [];
      for (let at = 0; at < problems.length; at += piece)
        dispatched.push(...(await dispatch(problems.slice(at, at + piece), signal)));
      if (signal.aborted) return true;
      let again = await chooseAmong(dispatched, problems, 'all');
      if (!askedForTools) {
        askedForTools = true;
        const open = dispatched.flatMap((one, at): OpenProblem[] => {
          const asking =
            left[at]?.kind === 'notSure' || left[at]?.kind === noneReads
              ? openProblem(problems[at] ?? '', one)
              : undefined;
          return asking ? [asking] : [];
        });
        again = (await askForTheRest(open, rows, journal, signal, onSettled)) || again;
      }
      if (again || askedToRead) return again;
      // What has its tool by now and only a model can read.
      askedToRead = true;
      const unread = new Map<LibraryTool, string[]>();
      problems.forEach((problem, at) => {
        const to =
          left[at]?.kind === 'notRead'
            ? assigned(dispatched[at] ?? { kind: 'cancelled' }, problem, journal)
            : 'cancelled';
        if (to !== 'cancelled' && 'tool' in to) under(unread, to).push(problem);
      });
      for (const [tool, texts] of unread)
        again = (await rowsOf(tool).read(texts, rows, journal, signal, onSettled)) || again;
      return again;
    },
  };
}

function leftOpen({ kind, candidates }: Extract<Dispatched, { kind: 'undecided' | 'unread' }>): UseFailure {
  if (kind === 'undecided')
    return { kind: 'notSure', message: `it is not certain which tool this is for: ${idsOf(candidates)}, or none` };
  return { kind: candidates.length > 0 ? noneReads : 'noTool', message: noToolReads };
}

/** What stands under a tool, to be added to. */
function under<Part>(all: Map<LibraryTool, Part[]>, tool: LibraryTool): Part[] {
  const known = all.get(tool) ?? [];
  all.set(tool, known);
  return known;
}

function idsOf(tools: readonly LibraryTool[]): string {
  return tools.map(({ tool }) => tool.id).join(' or ');
}
