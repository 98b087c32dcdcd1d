import type { Instant } from '../time/instant.ts';

/** What is known of a criterion of qualification, for whoever reads a list. */
export interface ListedEvidence {
  readonly criterion: string;
  readonly state: 'known' | 'unknown' | 'contradicted';
  /** Whether it is met; null unless known. */
  readonly met: boolean | null;
  readonly value: string | null;
  readonly source: string | null;
  readonly dated: Instant | null;
}

/** The last hand-off of a contact, and how soon somebody must act on it. */
export interface ListedHandOff {
  readonly stage: string;
  readonly deadline: Instant;
  readonly state: 'met' | 'due' | 'breached';
  /** When somebody acted; null for nobody. */
  readonly actedAt: Instant | null;
}
