import type { WorkerOutcome, WorkerRequest } from './messages';

/** Runs calls one at a time, each from a pristine state. */
export interface Engine {
  /** Runs one call. `fuel` counts the interrupt polls, one in 10,000 ticks: the same call takes the same each time. */
  run(request: WorkerRequest): { readonly outcome: WorkerOutcome; readonly fuel: number };
  /** Makes ready for the next `run`, which must wait for it. Separate, so that the reply need not wait. */
  prepare(): Promise<void>;
}
