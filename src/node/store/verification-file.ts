import * as v from 'valibot';
import type { VerificationBook } from '../../engine/library/verification';
import { createRecordFolder } from './record-folder';

/**
 * Records kept: more than a library has tools. A tool without one is verified again, which costs a run of its examples
 * and nothing else.
 */
const maximumRecords = 20_000;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const RecordSchema = v.pipe(
  v.object({
    passed: count,
    total: count,
    unseenPassed: count,
    acceptedForeign: count,
    at: v.pipe(v.string(), v.maxLength(40)),
  }),
  v.check(({ passed, total, unseenPassed }) => passed <= total && unseenPassed <= passed),
);

/** The book of verifications as a folder of records. `put` throws `StoreError`. */
export function createVerificationFolder(folder: string, longest = maximumRecords): VerificationBook {
  return createRecordFolder(folder, RecordSchema, longest);
}
