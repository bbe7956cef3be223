import { openProblem, type OpenProblem } from '../dispatching/ask-for-tool';
import type { Dispatched, Dispatcher } from '../dispatching/dispatch';
import type { Preference } from '../dispatching/preferences';
import { notationsOf } from '../dispatching/readings-for-tools';
import type { LibraryTool } from '../library/library';
import { noUsage } from '../model/cost';
import type { Answerer, LeftProblem, Pass, Settled } from './answerer';
import { meantTools } from './meant-tools';
import { planForTools } from './plan-text';
import type { RowOutcome } from './row';
import { toolChoice, type Assigned } from './tool-choice';
import { heedToolsArrows, type ToolsAtHand } from './tools-judge';
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
  const meant = meantTools(parts.preferences, questions);
  const choice = toolChoice(`tool of ${library}`, questions, parts.modelUse.inFlight);
  const atHand = (): ToolsAtHand => ({ tools, dispatcher, preferences: meant.preferences });
  const parted = new Map<string, ToolRows>();
  const asked = { forTools: false, toRead: false };

  const rowsOf = (listed: LibraryTool): ToolRows => {
    const known = parted.get(listed.fingerprint) ?? toolRows(listed, parts);
    parted.set(listed.fingerprint, known);
    return known;
  };

  /** Where problems go, with what a model said of them; what was paid once is counted once. */
  const assign = (dispatched: readonly Dispatched[], problems: readonly string[], { journal }: Pass): Assigned[] => {
    const counted = new Set<string>();
    return dispatched.map((one, at) => {
      const problem = problems[at] ?? '';
      const { to, choosing } = choice.assigned(one, problem, journal);
      return counted.has(problem) ? { to, choosing: noUsage } : (counted.add(problem), { to, choosing });
    });
  };

  const dispatchLeft = async (problems: readonly string[], signal: AbortSignal): Promise<readonly Dispatched[]> => {
    const dispatched: Dispatched[] = [];
    for (let at = 0; at < problems.length; at += piece) {
      const { preferences } = meant;
      dispatched.push(...(await dispatcher.dispatch(problems.slice(at, at + piece), signal, { preferences })));
    }
    return dispatched;
  };

  /** Has a model name the tools of what is not sure, once. */
  const askForTools = async (
    left: readonly LeftProblem[],
    dispatched: readonly Dispatched[],
    rows: number,
    pass: Pass,
  ): Promise<Settled> => {
    if (asked.forTools) return 'enough';
    asked.forTools = true;
    const open = left.flatMap(({ problem, kind }, at): OpenProblem[] => {
      const asking = kind === 'notSure' || kind === 'noToolReads' ? openProblem(problem, dispatched[at]) : undefined;
      return asking ? [asking] : [];
    });
    return choice.ask(open, rows, pass);
  };

  /** Has a model read what has its tool by now and no parser reads, once. */
  const askToRead = async (
    left: readonly LeftProblem[],
    dispatched: readonly Dispatched[],
    rows: number,
    pass: Pass,
  ): Promise<Settled> => {
    if (asked.toRead) return 'enough';
    asked.toRead = true;
    const unread = left.map(({ problem, kind }, at): Assigned => {
      const one = dispatched[at];
      return one && kind === 'notRead'
        ? choice.assigned(one, problem, pass.journal)
        : { to: 'cancelled', choosing: noUsage };
    });
    let settled: Settled = 'enough';
    for (const [tool, places] of placesByTool(unread)) {
      const problems = places.map((at) => left[at]?.problem ?? '');
      const read = await rowsOf(tool).read(problems, rows, pass);
      if (read === 'givenUp') return read;
      if (read === 'again') settled = read;
    }
    return settled;
  };

  return {
    get identity() {
      return JSON.stringify([library, meant.preferences]);
    },
    namesTools: true,
    notation: notationsOf(tools)[0],
    plan: async (text, signal) => {
      const planned = await planForTools({ workshop: parts.workshop, signal }, atHand(), text);
      if (signal.aborted) return { kind: 'givenUp' };
      if ('kind' in planned) return planned;
      const { plan, problems, dispatched } = planned;
      const settled = text.isBeginning === true ? await meant.ask(dispatched, problems, 'first') : 'enough';
      return settled === 'givenUp' ? { kind: 'givenUp' } : { kind: 'plan', plan };
    },
    heed: (source, reading, signal) => heedToolsArrows({ workshop: parts.workshop, signal }, atHand(), source, reading),
    answer: async (problems, pass) => {
      const { preferences } = meant;
      const dispatched = await pass.during({ kind: 'dispatch', problems }, (signal, { onDone }) =>
        dispatcher.dispatch(problems, signal, { preferences, onDispatched: (at) => onDone(at) }),
      );
      const assigned = assign(dispatched, problems, pass);
      const outcomes = assigned.map(({ to, choosing }): RowOutcome => ({
        tool: null,
        outcome: to === 'cancelled' || 'tool' in to ? { kind: 'cancelled' } : { kind: 'noTool', why: to },
        choosing,
      }));
      for (const [tool, places] of placesByTool(assigned)) {
        const texts = places.map((at) => problems[at] ?? '');
        const answered = await rowsOf(tool).answer(texts, pass);
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
      const dispatched = await dispatchLeft(problems, pass.signal);
      if (pass.signal.aborted) return 'again';
      const chosen = await meant.ask(dispatched, problems, 'all');
      if (chosen === 'givenUp') return chosen;
      const named = await askForTools(left, dispatched, rows, pass);
      if (named === 'givenUp' || named === 'again' || chosen === 'again') return named === 'givenUp' ? named : 'again';
      return askToRead(left, dispatched, rows, pass);
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
