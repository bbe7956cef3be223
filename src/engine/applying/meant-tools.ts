import { ambiguitiesIn, ambiguityKey, firstOf, type Dispatched } from '../dispatching/dispatch';
import { withChoice, type Preference } from '../dispatching/preferences';
import type { Settled } from './answerer';
import type { Questions } from './questions';

/** Which tools are meant where several fit, as far as it is known. */
export interface MeantTools {
  readonly preferences: readonly Preference[];
  /** Asks about each set of tools that fit the same problems, and remembers what was left. */
  ask(dispatched: readonly Dispatched[], problems: readonly string[], seen: 'first' | 'all'): Promise<Settled>;
}

/** `known`: what was said before. */
export function meantTools(known: readonly Preference[], questions: Questions): MeantTools {
  const leftAlone = new Set<string>();
  let preferences = known;
  return {
    get preferences() {
      return preferences;
    },
    ask: async (dispatched, problems, seen) => {
      let settled: Settled = 'enough';
      const decided = dispatched.filter(({ kind }) => kind === 'decided').length;
      for (const ambiguity of ambiguitiesIn(dispatched)) {
        const key = ambiguityKey(ambiguity);
        if (leftAlone.has(key)) continue;
        const first = problems[firstOf(ambiguity, dispatched)] ?? '';
        const meant = await questions.whichTool(ambiguity, first, seen, decided);
        if (meant === 'giveUp') return 'givenUp';
        if (meant === 'leave') leftAlone.add(key);
        else {
          preferences = withChoice(preferences, ambiguity, meant);
          settled = 'again';
        }
      }
      return settled;
    },
  };
}
