import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { VerificationBook } from '../../engine/library/verification';
import { writeFileAtomically } from './atomic-file';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const RecordSchema = v.object({ passed: count, total: count, unseenPassed: count, acceptedForeign: count, at: v.string() });

/** The book of verifications as a folder with a small file for each fingerprint: two writers never meet in one. */
export function createVerificationFolder(folder: string): VerificationBook {
  const pathOf = (fingerprint: string): string => join(folder, `${fingerprint.replace(/[^0-9a-f]/g, '')}.json`);
  return {
    get: async (fingerprint) => {
      try {
        const record = v.safeParse(RecordSchema, JSON.parse(await readFile(pathOf(fingerprint), 'utf8')));
        return record.success ? record.output : undefined;
      } catch {
        // Missing or damaged: not verified, which costs a run of the examples and nothing else.
        return undefined;
      }
    },
    put: (fingerprint, record) => writeFileAtomically(pathOf(fingerprint), JSON.stringify(record)),
  };
}
