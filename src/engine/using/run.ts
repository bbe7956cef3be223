import type { Workshop } from './run-tool';

/** Where tools run, and what stops them. */
export interface Run {
  readonly workshop: Workshop;
  readonly signal: AbortSignal;
}
