import type { NoticeFigures } from '../../notice/catalogue.ts';
import { type Notice, notice } from '../../notice/notice.ts';
import type { FieldCount } from './fieldCounts.ts';

/** So many fields of the company's own are mapped of an entity: more columns than conversions teach nothing. */
const mostOwn = 40;

/** A text that differs on so many of the rows that have it names rows, and tells nothing of others. */
const namesRows = 0.5;
const fewRows = 50;

/** Fields of the company's own that are mapped, and the others by why they are not. */
export interface FieldBudget {
  readonly taken: readonly string[];
  readonly never: readonly string[];
  readonly constant: readonly string[];
  readonly unique: readonly string[];
  /** Points in time and lists, though the landing holds them as text or numbers. */
  readonly unfit: readonly string[];
  readonly beyond: readonly string[];
  /** Those of which nothing tells what they were before. */
  readonly noPast: readonly string[];
}

/**
 * The fields that say most: those that are filled most often first, in whole percent, then by name. Left out are points in time and lists, those that have no
 * value, always the same, or nearly always another; of fewer than fifty rows none, which say too little for that.
 *
 * @param counts of one table or several: a field is counted over all that have it
 * @param isNumber whether a field holds numbers, which may well differ on every row
 * @param noPast fields of which nothing tells what they were before
 */
export function fieldBudget(
  counts: readonly FieldCount[],
  isNumber: (field: string) => boolean,
  noPast: readonly string[] = [],
): FieldBudget {
  const fields = new Map<string, FieldCount>();
  for (const count of counts) {
    const known = fields.get(count.field);
    const distinct = Math.max(count.distinct, known?.distinct ?? 0);
    const rows = count.rows + (known?.rows ?? 0);
    const filled = count.filled + (known?.filled ?? 0);
    const fit = count.fit && (known?.fit ?? true);
    fields.set(count.field, { field: count.field, rows, filled, distinct, fit });
  }
  const percent = ({ filled, rows }: FieldCount) => Math.round((100 * filled) / Math.max(rows, 1));
  const sorted = [...fields.values()].sort(
    (a, b) => percent(b) - percent(a) || (a.field < b.field ? -1 : Number(a.field > b.field)),
  );
  const reason = ({ field, rows, filled, distinct, fit }: FieldCount): keyof Omit<FieldBudget, 'beyond' | 'noPast'> => {
    if (!fit) return 'unfit';
    if (rows < fewRows) return 'taken';
    if (filled === 0) return 'never';
    if (distinct === 1 && filled === rows) return 'constant';
    return !isNumber(field) && filled >= fewRows && distinct > namesRows * filled ? 'unique' : 'taken';
  };
  const of = (wanted: ReturnType<typeof reason>) =>
    sorted.filter((count) => reason(count) === wanted).map(({ field }) => field);
  const useful = of('taken');
  return {
    taken: useful.slice(0, mostOwn),
    never: of('never').sort(),
    constant: of('constant').sort(),
    unique: of('unique').sort(),
    unfit: of('unfit').sort(),
    beyond: useful.slice(mostOwn),
    noPast: [...noPast].sort(),
  };
}

/** The budget where the data could not be looked at in time: the first by name. */
export function uncountedBudget(fields: readonly string[], noPast: readonly string[] = []): FieldBudget {
  const sorted = [...fields].sort();
  return {
    taken: sorted.slice(0, mostOwn),
    never: [],
    constant: [],
    unique: [],
    unfit: [],
    beyond: sorted.slice(mostOwn),
    noPast: [...noPast].sort(),
  };
}

/** What of the company's own fields is left out, and why. @param of whose they are, in the plural */
export function leftOutFields(of: string, budget: FieldBudget): Notice<'own-fields-left-out'>[] {
  const { never, constant, unique, unfit, noPast, beyond } = budget;
  return [
    ...leftOut(of, 'never-filled', never),
    ...leftOut(of, 'one-value', constant),
    ...leftOut(of, 'all-different', unique),
    ...leftOut(of, 'dates-or-lists', unfit),
    ...leftOut(of, 'past-unknown', noPast),
    ...leftOut(of, 'beyond', beyond),
  ];
}

/** Fields left out for one reason; nothing of none. */
export function leftOut(
  of: string,
  why: NoticeFigures['own-fields-left-out']['why'],
  fields: readonly string[],
): Notice<'own-fields-left-out'>[] {
  if (fields.length === 0) return [];
  return [notice('own-fields-left-out', { of, why, fields, ...(why === 'beyond' ? { mapped: mostOwn } : {}) })];
}
