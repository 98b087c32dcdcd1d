import { anyOfMargin } from './noisyOr.ts';

/** Snapshot rows of contacts on past dates; `account` is −1 for a contact without one. */
interface ContactSnapshots {
  readonly account: Int32Array;
  readonly asOf: Float64Array;
  readonly label: Uint8Array;
  readonly probability: Float64Array;
}

/** One row per (account, as-of), ascending by account, then as-of. */
export interface AccountSnapshots {
  readonly rows: number;
  readonly account: Int32Array;
  readonly asOf: Float64Array;
  /** Log-odds that at least one contact converts, were they independent: what an account calibrator is fitted on. */
  readonly margin: Float64Array;
  /** 1 if any of the contacts converted. */
  readonly label: Uint8Array;
  readonly contacts: Int32Array;
}

/**
 * Rolls contact snapshots up to accounts, for fitting and judging account probabilities on past dates.
 *
 * Contacts of one account and date are combined from the most to the least probable, so the row
 * order changes no bit.
 */
export function accountSnapshots(snapshots: ContactSnapshots): AccountSnapshots {
  const order = byAccountAndDate(snapshots);
  const starts: number[] = [];
  for (let i = 0; i < order.length; i++) if (i === 0 || !sameGroup(snapshots, order[i - 1]!, order[i]!)) starts.push(i);
  const rows = starts.length;
  const account = new Int32Array(rows);
  const asOf = new Float64Array(rows);
  const margin = new Float64Array(rows);
  const label = new Uint8Array(rows);
  const contacts = new Int32Array(rows);
  for (let group = 0; group < rows; group++) {
    const members = order.subarray(starts[group]!, starts[group + 1] ?? order.length);
    let logNone = 0;
    for (const row of members) {
      logNone += Math.log1p(-snapshots.probability[row]!);
      if (snapshots.label[row] === 1) label[group] = 1;
    }
    account[group] = snapshots.account[members[0]!]!;
    asOf[group] = snapshots.asOf[members[0]!]!;
    margin[group] = anyOfMargin(logNone);
    contacts[group] = members.length;
  }
  return { rows, account, asOf, margin, label, contacts };
}

function sameGroup({ account, asOf }: ContactSnapshots, a: number, b: number): boolean {
  return account[a] === account[b] && asOf[a] === asOf[b];
}

function byAccountAndDate({ account, asOf, probability }: ContactSnapshots): Int32Array {
  const order = rowsByAccount(account);
  // Sorting account by account keeps the comparisons to a handful per row.
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && account[order[to]!] === account[order[from]!]) to++;
    order.subarray(from, to).sort((a, b) => asOf[a]! - asOf[b]! || probability[b]! - probability[a]!);
    from = to;
  }
  return order;
}

/** Rows with an account, in ascending order of it (a counting sort). */
function rowsByAccount(account: Int32Array): Int32Array {
  const next = new Int32Array(account.reduce((most, value) => Math.max(most, value), -1) + 2);
  for (const value of account) if (value >= 0) next[value + 1]!++;
  for (let i = 1; i < next.length; i++) next[i]! += next[i - 1]!;
  const order = new Int32Array(next.at(-1)!);
  for (let row = 0; row < account.length; row++) {
    const value = account[row]!;
    if (value >= 0) order[next[value]!++] = row;
  }
  return order;
}
