import { HandraiseError } from '../../errors.ts';
import { argsort } from '../../numeric/order.ts';
import { take } from '../../numeric/take.ts';
import { type NumberColumn, type Table, takeRows } from '../../table/table.ts';

/** Accounts with what is known of their contacts, as columns. */
export interface AccountRows {
  readonly rows: number;
  /** Where the contacts of each account begin, and the end of the last: one entry more than there are accounts. */
  readonly start: Int32Array;
  /** Calibrated probabilities of contacts, account by account, descending within each. */
  readonly probability: Float64Array;
  /** Columns of numbers that say what the account itself did, one row per account. */
  readonly activity: Table;
}

/** Rows of contacts, and the number of each one's account, −1 for none. */
export interface ContactRows {
  readonly account: Int32Array;
  /** Date of each row: an account is a row of its own at each. */
  readonly asOf: Float64Array;
  /** Calibrated, in [0, 1]. */
  readonly probability: Float64Array;
  /** Features of the contacts. */
  readonly table: Table;
  /** The rows from the most to the least probable, where the caller has them so: those of one account stay in this order. */
  readonly byProbability?: Int32Array;
}

/** Accounts made of contact rows, ascending by account, then date. */
export interface GroupedAccounts extends AccountRows {
  readonly account: Int32Array;
  readonly asOf: Float64Array;
  /** Contact rows in the order of `probability`. */
  readonly members: Int32Array;
}

/**
 * One row per account and date, whatever the order of the contact rows.
 *
 * @param columns names of the number columns that say what an account did: its contacts agree in them, but for one that belongs to it since lately; the largest value counts.
 * @throws HandraiseError `artefact` for a column that there is not.
 */
export function accountRows(contacts: ContactRows, columns: readonly string[]): GroupedAccounts {
  const { account, asOf, probability } = contacts;
  const members = byAccountAndDate(contacts);
  const starts: number[] = [];
  for (let at = 0; at < members.length; at++)
    if (at === 0 || !sameAccount(contacts, members[at - 1]!, members[at]!)) starts.push(at);
  const start = Int32Array.from([...starts, members.length]);
  return {
    rows: starts.length,
    start,
    members,
    account: Int32Array.from(starts, (at) => account[members[at]!]!),
    asOf: Float64Array.from(starts, (at) => asOf[members[at]!]!),
    probability: Float64Array.from(members, (row) => probability[row]!),
    activity: {
      rows: starts.length,
      columns: columns.map((name) => largest(numberColumn(contacts.table, name), members, start)),
    },
  };
}

/** 1 for an account any of whose contacts converted. @param label of each contact row. */
export function accountLabels({ rows, start, members }: GroupedAccounts, label: Uint8Array): Uint8Array {
  const any = new Uint8Array(rows);
  for (let row = 0; row < rows; row++)
    for (let at = start[row]!; at < start[row + 1]!; at++) if (label[members[at]!] === 1) any[row] = 1;
  return any;
}

/** The accounts of these numbers, in that order. */
export function takeAccounts({ start, probability, activity }: AccountRows, rows: Int32Array): AccountRows {
  const taken = new Int32Array(rows.length + 1);
  rows.forEach((row, at) => {
    taken[at + 1] = taken[at]! + start[row + 1]! - start[row]!;
  });
  const probabilities = new Float64Array(taken.at(-1)!);
  rows.forEach((row, at) => {
    probabilities.set(probability.subarray(start[row]!, start[row + 1]!), taken[at]!);
  });
  return { rows: rows.length, start: taken, probability: probabilities, activity: takeRows(activity, rows) };
}

/** Number of contacts of each account. */
export function contactCounts({ rows, start }: AccountRows): Int32Array {
  return Int32Array.from({ length: rows }, (_, row) => start[row + 1]! - start[row]!);
}

function largest({ name, values }: NumberColumn, members: Int32Array, start: Int32Array): NumberColumn {
  const found = new Float64Array(start.length - 1).fill(Number.NaN);
  for (let row = 0; row < found.length; row++)
    for (let at = start[row]!; at < start[row + 1]!; at++) {
      const value = values[members[at]!]!;
      if (!(value <= found[row]!) && !Number.isNaN(value)) found[row] = value;
    }
  return { kind: 'number', name, values: found };
}

function numberColumn({ columns }: Table, name: string): NumberColumn {
  const column = columns.find((one) => one.name === name);
  if (column?.kind === 'number') return column;
  throw new HandraiseError(
    'artefact',
    `account probabilities need the feature ${name}, of which there are no numbers`,
    {
      hint: 'handraise train --promote',
    },
  );
}

function sameAccount({ account, asOf }: ContactRows, a: number, b: number): boolean {
  return account[a] === account[b] && asOf[a] === asOf[b];
}

/** Rows with an account, by account, then date, the most probable first. */
function byAccountAndDate({ account, asOf, probability, ...given }: ContactRows): Int32Array {
  const byProbability = given.byProbability ?? argsort(probability, 'descending');
  const byDate = take(byProbability, argsort(take(asOf, byProbability)));
  return byAccount(account, byDate);
}

/** Rows with an account, in ascending order of it; those of one account stay in the order given (a counting sort). */
function byAccount(account: Int32Array, rows: Int32Array): Int32Array {
  const next = new Int32Array(account.reduce((most, value) => Math.max(most, value), -1) + 2);
  for (const value of account) if (value >= 0) next[value + 1]!++;
  for (let i = 1; i < next.length; i++) next[i]! += next[i - 1]!;
  const order = new Int32Array(next.at(-1)!);
  for (const row of rows) {
    const value = account[row]!;
    if (value >= 0) order[next[value]!++] = row;
  }
  return order;
}
