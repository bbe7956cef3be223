import type { Dispatched, Dispatcher } from './dispatch';
import { settledBy } from './preferences';

/**
 * A dispatcher that looks for the tool of each problem once, whatever is preferred by then. For a text that is in
 * memory, of which some problems are dispatched again when the person or a model has said more.
 */
export function rememberingDispatcher(dispatcher: Dispatcher): Dispatcher {
  const known = new Map<string, Dispatched>();
  return {
    dispatch: async (problems, signal, { preferences = [], onDispatched } = {}) => {
      const places: number[] = [];
      problems.forEach((problem, at) => {
        const one = known.get(problem);
        if (one) onDispatched?.(at, settledBy(preferences, one));
        else places.push(at);
      });
      const found = await dispatcher.dispatch(
        places.map((at) => problems[at] ?? ''),
        signal,
        { onDispatched: (turn, one) => onDispatched?.(places[turn] ?? -1, settledBy(preferences, one)) },
      );
      found.forEach((one, turn) => {
        if (one.kind !== 'cancelled') known.set(problems[places[turn] ?? -1] ?? '', one);
      });
      return problems.map((problem) => settledBy(preferences, known.get(problem) ?? { kind: 'cancelled' }));
    },
  };
}
