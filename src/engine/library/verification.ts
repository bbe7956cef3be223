/** That a tool passed its examples on this machine. */
export interface VerificationRecord {
  readonly passed: number;
  readonly total: number;
  /** Held-out examples that passed. */
  readonly unseenPassed: number;
  /** Probes that its parser should refuse and does not. */
  readonly acceptedForeign: number;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** What was verified on this machine, by fingerprint. Kept outside the library: a tool cannot vouch for itself. */
export interface VerificationBook {
  get(fingerprint: string): Promise<VerificationRecord | undefined>;
  put(fingerprint: string, record: VerificationRecord): Promise<void>;
}
