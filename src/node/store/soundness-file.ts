import * as v from 'valibot';
import type { SoundnessBook } from '../sandbox/soundness';
import { createRecordFolder } from './record-folder';
import { StoreError } from './store-error';

/** Engines kept: one for each state of the extension, the command line and what runs them. */
const mostEngines = 50;

const SoundSchema = v.object({ sound: v.literal(true) });

/** The book of sound engines as a folder of records, in the state folder of this machine. */
export function createSoundnessFolder(folder: string): SoundnessBook {
  const records = createRecordFolder(folder, SoundSchema, mostEngines);
  return {
    has: async (fingerprint) => (await records.get(fingerprint)) !== undefined,
    add: async (fingerprint) => {
      try {
        await records.put(fingerprint, { sound: true });
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
      }
    },
  };
}
