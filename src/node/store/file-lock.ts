import { createHash, randomUUID } from 'node:crypto';
import { lstat, readdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { exists } from './exists';
import { plainFolder, type PlainFolder } from './plain-folder';
import { StoreError, storeError, systemCode } from './store-error';

/**
 * How long others are waited for, and after how long the mark of one of whom nothing else is known counts as left
 * behind. Milliseconds.
 */
export interface LockPatience {
  readonly waiting: number;
  readonly stale: number;
}

/** What is done under a lock takes milliseconds; longer than this it takes only where a computer slept meanwhile. */
const usualPatience: LockPatience = { waiting: 40_000, stale: 30_000 };

/** A lock that is held. */
export interface HeldLock {
  /**
   * Whether it still is: one that was held for too long, by a computer that slept, may have been taken for left
   * behind.
   */
  isHeld(): Promise<boolean>;
}

/** What every mark of a lock is called behind the name of the file that it locks. */
const ending = '.lock-';

/** Whether a name is that of a mark: whoever clears a folder leaves these to their owners. */
export function isLockMark(name: string): boolean {
  return name.includes(ending);
}

/**
 * Does something while no other window or process does the same about a file. Everyone leaves a mark of their own and
 * then looks. The mark is an empty file beside it, with machine and process in its name. Who sees nobody else's mark
 * has the lock. Who sees one takes the own mark away and tries again. Of two, the later looks when the earlier one's
 * mark is there already, so that both never have it. No two marks share a name. So anyone can remove a mark that was
 * left behind, and never removes another's. A mark is left behind when its process is gone, or when it is too old.
 * Throws `StoreError` where the lock cannot be had, which names `what` is locked.
 */
export async function withFileLock<Result>(
  path: string,
  work: (lock: HeldLock) => Promise<Result>,
  { waiting, stale }: LockPatience = usualPatience,
  what = path,
): Promise<Result> {
  const folder = plainFolder(dirname(path), 'ownerOnly');
  const until = performance.now() + waiting;
  for (let tries = 1; ; tries += 1) {
    const mark = `${path}${ending}${machine}-${process.pid}-${randomUUID().slice(0, 8)}`;
    await (await folder.create(mark)).close();
    try {
      const others = await othersMarks(folder, mark, path, stale);
      if (others?.length === 0) return await work({ isHeld: () => exists(mark) });
      if (performance.now() > until)
        throw new StoreError(
          `Another window or program is at ${what}, and does not finish. Try again; where none is open, delete ${others?.join(' and ') ?? `what is called ${basename(path)}${ending}… beside it`}. Nothing that was stored is lost.`,
        );
    } finally {
      await folder.remove(mark).catch(() => undefined);
    }
    // Of chance, so that two do not meet again and again.
    await delay(2 + Math.random() * Math.min(200, 10 * tries));
  }
}

/** This machine, in the name of a mark: of a home folder on a network several have their processes. */
const machine = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

/**
 * The marks of others who are at it; `undefined` where one's own was removed meanwhile. Those that were left behind
 * are removed.
 */
async function othersMarks(
  folder: PlainFolder,
  mark: string,
  path: string,
  stale: number,
): Promise<readonly string[] | undefined> {
  const names = await readdir(folder.path).catch((error: unknown) => {
    throw storeError(path, error);
  });
  if (!names.includes(basename(mark))) return undefined;
  const others: string[] = [];
  for (const name of names.filter((one) => one.startsWith(`${basename(path)}${ending}`) && one !== basename(mark))) {
    const other = join(folder.path, name);
    if (isGone(name) || (await isOlder(other, mark, stale))) await folder.remove(other).catch(() => undefined);
    else others.push(other);
  }
  return others;
}

/** Whether the process of a mark is known to have ended. */
function isGone(name: string): boolean {
  const [, where, pid] = /\.lock-([0-9a-f]+)-(\d+)-[0-9a-f]+$/.exec(name) ?? [];
  if (where !== machine || pid === undefined) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return systemCode(error) === 'ESRCH';
  }
}

/** By the clock of the disk that both are on. One that is no more there is in nobody's way. */
async function isOlder(other: string, mark: string, stale: number): Promise<boolean> {
  const [theirs, own] = await Promise.all(
    [other, mark].map((path) =>
      lstat(path).then(
        ({ mtimeMs }) => mtimeMs,
        () => undefined,
      ),
    ),
  );
  return theirs === undefined || (own !== undefined && own - theirs > stale);
}
