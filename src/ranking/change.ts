import type { ExclusionReason } from '../snapshot/ledger.ts';
import type { Instant } from '../time/instant.ts';
import type { Tier } from './tier.ts';

/** Why somebody who was ranked is ranked no more. */
export type GoneReason = ExclusionReason | 'not in the data';

/** How a contact stands against the ranking before: in another tier, or in the same one with another rank or score, where it is on both. */
export type ChangeKind = 'new' | 'gone' | 'up' | 'down' | 'moved';

/** Of what a margin changed, in log-odds; the parts add up to the change to nine digits. */
export interface ChangeParts {
  /** What happened since, or became known late. */
  readonly activity: number;
  /** Time alone. */
  readonly ageing: number;
  /** What the CRM says of the contact and its account. */
  readonly profile: number;
  /** Another model; what became known late is in it then. */
  readonly model: number;
}

/** A contact of the ranking that stands otherwise than in the one before. */
export interface ContactChange {
  readonly contactId: string;
  readonly change: Exclude<ChangeKind, 'gone'>;
  /** Where it stood; null for a new one. */
  readonly before: { readonly rank: number; readonly probability: number; readonly tier: Tier } | null;
  /** Null for a new one, and beyond the head of the list. */
  readonly parts: ChangeParts | null;
}

/** What changed from the ranking before to the published one. */
export interface RankChanges {
  readonly previousRunId: string;
  readonly previousAsOf: Instant;
  readonly counts: Readonly<Record<ChangeKind, number>>;
  /** Why those who are gone are, and how many of each, the most first. */
  readonly gone: readonly { readonly reason: GoneReason; readonly contacts: number }[];
  /** By contact, of those asked about. */
  readonly contacts: ReadonlyMap<string, ContactChange>;
}
