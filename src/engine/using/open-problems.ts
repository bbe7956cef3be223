import type { Reading } from '../notation/notation';

/** The texts of a reading's problems without an answer; of all of them where every one has one. */
export function openProblemsOf({ items }: Pick<Reading, 'items'>): readonly string[] {
  const open = items.filter(({ answer }) => answer === null);
  return (open.length > 0 ? open : items).map(({ problem }) => problem);
}
