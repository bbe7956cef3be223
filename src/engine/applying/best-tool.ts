import { openProblem, type OpenProblem } from '../dispatching/ask-for-tool';
import { ambiguitiesIn, ambiguityKey, firstOf, type Dispatched, type Dispatcher } from '../dispatching/dispatch';
import { withChoice, type Preference } from '../dispatching/preferences';
import { notationsOf } from '../dispatching/readings-for-tools';
import type { LibraryTool } from '../library/library';
import { noUsage } from '../model/cost';
import type { Answerer, Pass, Settled } from './answerer';
import { planForTools } from './plan-text';
import type { RowOutcome } from './row';
import { toolChoice, type Assigned } from './tool-choice';
import { toolRows, type ToolRows, type UseParts } from './tool-rows';

/** Who takes part where each problem finds its tool. */
export interface BestParts extends UseParts {
  /** Those that problems may go to. */
  readonly tools: readonly LibraryTool[];
  readonly dispatcher: Dispatcher;
  /** Which tools are meant where several fit, as far as it is known. */
  readonly preferences: readonly Preference[];
  /** A hash function: text in, hexadecimal digits out. */
  readonly digest: (text: string) => string;
}

/** Problems that are looked at again at once, to see who could be meant. */
const piece = 1_000;

/**
 * Each problem by the tool that fits it, or by none. Where several fit, the person is asked once for the text; what is
 * not sure is left until all problems have been seen, and then goes to a model, with consent.
 */
export function bestTool(parts: BestParts): Answerer {
  const { tools, dispatcher, questions } = parts;
  const library = parts.digest(
    tools
      .map(({ fingerprint }) => fingerprint)
      .sort()
      .join(' '),
  );
  const choice = toolChoice(`tool of ${library}`, questions, parts.modelUse.inFlight);
  const parted = new Map<string, ToolRows>();
  const leftAlone = new Set<string>();
  let { preferences } = parts;
  let askedForTools = false;
  let askedToRead = false;

  const rowsOf = (listed: LibraryTool): ToolRows => {
    const known = parted.get(listed.fingerprint) ?? toolRows(listed, parts);
    parted.set(listed.fingerprint, known);
    return known;
  };

  /** Asks about each set of tools that fit the same problems, and remembers what was left. */
  const chooseAmong = async (
    dispatched: readonly Dispatched[],
    problems: readonly string[],
    seen: 'first' | 'all',
  ): Promise<Settled> => {
    let settled: Settled = 'enough';
    const decided = dispatched.filter(({ kind }) => kind === 'decided').length;
    for (const ambiguity of ambiguitiesIn(dispatched)) {
      const key = ambiguityKey(ambiguity);
      if (leftAlone.has(key)) continue;
      const meant = await questions.whichTool(ambiguity, problems[firstOf(ambiguity, dispatched)] ?? '', seen, decided);
      if (meant === 'giveUp') return 'givenUp';
      if (meant === 'leave') leftAlone.add(key);
      else {
        preferences = withChoice(preferences, ambiguity, meant);
        settled = 'again';
      }
    }
    return settled;
  };

  /** Has a model read what has its tool by now and only a model can read. */
  const readTheRest = async (
    unread: ReadonlyMap<LibraryTool, readonly string[]>,
    rows: number,
    pass: Pass,
  ): Promise<Settled> => {
    let settled: Settled = 'enough';
    for (const [tool, problems] of unread) {
      const read = await rowsOf(tool).read(problems, rows, pass);
      if (read === 'givenUp') return read;
      if (read === 'again') settled = read;
    }
    return settled;
  };

  return {
    get identity() {
      return JSON.stringify([library, preferences]);
    },
    namesTools: true,
    notation: notationsOf(tools)[0],
    plan: async (text, signal) => {
      const planned = await planForTools(signal, tools, dispatcher, preferences, text);
      if (signal.aborted) return { kind: 'givenUp' };
      if ('kind' in planned) return planned;
      const { plan, problems, dispatched } = planned;
      const settled = text.isBeginning === true ? await chooseAmong(dispatched, problems, 'first') : 'enough';
      return settled === 'givenUp' ? { kind: 'givenUp' } : { kind: 'plan', plan };
    },
    answer: async (problems, pass) => {
      const dispatched = await pass.during({ kind: 'dispatch', problems }, (signal, { onDone }) =>
        dispatcher.dispatch(problems, signal, { preferences, onDispatched: onDone }),
      );
      const counted = new Set<string>();
      const assigned = dispatched.map((one, at): Assigned => {
        const problem = problems[at] ?? '';
        const { to, choosing } = choice.assigned(one, problem, pass.journal);
        // What was paid once is counted once.
        return counted.has(problem) ? { to, choosing: noUsage } : (counted.add(problem), { to, choosing });
      });
      const outcomes = assigned.map(({ to, choosing }): RowOutcome => ({
        tool: null,
        outcome: to === 'cancelled' || 'tool' in to ? { kind: 'cancelled' } : { kind: 'noTool', why: to },
        choosing,
      }));
      for (const [tool, places] of placesByTool(assigned)) {
        const answered = await rowsOf(tool).answer(
          places.map((at) => problems[at] ?? ''),
          pass,
        );
        places.forEach((at, turn) => {
          const { choosing = noUsage } = assigned[at] ?? {};
          outcomes[at] = { tool, outcome: answered[turn] ?? { kind: 'cancelled' }, choosing };
        });
        // Stopped: no further tool is begun with.
        if (answered.some(({ kind }) => kind === 'cancelled')) break;
      }
      return outcomes;
    },
    settles: new Set(['severalTools', 'notSure', 'noToolReads', 'notRead']),
    settle: async (left, rows, pass) => {
      const problems = left.map(({ problem }) => problem);
      const dispatched: Dispatched[] = [];
      for (let at = 0; at < problems.length; at += piece)
        dispatched.push(...(await dispatcher.dispatch(problems.slice(at, at + piece), pass.signal, { preferences })));
      if (pass.signal.aborted) return 'again';
      const chosen = await chooseAmong(dispatched, problems, 'all');
      if (chosen === 'givenUp') return chosen;
      let again = chosen === 'again';
      if (!askedForTools) {
        askedForTools = true;
        const open = dispatched.flatMap((one, at): OpenProblem[] => {
          const kind = left[at]?.kind;
          const asking =
            kind === 'notSure' || kind === 'noToolReads' ? openProblem(problems[at] ?? '', one) : undefined;
          return asking ? [asking] : [];
        });
        const asked = await choice.ask(open, rows, pass);
        if (asked === 'givenUp') return asked;
        again ||= asked === 'again';
      }
      if (again || askedToRead) return again ? 'again' : 'enough';
      askedToRead = true;
      const unread = dispatched.map((one, at): Assigned =>
        left[at]?.kind === 'notRead'
          ? choice.assigned(one, problems[at] ?? '', pass.journal)
          : { to: 'cancelled', choosing: noUsage },
      );
      const byTool = [...placesByTool(unread)].map(
        ([tool, places]) => [tool, places.map((at) => problems[at] ?? '')] as const,
      );
      return readTheRest(new Map(byTool), rows, pass);
    },
  };
}

/** Where the problems of each tool stand. */
function placesByTool(assigned: readonly Assigned[]): ReadonlyMap<LibraryTool, readonly number[]> {
  const places = new Map<LibraryTool, number[]>();
  assigned.forEach(({ to }, at) => {
    if (to === 'cancelled' || !('tool' in to)) return;
    const known = places.get(to);
    if (known) known.push(at);
    else places.set(to, [at]);
  });
  return places;
}
