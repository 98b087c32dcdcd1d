import type { Instant } from '../snapshot/population.ts';
import type { EventVolume } from './eventVolume.ts';
import type { SourceRows } from './sourceRows.ts';

/** Changes with the shape of what is stored; profiles of another version are not compared with. */
export const profileVersion = 1;

/** What there was at one instant, in figures. */
export interface Profile {
  readonly asOf: Instant;
  /** Contacts that may be approached. */
  readonly candidates: number;
  /** Rows of each source, known before the instant. */
  readonly rows: SourceRows;
  /** Events in the time before the instant; null where no source has any. */
  readonly events: EventVolume | null;
}

/**
 * What a training or a scoring read: at its own instant and, of a training, at past dates too.
 *
 * Figures only: no row and no id of the CRM is in it.
 */
export interface RunProfile {
  readonly now: Profile;
  /** Ascending by date; empty for a scoring. */
  readonly past: readonly Profile[];
}
