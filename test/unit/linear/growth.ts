/** How the time of a function grows with the text that it is given. */

/** The sizes of texts at which a time is first looked at, and the largest, in characters. */
const sizes = { small: 4_096, large: 16_384, largest: 1_048_576 } as const;

/** Milliseconds of processor time at the large size below which nobody waits for the largest, whatever the growth. */
const telling = 1;

/** Four times the text takes four times as long, or sixteen times where the time grows with the square. */
const suspicious = 7;

/** Of what is suspicious, milliseconds that a text must take before it counts: noise is less. */
const floor = 300;

/** With the square of the size a time grows with the exponent 2. Of what is linear at most 1.3 was measured. */
const steepest = 1.6;

/** A time that grows faster than its text. */
export interface Growth {
  readonly exponent: number;
  readonly size: number;
  readonly milliseconds: number;
}

/**
 * Tries a function on two sizes of a text. If that looks like more than linear time, it tries larger and larger ones.
 * `undefined` if the time is linear. Only the processor's time for this process counts, so that a busy machine changes
 * little.
 */
export function growthBeyondLinear(
  run: (text: string) => unknown,
  textOf: (size: number) => string,
): Growth | undefined {
  const isSuspicious = (tries: number): boolean => {
    const [small, large] = [costOf(run, textOf(sizes.small), tries), costOf(run, textOf(sizes.large), tries)];
    return large > telling && large > small * suspicious;
  };
  // A second look, since whatever cleans up memory does so at any time.
  if (!isSuspicious(1) || !isSuspicious(3)) return undefined;
  let growth = growthUpTo(floor, run, textOf);
  for (let again = 0; growth && again < 2; again += 1) growth = growthUpTo(floor, run, textOf);
  return growth;
}

function growthUpTo(
  milliseconds: number,
  run: (text: string) => unknown,
  textOf: (size: number) => string,
): Growth | undefined {
  let size: number = sizes.large;
  let last = costOf(run, textOf(size), 2);
  while (last < milliseconds && size < sizes.largest) {
    size *= 2;
    last = costOf(run, textOf(size), 2);
  }
  if (last < milliseconds) return undefined;
  const exponent = Math.log(last / costOf(run, textOf(size / 4), 3)) / Math.log(4);
  if (exponent <= steepest) return undefined;
  // A shorter text may have been refused at once, since it was cut elsewhere: then a longer one costs no more than its
  // length.
  const beyond = Math.log2(costOf(run, textOf(size * 2), 1) / last);
  return beyond > steepest ? { exponent, size, milliseconds: last } : undefined;
}

/** Milliseconds of processor time, the least of several tries. */
function costOf(run: (text: string) => unknown, text: string, tries: number): number {
  const costs = Array.from({ length: tries }, () => {
    const start = process.cpuUsage();
    run(text);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1_000;
  });
  return Math.min(...costs);
}
