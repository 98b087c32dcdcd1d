import type { Notice } from '../../notice/notice.ts';
import type { OutcomePlace } from '../../snapshot/placeOutcomes.ts';
import type { Instant } from '../../time/instant.ts';

/** How many outcomes are of a kind, and whether the program takes it. */
export interface OutcomeKindCount {
  /** Null where the row names none. */
  readonly kind: string | null;
  readonly outcomes: number;
  readonly taken: boolean;
}

/** A contact that makes a training row positive, or one that does not and why. */
export interface OutcomeExample {
  readonly contactId: string;
  readonly contactName: string | null;
  /** The date of the row, or the one that the reason is about; null where there is none. */
  readonly asOf: Instant | null;
  /** Null of a contact without an outcome. */
  readonly occurredAt: Instant | null;
  /** From the one to the other; null where one of them is. */
  readonly days: number | null;
  readonly reason: OutcomePlace | 'no outcome';
}

/** How long it takes from a beginning to the first outcome after it. */
export interface OutcomeLag {
  /** Contacts with an outcome after the beginning, and those with an outcome but no beginning before it. */
  readonly contacts: number;
  readonly without: number;
  /** Days within which so many of the contacts reach it; NaN where there are none. */
  readonly quantiles: readonly { readonly share: number; readonly days: number }[];
  /** Contacts whose beginning lies 180 days or more before the end of the record: others may reach it later. */
  readonly watched: number;
  /** Share of the watched ones that reach it within so many days; NaN where there are none. */
  readonly within: readonly { readonly days: number; readonly share: number }[];
}

/** Another program, and how many contacts reached both outcomes. */
export interface OutcomeOverlap {
  readonly program: string;
  /** Whether both programs take the same outcomes. */
  readonly same: boolean;
  /** Contacts that reached the other outcome, and those that reached both. */
  readonly contacts: number;
  readonly both: number;
  /** Of those that reached both: they reached the other one first. */
  readonly otherFirst: number;
}

/** What the outcome of a program is, in the data as of an instant. */
export interface OutcomeDescription {
  readonly program: string;
  readonly asOf: Instant;
  /** Outcomes are known up to here. */
  readonly recordedUntil: Instant;
  readonly horizonDays: number;
  readonly kinds: readonly OutcomeKindCount[];
  /** Outcomes of the program, and the contacts that reached one. */
  readonly outcomes: number;
  readonly contacts: number;
  /** The last 120 months at most (UTC), those without an outcome included. */
  readonly months: readonly { readonly month: string; readonly outcomes: number }[];
  /** What training makes of the outcomes: how many make a row positive, and why the others do not, the most frequent reason first. */
  readonly places: readonly { readonly place: OutcomePlace; readonly outcomes: number }[];
  /** Up to ten contacts that count, and up to ten that do not. */
  readonly examples: { readonly in: readonly OutcomeExample[]; readonly out: readonly OutcomeExample[] };
  /** From the first event of a contact. */
  readonly fromFirstTouch: OutcomeLag;
  /** From the first date at which a contact could have been approached. */
  readonly fromFirstDate: OutcomeLag;
  readonly overlaps: readonly OutcomeOverlap[];
  readonly notices: readonly Notice[];
}
