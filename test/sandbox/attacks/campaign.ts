import { builtWorker, engineNames } from '../built-sandbox';
import type { Attack } from './attack';
import { groups } from './groups';
import { enginesAlive } from './memory';
import { openRange, type Endings } from './range';

/** What came of the attacks of a group, on both engines. */
export interface Tally {
  readonly attacks: number;
  tried: number;
  held: number;
  failed: number;
}

/** What a campaign came to. */
export interface CampaignReport {
  readonly tallies: ReadonlyMap<string, Tally>;
  /** The first few failures, described. */
  readonly failures: readonly string[];
  /** The most that the process held after an attack, in bytes, and the most engines that were alive. */
  readonly most: { readonly bytes: number; readonly engines: number };
  readonly seconds: number;
}

/** Tries every attack `rounds` times on each engine, each round in another order that `seed` decides. */
export async function campaign(
  rounds: number,
  seed: number,
  onRound: (engine: string, round: number) => void,
): Promise<CampaignReport> {
  const tallies = new Map(
    Object.entries(groups).map(([group, attacks]) => [
      group,
      { attacks: attacks.length, tried: 0, held: 0, failed: 0 },
    ]),
  );
  const failures: string[] = [];
  const most = { bytes: 0, engines: 0 };
  const endings: Endings = new Map();
  const random = randomNumbers(seed);
  const began = performance.now();
  const { workerPath } = await builtWorker();
  for (const engine of engineNames) {
    const range = await openRange(workerPath, engine, endings);
    for (let round = 1; round <= rounds; round += 1) {
      for (const [group, attack] of shuffled(random)) {
        const tally = tallies.get(group);
        if (!tally) continue;
        tally.tried += 1;
        try {
          await range.attempt(attack);
          tally.held += 1;
        } catch (error) {
          tally.failed += 1;
          if (failures.length < 20)
            failures.push(
              `${engine}, round ${round}, ${group}: ${attack.name}: ${error instanceof Error ? error.message.slice(0, 400) : 'unknown'}`,
            );
        }
        most.bytes = Math.max(most.bytes, process.memoryUsage.rss());
        most.engines = Math.max(most.engines, enginesAlive());
      }
      onRound(engine, round);
    }
    await range.dispose();
  }
  return { tallies, failures, most, seconds: (performance.now() - began) / 1_000 };
}

function shuffled(random: () => number): readonly (readonly [group: string, attack: Attack])[] {
  return Object.entries(groups)
    .flatMap(([group, attacks]) => attacks.map((attack) => ({ at: random(), entry: [group, attack] as const })))
    .sort((one, other) => one.at - other.at)
    .map(({ entry }) => entry);
}

/** Numbers from 0 to 1, the same ones for the same seed (a linear congruential generator). */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
