import fc from 'fast-check';
import { answer, startFaultServer } from '../faults/fault-server';
import { makeGround } from '../hostile/ground';
import { faultsIn, type Baseline } from '../hostile/laws';
import { slots, slotted, type Slot } from '../hostile/repositories';
import { things } from '../hostile/things';
import { buildCommand } from '../unit/cli/built-command';
import { doublingCode, proposal } from '../unit/cli/doubling-tool';
import { law, type Law } from './law';

/** What lies in each place of a repository; mostly what belongs there, so that one thing does not hide another. */
const tree = fc.record(
  Object.fromEntries(
    Object.keys(slots).map((slot) => [slot, fc.option(fc.constantFrom(...Object.keys(things)), { freq: 2 })]),
  ),
);

/** Repositories with other things in their places, each command over every one; it is built in `folder`. */
export async function treeLaw(folder: string): Promise<Law> {
  const command = await buildCommand(folder);
  const atRest = await makeGround(command, 60_000);
  const nothing = await atRest.run(['list']);
  await atRest.dispose();
  const baseline: Baseline = { milliseconds: nothing.milliseconds, cpu: nothing.cpu ?? 0 };
  return law(
    'no repository changes, runs, holds up or fills anything',
    3,
    tree,
    async (chosen) => {
      const server = await startFaultServer();
      server.script(answer(proposal(doublingCode)));
      const ground = await makeGround(command, 20_000 + 10 * baseline.milliseconds);
      try {
        const faults = await faultsIn(
          slotted('a repository', (slot: Slot) => things[chosen[slot] ?? '']),
          ground,
          server.baseUrl,
          baseline,
        );
        if (faults.length > 0) throw new Error(faults.join('\n  '));
      } finally {
        await ground.dispose();
        await server.close();
      }
    },
    (chosen) => JSON.stringify(chosen),
  );
}
