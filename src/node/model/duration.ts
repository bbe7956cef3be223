/** A stretch of time for a person: `250 ms`, `90 s`, `12 min`, `3 h`, `5 days`; rounded up. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.ceil(milliseconds)} ms`;
  if (milliseconds <= 120_000) return `${Math.ceil(milliseconds / 1_000)} s`;
  if (milliseconds <= 7_200_000) return `${Math.ceil(milliseconds / 60_000)} min`;
  if (milliseconds <= 172_800_000) return `${Math.ceil(milliseconds / 3_600_000)} h`;
  return `${Math.ceil(milliseconds / 86_400_000)} days`;
}
