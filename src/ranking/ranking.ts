import type { Reason } from '../explain/reason.ts';
import type { AccountActivity, BuyingGroup, Momentum } from './accountBeside.ts';
import type { Standing } from './standing.ts';
import type { Tier } from './tier.ts';

export type { Reason, Standing, Tier };

/** A contact on the list. */
export interface RankedContact {
  readonly rank: number;
  readonly contactId: string;
  readonly contactName: string | null;
  readonly title: string | null;
  readonly accountId: string | null;
  readonly accountName: string | null;
  /** The account's id, or the contact's where it has no account: what the published rows are sharded by. */
  readonly unitId: string;
  readonly probability: number;
  /** 0 to 100: percentile of the probability within the champion's reference population. */
  readonly score: number;
  readonly tier: Tier;
  readonly margin: number;
  readonly baseMargin: number;
  /** Every group that contributes, in the order of `arranged`; base plus the contributions is the margin. */
  readonly reasons: readonly Reason[];
  readonly asOf: number;
  readonly horizonEnds: number;
  /** What stands beside the probability. */
  readonly standing: Standing;
}

/** An account on the list. */
export interface RankedAccount {
  readonly rank: number;
  readonly accountId: string;
  readonly accountName: string | null;
  readonly domain: string | null;
  /** That at least one of its eligible contacts converts. */
  readonly probability: number;
  readonly score: number;
  readonly tier: Tier;
  readonly eligibleContacts: number;
  /** Sum of its contacts' probabilities. */
  readonly expectedConversions: number;
  readonly bestContactId: string;
  /** How this week compares with the three before; null where nobody was active in the last 28 days. */
  readonly momentum: Momentum | null;
  /** What its people did lately, those who are not eligible among them. */
  readonly activity: AccountActivity | null;
  /** Whom it has in the CRM, and who of them takes part. */
  readonly buyingGroup: BuyingGroup | null;
  /** Those of the account, in the order of `arranged`; see `accountReasons`. */
  readonly reasons: readonly Reason[];
}

/**
 * Rows in rank order, made one at a time while they are walked, so that a million of them need no
 * million objects; walking again makes equal rows again.
 */
export interface RankedRows<Row> extends Iterable<Row> {
  readonly length: number;
}

/** Contacts and accounts, each from the most to the least promising. */
export interface Ranking {
  readonly contacts: RankedRows<RankedContact>;
  /** Accounts with an eligible contact; contacts without an account are not among them. */
  readonly accounts: RankedRows<RankedAccount>;
  /** Sum of the probabilities of all contacts. */
  readonly expectedConversions: number;
  /** Whether every contact is worked by rank, and nothing stands beside its probability. */
  readonly isPlain: boolean;
}

/**
 * The best rows of a ranking as an array, such as those a report shows.
 *
 * @param limit at most so many; only they are made.
 */
export function topRows<Row>(rows: RankedRows<Row>, limit: number): readonly Row[] {
  const top: Row[] = [];
  for (const row of rows) {
    if (top.length >= limit) break;
    top.push(row);
  }
  return top;
}
