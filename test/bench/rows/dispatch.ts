import { compared } from '../harness/comparison';
import type { Row } from '../harness/row';
import { measureDispatchScale } from './dispatch-scale';

/** Telling without a model for which tool of a large library a problem is, the sandbox's part included. */
export const dispatchRow: Row = {
  name: 'dispatch',
  title: 'dispatching one problem without a model, 95th percentile',
  measure: async () => {
    const [small, large] = await measureDispatchScale();
    if (!small || !large) throw new Error('nothing was measured');
    const note = [small, large]
      .map(
        ({ toolCount, medianMilliseconds, p95Milliseconds }) =>
          `${toolCount} tools: median ${medianMilliseconds.toFixed(1)} ms, 95th percentile ${p95Milliseconds.toFixed(1)} ms`,
      )
      .join('; ');
    return [
      compared(
        {
          name: 'dispatch',
          unit: 'ms',
          peer: 'the budget for 1,000 tools',
          target: { kind: 'atMost', ratio: 1 },
          note,
        },
        small.p95Milliseconds,
        20,
      ),
      compared(
        { name: 'dispatch', unit: 'ms', peer: 'the budget for 10,000 tools', target: { kind: 'atMost', ratio: 1 } },
        large.p95Milliseconds,
        5,
      ),
    ];
  },
};
