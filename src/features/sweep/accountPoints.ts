import { firstAtOrAfter } from '../../numeric/search.ts';
import type { Accounts, Contacts } from '../../snapshot/population.ts';
import type { Snapshots } from '../../snapshot/snapshots.ts';

/** The distinct as-of instants at which the contacts of each account have rows, ascending within the account. */
export interface AccountPoints {
  /** Points of account a are [start[a], start[a + 1]). */
  readonly start: Int32Array;
  readonly asOf: Float64Array;
  /** Point of each row; −1 for a row without account. */
  readonly ofRow: Int32Array;
}

/** In place of the points of accounts nobody asks for. */
export const noPoints: AccountPoints = {
  start: new Int32Array(0),
  asOf: new Float64Array(0),
  ofRow: new Int32Array(0),
};

/** Gathers the points of all accounts. */
export function accountPoints(
  snapshots: Pick<Snapshots, 'rows' | 'contact' | 'asOf'>,
  contacts: Pick<Contacts, 'account'>,
  accounts: Pick<Accounts, 'ids'>,
): AccountPoints {
  const { rows, contact } = snapshots;
  const rowsBefore = new Int32Array(accounts.ids.length + 1);
  for (let row = 0; row < rows; row++) {
    const account = contacts.account[contact[row]!]!;
    if (account >= 0) rowsBefore[account + 1]!++;
  }
  for (let a = 0; a < accounts.ids.length; a++) rowsBefore[a + 1]! += rowsBefore[a]!;
  const gathered = new Float64Array(rowsBefore[accounts.ids.length]!);
  const next = rowsBefore.slice();
  for (let row = 0; row < rows; row++) {
    const account = contacts.account[contact[row]!]!;
    if (account >= 0) gathered[next[account]!++] = snapshots.asOf[row]!;
  }
  const start = new Int32Array(accounts.ids.length + 1);
  let points = 0;
  for (let a = 0; a < accounts.ids.length; a++) {
    const mine = gathered.subarray(rowsBefore[a]!, rowsBefore[a + 1]!).sort();
    start[a] = points;
    for (const instant of mine)
      if (points === start[a]! || gathered[points - 1]! !== instant) gathered[points++] = instant;
  }
  start[accounts.ids.length] = points;
  const asOf = gathered.slice(0, points);
  const ofRow = new Int32Array(rows).fill(-1);
  for (let row = 0; row < rows; row++) {
    const account = contacts.account[contact[row]!]!;
    if (account < 0) continue;
    const { asOf: at } = snapshots;
    ofRow[row] = firstAtOrAfter(asOf, at[row]!, start[account]!, start[account + 1]!);
  }
  return { start, asOf, ofRow };
}
