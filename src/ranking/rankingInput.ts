import type { Explain, ExplainAccounts } from '../explain/reason.ts';
import type { Population } from '../snapshot/population.ts';
import type { Snapshots } from '../snapshot/snapshots.ts';
import type { Table } from '../table/table.ts';
import type { AccountBeside } from './accountBeside.ts';
import type { FittedRollUp } from './accounts/rollUp.ts';
import type { Standings } from './standing.ts';
import type { TierRule } from './tier.ts';

/** Scored snapshots as columns, one entry per row and one row per eligible contact. */
export interface RankingInput {
  readonly population: Pick<Population, 'contacts' | 'accounts' | 'currentAccount'>;
  readonly snapshots: Pick<Snapshots, 'rows' | 'contact' | 'asOf'>;
  /** Log-odds, uncalibrated, finite. */
  readonly margins: Float64Array;
  /** Calibrated, in [0, 1]. */
  readonly probabilities: Float64Array;
  readonly explain: Explain;
  readonly explainAccounts: ExplainAccounts;
  /** Quantiles of the champion's probabilities of contacts, ascending; see `referenceQuantiles`. */
  readonly reference: Float64Array;
  /** The same of accounts; empty where the model has seen none. */
  readonly accountReference: Float64Array;
  /** How the probabilities of contacts become that of their account. */
  readonly rollUp: FittedRollUp;
  /** Features of the rows, of which the roll-up may read some. */
  readonly table: Table;
  /** Where the program states one; without it tiers follow scores. */
  readonly tiers?: TierRule | undefined;
  /** What stands beside the probabilities and changes none; by default nothing does, and every contact is worked by rank. */
  readonly standings?: Standings | undefined;
  /** What stands beside the probability of an account, by its index in the population; by default nothing does. */
  readonly accountsBeside?: ((account: number) => AccountBeside) | undefined;
  /** Length of the outcome's horizon in microseconds. */
  readonly horizon: number;
}
