import type { AccountRows } from '../ranking/accounts/accountRows.ts';
import type { FittedRollUp } from '../ranking/accounts/rollUp.ts';

/** How account probabilities are made when a model scores. */
export interface DeployedAccounts {
  readonly rollUp: FittedRollUp;
  /** Accounts that the probabilities of others are compared with. */
  readonly reference: AccountRows;
}
