import * as v from 'valibot';
import type { ApprovalBook } from '../../engine/library/verification';
import { StoreError } from './store-error';
import { createRecordFolder } from './record-folder';

/** Approvals kept. A tool without one is shown to the person again. */
const maximumApprovals = 20_000;

const ApprovalSchema = v.object({
  approved: v.literal(true),
  /** Made on this machine; else a person was shown it. */
  made: v.exactOptional(v.literal(true)),
  at: v.pipe(v.string(), v.maxLength(40)),
});

/** The book of approvals as a folder of records beside that of the verifications. */
export function createApprovalFolder(folder: string): ApprovalBook {
  const records = createRecordFolder(folder, ApprovalSchema, maximumApprovals);
  return {
    get: async (fingerprint) => {
      const record = await records.get(fingerprint);
      return record && (record.made ? 'made' : 'reviewed');
    },
    put: async (fingerprint, approval, at) => {
      try {
        await records.put(fingerprint, { approved: true, ...(approval === 'made' ? { made: true } : {}), at });
        return true;
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
        return false;
      }
    },
  };
}
