import { builtWorker } from '../sandbox/built-sandbox';
import { createQuickjsSandbox } from '../../src/node/sandbox/quickjs-sandbox';
import { builtInsOf } from './built-ins';
import { depthLaw, jsonLaw, madeLaw } from './json-laws';
import type { Law, Verdict } from './law';
import { pureLaw, wildLaws } from './program-laws';
import { createSubject } from './subject';

/** How a campaign is run. */
export interface Campaign {
  /** For all laws together; each gets its share. */
  readonly milliseconds: number;
  readonly seed: number;
  /** Only the laws whose names hold this. */
  readonly only?: string;
  /** Where a counterexample was found, to try it again; with `only`. */
  readonly path?: string;
}

/**
 * Tries the laws one after another, on the product's sandbox with each of its engines; `others` are laws about more
 * than that.
 */
export async function campaign(
  { milliseconds, seed, only = '', path }: Campaign,
  onVerdict: (verdict: Verdict) => void,
  others: readonly Law[] = [],
): Promise<readonly Verdict[]> {
  const { workerPath } = await builtWorker();
  const open = (engine: 'snapshot' | 'freshContext'): ReturnType<typeof createQuickjsSandbox> =>
    createQuickjsSandbox({ workerPath, engine, lanes: 1 });
  const walker = open('snapshot');
  const builtIns = await builtInsOf(walker);
  await walker.dispose();
  const laws: readonly Law[] = [jsonLaw, depthLaw, madeLaw, pureLaw, ...wildLaws(builtIns), ...others].filter(
    ({ name }) => name.includes(only),
  );
  const shares = laws.reduce((sum, { share }) => sum + share, 0);
  const subject = createSubject(open);
  const verdicts: Verdict[] = [];
  try {
    for (const law of laws) {
      const verdict = await law.try(subject, {
        milliseconds: (milliseconds * law.share) / shares,
        seed,
        ...(path === undefined ? {} : { path }),
      });
      verdicts.push(verdict);
      onVerdict(verdict);
    }
  } finally {
    await subject.dispose();
  }
  return verdicts;
}

/** `json comes back: 512 tried, value 500, outputTooLarge 12`; behind it what failed, and how to try that again. */
export function verdictText({ law, seed, tried, kinds, failure }: Verdict): string {
  const tally = [...kinds].sort((one, other) => other[1] - one[1]).map(([kind, count]) => `${kind} ${count}`);
  const again =
    failure?.path === undefined
      ? ''
      : `\n  again: npm run fuzz -- --seed ${seed} --path ${failure.path} --only ${JSON.stringify(law)}`;
  return `${failure ? 'FAILED' : 'held  '} ${law}: ${tried} tried; ${tally.join(', ')}${failure ? `\n  ${failure.reason}\n  on: ${failure.example}${again}` : ''}`;
}
