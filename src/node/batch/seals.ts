import { createHmac } from 'node:crypto';
import { isJsonObject, parseJson } from '../../engine/json';

/**
 * Seals what a run keeps with the secret of this machine, so that nothing that was put there by anyone who cannot read
 * the secret is taken for the run's own: a checkpoint, or an answer that was paid for.
 */
export interface Seals {
  /** An object as a line of JSON with its seal. */
  seal(value: object): string;
  /** What such a line holds; `undefined` where its seal is not of this secret and this run, or it is torn. */
  open(line: string): Readonly<Record<string, unknown>> | undefined;
}

/** The seals of one run. */
export function createSeals(secret: string, run: string): Seals {
  const sealOf = (text: string): string => createHmac('sha256', secret).update(`${run}\n${text}`).digest('hex');
  return {
    seal: (value) => JSON.stringify({ ...value, seal: sealOf(JSON.stringify(value)) }),
    open: (line) => {
      const read = parseJson(line);
      if (!isJsonObject(read)) return undefined;
      const { seal, ...value } = read;
      return seal === sealOf(JSON.stringify(value)) ? value : undefined;
    },
  };
}
