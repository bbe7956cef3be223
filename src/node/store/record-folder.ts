import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { parseJson } from '../../engine/json';
import { removeLeftovers } from './leftovers';
import { plainFolder, type PlainFolder } from './plain-folder';
import { readLimited } from './read-limited';

/** What a record's file is called. */
const recordName = /^[0-9a-f]{16,128}\.json$/;

/** Records by fingerprint. */
export interface RecordFolder<Record> {
  /** `undefined` where there is none, or a damaged one. */
  get(fingerprint: string): Promise<Record | undefined>;
  /** Throws `StoreError`. */
  put(fingerprint: string, record: Record): Promise<void>;
  /** Nothing where there is none. Throws `StoreError`. */
  remove(fingerprint: string): Promise<void>;
}

/**
 * A folder with a small file for each fingerprint: two writers never meet in one, so there is nothing to lock and
 * nothing to merge. Where there are more than `longest` records the oldest go, down to nine tenths. None of more than `largest`
 * bytes is read.
 */
export function createRecordFolder<Record>(
  folder: string,
  schema: v.GenericSchema<unknown, Record>,
  longest: number,
  largest = 10_000,
): RecordFolder<Record> {
  const own = plainFolder(folder, 'ownerOnly');
  const pathOf = (fingerprint: string): string => {
    const name = `${fingerprint}.json`;
    if (!recordName.test(name)) throw new Error('A fingerprint is 16 to 128 hexadecimal digits.');
    return join(own.path, name);
  };
  return {
    get: async (fingerprint) => {
      const read = await readLimited(pathOf(fingerprint), largest);
      const record = v.safeParse(schema, read.kind === 'text' ? parseJson(read.text) : undefined);
      return record.success ? record.output : undefined;
    },
    put: async (fingerprint, record) => {
      await own.replace(pathOf(fingerprint), JSON.stringify(record));
      await prune(own, longest);
    },
    remove: async (fingerprint) => {
      await own.remove(pathOf(fingerprint));
    },
  };
}

/**
 * Removes the oldest records where there are too many, and what crashes left. Never throws: the next `put` tries
 * again.
 */
async function prune(folder: PlainFolder, longest: number): Promise<void> {
  const names = await readdir(folder.path).catch(() => []);
  if (names.length <= longest) return;
  await removeLeftovers(folder, folder.path, { files: recordName }, new Date());
  const dated = await Promise.all(
    names
      .filter((name) => recordName.test(name))
      .map(async (name) => ({
        path: join(folder.path, name),
        time: (await lstat(join(folder.path, name)).catch(() => undefined))?.mtimeMs ?? 0,
      })),
  );
  dated.sort((a, b) => b.time - a.time);
  await Promise.all(
    dated.slice(Math.floor(longest * 0.9)).map(({ path }) => folder.remove(path).catch(() => undefined)),
  );
}
