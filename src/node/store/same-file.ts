import type { BigIntStats } from 'node:fs';
import { stat } from 'node:fs/promises';

/**
 * Whether two looks saw one file. For the number of a disk some versions of Node on Windows give 64 bits of a path, and
 * the lower 32 of them of an open file: those are compared. Numbers of files need all their bits.
 */
export function isSameIdentity(
  one: Pick<BigIntStats, 'dev' | 'ino'>,
  other: Pick<BigIntStats, 'dev' | 'ino'>,
): boolean {
  return one.ino === other.ino && BigInt.asUintN(32, one.dev) === BigInt.asUintN(32, other.dev);
}

/** Whether two paths lead to one file, by whatever names and links; not where either leads nowhere. */
export async function isSameFile(one: string, other: string): Promise<boolean> {
  const [first, second] = await Promise.all(
    [one, other].map((path) => stat(path, { bigint: true }).catch(() => undefined)),
  );
  return first !== undefined && second !== undefined && isSameIdentity(first, second);
}
