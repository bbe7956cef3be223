import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Inbox, InboxProblem, InboxReading, NoRoom } from '../../engine/inbox/inbox';
import { inboxCaps, withinCaps, type InboxCaps } from '../../engine/inbox/keeping';
import { inboxText, parseInbox, problemText } from '../../engine/inbox/parse-inbox';
import { isLockMark, withFileLock, type LockPatience } from './file-lock';
import { deleteTree, plainFolder } from './plain-folder';
import { readLimited } from './read-limited';
import { StoreError } from './store-error';
import { watchFolder } from './watch-folder';

/** The most bytes that are read: the caps leave far less. */
const largestFile = 20_000_000;

/** What a line takes beside its problem: the comma and the line's end. */
const lineBytes = 2;

/**
 * The inbox as one file of JSON, a line for each problem. What is damaged is set aside beside it under another name,
 * and the rest works on. Several windows may have the same one: who writes holds its lock.
 */
export function createInboxFile(
  path: string,
  now: () => Date,
  caps: InboxCaps = inboxCaps,
  patience?: LockPatience,
): Inbox {
  const folder = plainFolder(dirname(path), 'ownerOnly');
  const listeners = new Set<() => void>();
  let last: Promise<unknown> = Promise.resolve();
  /** Found by a change; told by the next reading. */
  let untold: string | null = null;
  /** One after another, so that what is done here does not wait for itself at the lock. */
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
  const write = (problems: readonly InboxProblem[]): Promise<void> => folder.replace(path, inboxText(problems));

  /** What can be read, and a clause on what is damaged. */
  const look = async (): Promise<{ readonly problems: readonly InboxProblem[]; readonly damaged: string | null }> => {
    const text = await readLimited(path, largestFile);
    if (text.kind === 'refused') return { problems: [], damaged: text.reason === 'is missing' ? null : text.reason };
    const parsed = parseInbox(text.text);
    if (!parsed) return { problems: [], damaged: 'is damaged, or of a newer version' };
    return {
      problems: parsed.problems,
      damaged:
        parsed.damaged === 0 ? null : `holds ${parsed.damaged} damaged ${parsed.damaged === 1 ? 'entry' : 'entries'}`,
    };
  };

  /** Reads under the lock: what is damaged is moved away, and what could be read of it written anew. */
  const readWhole = async (): Promise<InboxReading> => {
    const { problems, damaged: reason } = await look();
    if (reason === null) return { problems, damage: null };
    const aside = `${path}.damaged-${now().toISOString().replaceAll(/[:.]/g, '-')}`;
    const rest = problems.length > 0 ? ` The ${problems.length} problems that could be read are still there.` : '';
    try {
      await folder.move(path, aside);
      if (problems.length > 0) await write(problems);
      return { problems, damage: `The file of the inbox ${reason}. It was set aside as ${aside}.${rest}` };
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      return { problems, damage: `The file of the inbox ${reason}. ${error.message}` };
    }
  };

  const readOrMend = async (): Promise<InboxReading> => {
    const { problems, damaged } = await look();
    if (damaged === null) return { problems, damage: null };
    try {
      return await withFileLock(path, readWhole, patience);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      return { problems, damage: `The file of the inbox ${damaged}. ${error.message}` };
    }
  };

  /** One change under the lock; `undefined` where it was taken away meanwhile, and nothing was written. */
  const changeOnce = (edit: Parameters<Inbox['change']>[0]): Promise<NoRoom | undefined> =>
    withFileLock(
      path,
      async (lock) => {
        const before = await readWhole();
        untold = before.damage ?? untold;
        const encoder = new TextEncoder();
        const { problems, noRoom } = withinCaps(
          before.problems,
          edit(before.problems),
          (problem) => encoder.encode(problemText(problem)).length + lineBytes,
          caps,
        );
        if (!(await lock.isHeld())) return undefined;
        await write(problems);
        return noRoom;
      },
      patience,
    );

  return {
    read: () =>
      inTurn(async () => {
        const { problems, damage } = await readOrMend();
        const told = damage ?? untold;
        untold = null;
        return { problems, damage: told };
      }),
    change: async (edit) => {
      const noRoom = await inTurn(async () => {
        for (;;) {
          const done = await changeOnce(edit);
          if (done) return done;
        }
      });
      listeners.forEach((listener) => listener());
      return noRoom;
    },
    clear: async () => {
      const deleteAll = async (): Promise<void> => {
        const names = (await readdir(dirname(path)).catch((): string[] => [])).filter(
          (name) => name.startsWith(basename(path)) && !isLockMark(name),
        );
        const failures = (await Promise.all(names.map((name) => deleteTree(join(dirname(path), name))))).flat();
        if (failures.length > 0)
          throw new StoreError(
            `Not all of the inbox could be deleted: ${failures.join('; ')}. Delete the rest by hand, or try again.`,
          );
      };
      await inTurn(() => withFileLock(path, deleteAll, patience));
      listeners.forEach((listener) => listener());
    },
    onChange: (changed) => {
      const own = (): void => changed();
      listeners.add(own);
      // What other windows change is told as well, a little later.
      const endWatch = watchFolder(dirname(path), own);
      return () => {
        listeners.delete(own);
        endWatch();
      };
    },
  };
}
