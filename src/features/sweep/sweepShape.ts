import { HandraiseError } from '../../errors.ts';
import type { Accounts, Contacts } from '../../snapshot/population.ts';
import type { Snapshots } from '../../snapshot/snapshots.ts';
import type { Instant } from '../../time/instant.ts';
import type { AccountPoints } from './accountPoints.ts';
import type { AmountMeans } from './amountMeans.ts';
import type { EventKinds } from './eventKinds.ts';
import type { FoldedProperty } from './eventProperties.ts';
import type { Fold } from './fold.ts';
import type { Lookback } from './lookback.ts';
import type { ValueRates } from './valueRates.ts';

/** What the events are folded into. */
export interface SweepShape {
  /** Rows ascending by contact, then as-of. */
  readonly snapshots: Pick<Snapshots, 'rows' | 'contact' | 'asOf'>;
  readonly contacts: Pick<Contacts, 'ids' | 'account' | 'createdAt'>;
  readonly accounts: Pick<Accounts, 'ids'>;
  /** 1 for the contacts whose events belong here, 0 for those of other partitions; null where all do. */
  readonly owned: Uint8Array | null;
  /** Position of each of these contacts in the population; null where it is the same. */
  readonly positions: Int32Array | null;
  /** Whether the events hold the ids of contacts as whole numbers, see `sendsNumbers`. */
  readonly numbers: boolean;
  readonly points: AccountPoints;
  readonly lookback: Lookback;
  readonly kinds: EventKinds;
  /** Properties that the events come with; empty where touches are not wanted. */
  readonly properties: readonly FoldedProperty[];
  /** Names of the properties that are numbers, which the events come with behind those; empty where amounts are not wanted. */
  readonly amounts: readonly string[];
  /** Kinds that are stages, the first one first; empty where they are not wanted. */
  readonly stages: readonly string[];
  /** What became of whoever touched each value; null where that is not wanted. */
  readonly rates: ValueRates | null;
  /** What each amount is on average; null where that is not wanted. */
  readonly means: AmountMeans | null;
  readonly folds: ReadonlySet<Fold>;
  /** The instant of the run: nothing at or after it is used. */
  readonly knownBefore: Instant;
}

/** Kinds counted apart: those with features of their own and, where there are others, one more for all of these. */
export function slotsOf({ names, others }: EventKinds): number {
  return names.length + (others ? 1 : 0);
}

/** Codes that an event has of its properties: one per text, two per number. */
export function codesOfEvent({ properties, amounts }: Pick<SweepShape, 'properties' | 'amounts'>): number {
  return properties.length + 2 * amounts.length;
}

/** Whether events leave traces that have no value of any property. */
export function tracesEveryEvent({ folds }: Pick<SweepShape, 'folds'>): boolean {
  return folds.has('instants') || folds.has('stages');
}

/** Whether events are told apart one by one, by their instants or by what they were about. */
export function leavesTraces(shape: Pick<SweepShape, 'properties' | 'amounts' | 'folds'>): boolean {
  return codesOfEvent(shape) > 0 || tracesEveryEvent(shape);
}

/** Number of kinds whose values are kept. */
export function valuedKindsOf({ valued }: EventKinds): number {
  return valued.reduce((sum, position) => sum + (position < 0 ? 0 : 1), 0);
}

/** First row of each contact, and the number of rows at the end. @throws HandraiseError `unexpected` when rows are out of order. */
export function rowStarts({ snapshots: { rows, contact, asOf }, contacts }: SweepShape, into: Int32Array): void {
  for (let row = 0; row < rows; row++) {
    if (row > 0) {
      const ascending =
        contact[row - 1]! < contact[row]! || (contact[row - 1] === contact[row] && asOf[row - 1]! < asOf[row]!);
      if (!ascending) throw new HandraiseError('unexpected', `snapshot rows ${row - 1} and ${row} are out of order`);
    }
    into[contact[row]! + 1]!++;
  }
  for (let c = 0; c < contacts.account.length; c++) into[c + 1]! += into[c]!;
}

/** Rows of the contact that has most. */
export function mostRows({ snapshots: { rows, contact } }: SweepShape): number {
  let most = 0;
  let mine = 0;
  for (let row = 0; row < rows; row++) {
    mine = row > 0 && contact[row] === contact[row - 1] ? mine + 1 : 1;
    if (mine > most) most = mine;
  }
  return most;
}

/** Where the points of each contact's account begin among the cells of its activity, and the number of cells at the end. */
export function activeStarts({ points, contacts }: Pick<SweepShape, 'points' | 'contacts'>): Uint32Array {
  const starts = new Uint32Array(contacts.account.length + 1);
  for (let contact = 0; contact < contacts.account.length; contact++) {
    const account = contacts.account[contact]!;
    const cells = account < 0 ? 0 : points.start[account + 1]! - points.start[account]!;
    starts[contact + 1] = starts[contact]! + cells;
  }
  return starts;
}

/** Roles of a contact; `kernel/assembly/eventFold.ts` has the same. */
const role = { foreign: 0, idle: 1, folded: 2 } as const;

/** Whose events belong here, and whose of them are of use to any row. */
export function roleOf({ contacts, owned, points, folds }: SweepShape, rowStart: Int32Array, contact: number): number {
  if (owned && owned[contact] === 0) return role.foreign;
  if (rowStart[contact + 1]! > rowStart[contact]!) return role.folded;
  const account = folds.has('account') ? contacts.account[contact]! : -1;
  return account >= 0 && points.start[account + 1]! > points.start[account]! ? role.folded : role.idle;
}
