import type { EntityName } from '../config/entity.ts';
import type { Instant } from '../time/instant.ts';
import type { CreatedAlike } from './createdAlike.ts';
import type { EventVolume } from './eventVolume.ts';
import type { BinCounts, FeatureBins } from './featureBins.ts';
import type { EventHours, Pulses } from './feedPulse.ts';
import type { ScoreSummary } from './scoreSummary.ts';
import type { SourceRows } from './sourceRows.ts';

/** Changes with the shape of what is stored; profiles of another version are not compared with. */
export const profileVersion = 2;

/** What there was at one instant, in figures. */
export interface Profile {
  readonly asOf: Instant;
  /** Contacts that may be approached. */
  readonly candidates: number;
  /** Rows of each source, known before the instant. */
  readonly rows: SourceRows;
  /** Events in the time before the instant; null where no source has any. */
  readonly events: EventVolume | null;
  /** Of the candidates, or a sample of them, in the bins of the model's training; empty where it has none. */
  readonly features: readonly BinCounts[];
  /** What the model says of the same; null where it was not asked. */
  readonly scores: ScoreSummary | null;
}

/** A hash by entity. */
export type Readings = Readonly<Record<EntityName, string>>;

/** The same at the instant of a run. */
export interface PresentProfile extends Profile {
  readonly pulses: Pulses;
  /** Events of the last month by hour; null where there are none. */
  readonly hours: EventHours | null;
  readonly alike: CreatedAlike;
  /** Optional fields for which a column is there, such as `contact.title`. */
  readonly columns: readonly string[];
  /** Of each entity, a hash of where and how it is read; null where nobody knows any more. */
  readonly reading: Readings | null;
}

/**
 * What a training or a scoring read: at its own instant and, of a training, at past dates too.
 *
 * Figures only: no row and no id of the CRM is in it.
 */
export interface RunProfile {
  readonly modelId: string;
  readonly now: PresentProfile;
  /** Ascending by date; empty for a scoring. */
  readonly past: readonly Profile[];
  /** By which this run, and every scoring with its model, counts; null for a scoring. */
  readonly bins: ProfileBins | null;
}

/** Bins of the features of a model, and of its probabilities. */
export interface ProfileBins {
  readonly features: readonly FeatureBins[];
  readonly scores: FeatureBins;
}
