import type { Column } from '../table/table.ts';
import type { Instant } from '../time/instant.ts';

/** Contacts in ascending code-unit order of their ids; every array has one entry per contact. */
export interface Contacts {
  readonly ids: readonly string[];
  /** Index into the accounts of the one a model may know of; −1 for none, or for an account the CRM does not have. */
  readonly account: Int32Array;
  readonly createdAt: Float64Array;
  readonly name: readonly (string | null)[];
  readonly title: readonly (string | null)[];
  readonly emailDomain: readonly (string | null)[];
  /** Attributes that are known at every past date by declaration, plus current-state ones for the audit. */
  readonly attributes: readonly Column[];
}

/** Accounts in ascending code-unit order of their ids. */
export interface Accounts {
  readonly ids: readonly string[];
  readonly name: readonly (string | null)[];
  readonly domain: readonly (string | null)[];
  readonly createdAt: Float64Array;
  readonly attributes: readonly Column[];
}

/** When things happened to whom, in ascending order of contact, then time; −Infinity is before every date. */
export interface Occurrences {
  readonly contact: Int32Array;
  readonly occurredAt: Float64Array;
  /** When it became known; NaN where the source does not say. */
  readonly ingestedAt: Float64Array;
  /** The earliest it can have happened, where only its day is known; absent where every instant is. */
  readonly begunAt?: Float64Array;
}

/** Spans during which a contact or account is set aside, NaN for open ends; ascending by subject, then start. */
export interface Spans {
  readonly subject: Int32Array;
  readonly from: Float64Array;
  readonly until: Float64Array;
}

/** Opportunities, open from their creation until they are closed. */
export interface Opportunities extends Spans {
  /** How one ended: 1 won, 0 lost, −1 not known, such as while it is open. */
  readonly won: Int8Array;
}

/** What keeps contacts off the list. */
export interface Obstacles {
  readonly outcomes: Occurrences;
  /** Opportunities by account, and by each contact that its account does not stand for. */
  readonly accountOpportunities: Opportunities;
  readonly contactOpportunities: Opportunities;
  readonly suppressions: Spans;
}

/** What keeps contacts off the list on the day of a run, however and whenever it became known. */
export interface ObstaclesOfToday extends Obstacles {
  /** When that is: no earlier than what else was read. */
  readonly at: Instant;
}

/** Everything but the events, read in one snapshot of the database. */
export interface Population extends Obstacles {
  readonly contacts: Contacts;
  readonly accounts: Accounts;
  /**
   * Index into the accounts of the one each contact belongs to today, −1 for none: who may be approached now, and under which account.
   * No feature may see it: an outcome may have given a contact its account.
   */
  readonly currentAccount: Int32Array;
  /** Present where the run's as-of says less than its day: a list goes by both, no feature and no past date sees it. */
  readonly today?: ObstaclesOfToday;
  /** One entry per declared history attribute. */
  readonly history: readonly AttributeHistory[];
  /** History of attributes that are declared otherwise, where there is any, for the audit alone; absent unless asked for. */
  readonly revisions?: readonly AttributeHistory[];
  /** The last instant up to which outcomes are known: `recordedUntil`, else the arrival of the last outcome. */
  readonly highWater: Instant;
  /** The first event; without events the first contact created, which may lie long before anything was recorded of it. */
  readonly firstFact: Instant;
  /** SHA-256 over everything read, events aside. */
  readonly fingerprint: string;
  /** Rows left out or repaired, by what was wrong with them, such as duplicate contacts. */
  readonly anomalies: Readonly<Record<string, number>>;
}

/** The values an attribute took: ascending by subject, then time, one per instant; null means it was cleared. */
export interface AttributeHistory {
  readonly entity: 'contact' | 'account';
  readonly name: string;
  readonly subject: Int32Array;
  readonly validFrom: Float64Array;
  readonly value: readonly (string | null)[];
}
