import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Inbox, InboxProblem, InboxReading } from '../../engine/inbox/inbox';
import { inboxCaps, withinCaps, type InboxCaps } from '../../engine/inbox/keeping';
import { inboxText, parseInbox, problemText } from '../../engine/inbox/parse-inbox';
import { moveAtomically, StoreError, writeFileAtomically } from './atomic-file';
import { deleteTree } from './kept';
import { readLimited } from './read-limited';

/** The most bytes that are read: the caps leave far less. */
const largestFile = 20_000_000;

/** What a line takes beside its problem: the comma and the line's end. */
const lineBytes = 2;

/**
 * The inbox as one file of JSON, a line for each problem. What is damaged is set aside beside it under another name,
 * and the rest works on.
 */
export function createInboxFile(path: string, now: () => Date, caps: InboxCaps = inboxCaps): Inbox {
  const listeners = new Set<() => void>();
  let last: Promise<unknown> = Promise.resolve();
  /** Found by a change; told by the next reading. */
  let untold: string | null = null;
  /** One after another, so that no change is made to what another one is about to replace. */
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
  const write = (problems: readonly InboxProblem[]): Promise<void> => writeFileAtomically(path, inboxText(problems));

  const read = async (): Promise<InboxReading> => {
    const text = await readLimited(path, largestFile);
    if (text.kind === 'refused') return text.reason === 'is missing' ? { problems: [], damage: null } : setAside(text.reason, []);
    const parsed = parseInbox(text.text);
    if (!parsed) return setAside('is damaged, or of a newer version', []);
    if (parsed.damaged > 0) return setAside(`holds ${parsed.damaged} damaged ${parsed.damaged === 1 ? 'entry' : 'entries'}`, parsed.problems);
    return { problems: parsed.problems, damage: null };
  };

  /** Moves the file away, and writes what could be read of it anew. */
  const setAside = async (reason: string, problems: readonly InboxProblem[]): Promise<InboxReading> => {
    const aside = `${path}.damaged-${now().toISOString().replaceAll(/[:.]/g, '-')}`;
    const rest = problems.length > 0 ? ` The ${problems.length} problems that could be read are still there.` : '';
    try {
      await moveAtomically(path, aside);
      if (problems.length > 0) await write(problems);
      return { problems, damage: `The file of the inbox ${reason}. It was set aside as ${aside}.${rest}` };
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      return { problems, damage: `The file of the inbox ${reason}. ${error.message}` };
    }
  };

  return {
    read: () =>
      inTurn(async () => {
        const { problems, damage } = await read();
        const told = damage ?? untold;
        untold = null;
        return { problems, damage: told };
      }),
    change: async (edit) => {
      await inTurn(async () => {
        const { problems, damage } = await read();
        untold = damage ?? untold;
        const encoder = new TextEncoder();
        await write(withinCaps(edit(problems), (problem) => encoder.encode(problemText(problem)).length + lineBytes, caps));
      });
      listeners.forEach((listener) => listener());
    },
    clear: async () => {
      await inTurn(async () => {
        const names = (await readdir(dirname(path)).catch((): string[] => [])).filter((name) => name.startsWith(basename(path)));
        const failures = (await Promise.all(names.map((name) => deleteTree(join(dirname(path), name))))).flat();
        if (failures.length > 0) throw new StoreError(`Not all of the inbox could be deleted: ${failures.join('; ')}. Delete the rest by hand, or try again.`);
      });
      listeners.forEach((listener) => listener());
    },
    onChange: (changed) => {
      const own = (): void => changed();
      listeners.add(own);
      return () => void listeners.delete(own);
    },
  };
}
