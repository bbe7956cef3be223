import type { Pass } from '../applying/answerer';
import { memoryJournal } from '../applying/reply-journal';
import type { Questions } from '../applying/questions';
import type { UseParts } from '../applying/tool-rows';
import type { Run } from '../using/run';

/** Where another program applies tools nobody is asked, and no model: what is not certain stays open. */
const nobody: Questions = {
  whichTool: () => Promise.resolve('leave'),
  mayChoose: () => Promise.resolve('leave'),
  mayRead: () => Promise.resolve('leave'),
};

/** How tools answer for another program. */
export function partsWithoutAsking({ workshop }: Pick<Run, 'workshop'>): UseParts {
  return { workshop, questions: nobody, modelUse: { inFlight: 1, packSize: 1 } };
}

/** A pass that is shown to nobody. */
export function passWithoutAsking(signal: AbortSignal): Pass {
  return {
    journal: memoryJournal(),
    during: (_, work) => work(signal, { onStart: () => undefined, onDone: () => undefined }),
    signal,
  };
}
