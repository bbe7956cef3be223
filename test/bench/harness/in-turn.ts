/** One side of a comparison and what was measured of it so far. */
export interface Side {
  /** Takes one measurement, or several, in the row's unit. */
  readonly take: () => Promise<number | readonly number[]>;
  readonly samples: number[];
}

/** A side of which nothing was measured yet. */
export function side(take: Side['take']): Side {
  return { take, samples: [] };
}

/** How often sides are measured. */
export interface Turns {
  readonly rounds: number;
  /** Rounds that come first and are not kept. */
  readonly warmUp?: number;
  /** After so many seconds no further round begins, but one is kept at least. */
  readonly seconds?: number;
}

/** Measures the sides in turn, A B A B, so that whatever else the machine does meets all of them alike. */
export async function inTurn({ rounds, warmUp = 0, seconds = Infinity }: Turns, sides: readonly Side[]): Promise<void> {
  const end = performance.now() + 1_000 * seconds;
  for (let round = -warmUp; round < rounds && (round < 1 || performance.now() < end); round += 1) {
    for (const { take, samples } of sides) {
      const taken = await take();
      if (round >= 0) samples.push(...[taken].flat());
    }
  }
}

/** How long something takes, in milliseconds, and what it gave. */
export async function timed<Output>(
  run: () => Output | Promise<Output>,
): Promise<{ readonly milliseconds: number; readonly output: Output }> {
  const start = performance.now();
  const output = await run();
  return { milliseconds: performance.now() - start, output };
}

/** The milliseconds of each of so many runs, one after another. What they give is checked outside of that time. */
export async function eachOf<Output>(
  times: number,
  run: () => Output | Promise<Output>,
  check: (output: Output) => void,
): Promise<number[]> {
  const taken: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const { milliseconds, output } = await timed(run);
    check(output);
    taken.push(milliseconds);
  }
  return taken;
}
