import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { asEnded, entryLine, parseEntry, type LedgerEntry } from '../../engine/ledger/entry';
import type { Ledger, LedgerReading } from '../../engine/ledger/ledger';
import { openToRead, plainFolder, type PlainFolder } from './plain-folder';
import { readFailure } from './read-limited';
import { StoreError, storeError, systemCode } from './store-error';
import { watchFolder } from './watch-folder';

/** The name of a month's file. */
const filePattern = /^ledger-(\d{4}-\d\d)\.jsonl$/;

/** The most bytes of a month's file that are read: hundreds of thousands of calls. */
const longestFile = 256_000_000;

/** A file as far as it was read: up to the start of its last line, which may still be growing. */
interface MonthRead {
  readonly identity: string;
  readonly bytes: number;
  readonly entries: readonly LedgerEntry[];
  readonly unreadable: number;
}

/**
 * The ledger as a folder with a file for each month, a line of JSON for each entry. An entry is one write that begins
 * with the line break. Whatever a crash left of the line before, this one stands by itself. A line that was cut off is
 * no JSON, and nothing else is lost with it. Several processes append at once; nothing is ever changed or moved.
 * `before`: where an earlier version kept it; what is there is read as well.
 */
export function createLedgerFolder(folder: string, before?: string): Ledger {
  const own = plainFolder(folder, 'ownerOnly');
  const months = new Map<string, MonthRead>();
  const listeners = new Set<() => void>();
  const changed = (): void => listeners.forEach((listener) => listener());
  /** One watch for all listeners, from the first to the last of them. */
  let endWatch: (() => void) | undefined;
  return {
    append: async (entry) => {
      const path = join(folder, `ledger-${entry.at.slice(0, 7)}.jsonl`);
      await appendLine(own, path, `\n${entryLine(entry)}`).catch((error: unknown) => {
        throw storeError(path, error);
      });
      changed();
    },
    read: async (since) => {
      const from = since?.toISOString() ?? '';
      const readings: LedgerReading[] = [];
      for (const one of before === undefined ? [folder] : [before, folder]) {
        const names = (await namesIn(one)).filter((name) => (filePattern.exec(name)?.[1] ?? '') >= from.slice(0, 7));
        for (const name of names) readings.push(await readMonth(join(one, name), months));
      }
      const entries = asEnded(readings.flatMap((reading) => reading.entries));
      return {
        entries: since ? entries.filter(({ at }) => Date.parse(at) >= since.getTime()) : entries,
        unreadable: readings.reduce((sum, reading) => sum + reading.unreadable, 0),
      };
    },
    watch: (listener) => {
      // A function of its own for each call, so that one listener may listen twice.
      const told = (): void => listener();
      listeners.add(told);
      endWatch ??= watchFolder(folder, changed);
      return () => {
        if (!listeners.delete(told) || listeners.size > 0) return;
        endWatch?.();
        endWatch = undefined;
      };
    },
  };
}

/** The names of a ledger's files, oldest first; none where there is no folder yet. Throws `StoreError`. */
async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => filePattern.test(name)).sort();
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw new StoreError(`The ledger in ${folder} ${readFailure(error)}.`, { cause: error });
  }
}

/** One write at the end of a file, flushed: on local disks the system lets no other write come between. */
async function appendLine(folder: PlainFolder, path: string, line: string): Promise<void> {
  const bytes = Buffer.from(line, 'utf8');
  const file = await folder.openToAppend(path);
  try {
    const { bytesWritten } = await file.write(bytes);
    // A second write for the rest could stand behind another process's line; a torn line loses only itself.
    if (bytesWritten !== bytes.length)
      throw new StoreError(
        `An entry of ${path} was written in part: is the disk full? Free some room; what was stored before is whole.`,
      );
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A month's entries; of a file that only grew since the last look, only what is new is read. */
async function readMonth(path: string, months: Map<string, MonthRead>): Promise<LedgerReading> {
  try {
    const info = await lstat(path);
    // A link could point at anything; a pipe would be waited for.
    if (!info.isFile())
      throw new StoreError(`The ledger ${path} is no file of its own, so it is not read. Move it away.`);
    if (info.size > longestFile)
      throw new StoreError(
        `The ledger ${path} is larger than ${longestFile / 1_000_000} MB, so it is not read. Move it away.`,
      );
    const identity = `${info.dev}:${info.ino}`;
    const known = months.get(path);
    const before =
      known?.identity === identity && known.bytes <= info.size
        ? known
        : { identity, bytes: 0, entries: [], unreadable: 0 };
    const text = await textFrom(path, before.bytes, info.size);
    const whole = text.subarray(0, Math.max(0, text.lastIndexOf(0x0a)));
    const read = parsed(whole.toString('utf8'));
    const upToLast: MonthRead = {
      identity,
      bytes: before.bytes + whole.length,
      entries: [...before.entries, ...read.entries],
      unreadable: before.unreadable + read.unreadable,
    };
    months.set(path, upToLast);
    const last = parsed(text.subarray(whole.length).toString('utf8'));
    return { entries: [...upToLast.entries, ...last.entries], unreadable: upToLast.unreadable + last.unreadable };
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return { entries: [], unreadable: 0 };
    throw error instanceof StoreError
      ? error
      : new StoreError(`The ledger ${path} ${readFailure(error)}.`, { cause: error });
  }
}

async function textFrom(path: string, start: number, end: number): Promise<Buffer> {
  const file = await openToRead(path);
  try {
    const bytes = Buffer.alloc(end - start);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function parsed(text: string): LedgerReading {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const entries = lines.flatMap((line) => parseEntry(line) ?? []);
  return { entries, unreadable: lines.length - entries.length };
}
