import type { Instant } from '../time/instant.ts';
import type { BinCounts } from './featureBins.ts';
import type { EventHours } from './feedPulse.ts';
import type { PresentProfile } from './profile.ts';
import type { References } from './profileStore.ts';
import type { Recount } from './recount.ts';

/** What a scoring read, beside what is compared with it. */
export interface Observed {
  readonly profile: PresentProfile;
  readonly references: References;
  /** Events of the last year by hour; null where there are none. */
  readonly hours: EventHours | null;
  /** The same rows as earlier runs counted; of the latest instant at or before the scoring's first. */
  readonly recounts: readonly Recount[];
  /** Null where there is none to compare with. */
  readonly order: PublishedOrder | null;
  /** Tables of which row-level security hides rows. */
  readonly filtered: readonly string[];
  /** Tables whose rows are read twice, since they inherit from another one that is read. */
  readonly readTwice: readonly string[];
  readonly modelId: string;
  /** Kinds of events that the model has features of. */
  readonly modelKinds: readonly string[];
  readonly features: readonly ModelFeature[];
  /** Values that its training had, where it kept no profile. */
  readonly audited: readonly BinCounts[];
  /** Which sources there are now. */
  readonly sources: { has(entity: string): boolean };
}

/** The order of the contacts beside that of the ranking that is published, by the same model. */
export interface PublishedOrder {
  /** Of the published ranking. */
  readonly asOf: Instant;
  /** Contacts in both. */
  readonly shared: number;
  /** Spearman's rank correlation of their probabilities. */
  readonly correlation: number;
}

/** A feature of the model. */
export interface ModelFeature {
  readonly name: string;
  readonly sentence: string;
  readonly isCategory: boolean;
  /** Whether it stays what it is from night to night, as a company's size does and the days since an event do not. */
  readonly isLasting: boolean;
  /** Share of what moves the model's test rows that it moves. */
  readonly weight: number;
}
