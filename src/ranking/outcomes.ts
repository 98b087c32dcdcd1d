import type { Realised } from '../evaluation/realised.ts';
import type { Instant } from '../time/instant.ts';

/** Some of those whom a run ranked, and what came of them. */
export interface RealisedPart extends Realised {
  /** What they have in common. */
  readonly part:
    | { readonly by: 'all' }
    /** The first so many of the list that is worked. */
    | { readonly by: 'first'; readonly count: number }
    | { readonly by: 'tier' | 'stage' | 'grid' | 'segment'; readonly value: string }
    /** Whether somebody approached them within the horizon, before they converted. */
    | { readonly by: 'contacted'; readonly value: boolean };
}

/** What became of the ranking of a run. */
export interface RunOutcomes {
  readonly runId: string;
  readonly modelId: string;
  readonly asOf: Instant;
  /** When its horizon ends; null where its ranking was removed. */
  readonly horizonEnds: Instant | null;
  /** `removed` gave up its ranking, `open` can still convert, `matured` is known to the end. */
  readonly state: 'matured' | 'open' | 'removed';
  /** Contacts that are not in the CRM any more; they are in no part. */
  readonly unknown: number;
  /** Of a matured one. */
  readonly parts: readonly RealisedPart[];
}

/** What became of the rankings that a program published. */
export interface ProgramOutcomes {
  readonly program: string;
  readonly horizonDays: number;
  /** Up to when outcomes are known. */
  readonly knownUntil: Instant;
  /** Whether touches are mapped, or were imported: else nothing says who was contacted. */
  readonly touches: boolean;
  /** The newest first. */
  readonly runs: readonly RunOutcomes[];
}
