/** The middle of the samples: of an even number the mean of the two in the middle. Throws where there are none. */
export function median(samples: readonly number[]): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new Error('no samples were taken');
  return (lower + upper) / 2;
}

/** The largest sample. Throws where there are none. */
export function greatest(samples: readonly number[]): number {
  if (samples.length === 0) throw new Error('no samples were taken');
  return samples.reduce((a, b) => Math.max(a, b));
}
