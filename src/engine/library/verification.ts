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

/** True where every example passed, and there are some: nothing vouches for a tool that has none. */
export function holds({ passed, total }: Pick<VerificationRecord, 'passed' | 'total'>): boolean {
  return total > 0 && passed === total;
}

/** What was verified on this machine, by fingerprint. Kept outside the library: a tool cannot vouch for itself. */
export interface VerificationBook {
  get(fingerprint: string): Promise<VerificationRecord | undefined>;
  put(fingerprint: string, record: VerificationRecord): Promise<void>;
}

/** Why a tool may be used: it was made on this machine, or a person was shown it here. */
export type Approval = 'made' | 'reviewed';

/**
 * What was made or approved on this machine, by the same fingerprints. A tool that was not made here says and does
 * whatever a stranger wanted: in its name, its description and its code. Kept outside the library, as the verifications
 * are.
 */
export interface ApprovalBook {
  get(fingerprint: string): Promise<Approval | undefined>;
  /** Records the approval at a time, ISO 8601, UTC. False where it could not be written: the person is asked again. */
  put(fingerprint: string, approval: Approval, at: string): Promise<boolean>;
}
