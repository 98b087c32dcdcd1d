import { fewValues } from '../numeric/fewValues.ts';
import { argsort } from '../numeric/order.ts';
import type { ReadColumn } from './readColumn.ts';

/** A column whose equal values are one person, account or case. */
export interface GroupColumn {
  readonly name: string;
  /** What says so: e-mail addresses, the name of the column, or that one value hardly ever has two outcomes. */
  readonly because: 'asked' | 'e-mail' | 'name' | 'outcome';
  /** Different values, and rows that share theirs with another; of many rows, estimates. */
  readonly values: number;
  readonly sharing: number;
}

/** Rows per value, on average, beyond which a column is a category. */
const mostRowsPerValue = 20;
const fewestValues = 50;
/** A value of more rows says nothing of whether rows of one value have one outcome: it may stand for none. */
const mostRowsOfOne = 50;
/** Rows of which the values are looked at; of more, some of the values with all of their rows. */
const looked = 50_000;
/** Share of what two rows at random differ in outcome, up to which rows of one value have one outcome; from the other on, neighbouring values have not. */
const differ = { within: 0.1, beside: 0.5 } as const;
const enoughPairs = 20;

const address = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;
const idName = /(^|[\s_-])(id|uuid|guid)$/i;
const camelCaseIdName = /[a-z](Id|ID|Uuid|UUID|Guid|GUID)$/;
const subject =
  'customer|client|user|member|patient|person|contact|lead|account|company|organi[sz]ation|household|visitor|subscriber|donor|policy|order|case|kunde|kunden|firma|konto|cliente|utilisateur';
const subjectName = new RegExp(`(^|[\\s_-])(${subject})([\\s_-]?(key|nr|no|num|number|code|name))?$`, 'i');
const camelCaseSubject = new RegExp(`^(${subject})(Key|Nr|No|Num|Number|Code|Name)$`, 'i');
const contactName = /(^|[\s_-])(e-?mail|phone|mobile|telefon|tel)([\s_-]?(address|number|no|nr))?$/i;

/**
 * The columns that name whose rows they are, those of the fewest values first: values repeat, yet few rows share one.
 *
 * @param label 0 or 1 per row. @param rows those with an outcome.
 * @param content equal for rows that are equal in all columns: such copies tell nothing of one column.
 */
export function groupColumns(
  columns: readonly ReadColumn[],
  label: Uint8Array,
  rows: Int32Array,
  content: Float64Array,
): readonly GroupColumn[] {
  return columns
    .flatMap((column): GroupColumn[] => {
      const counted = countValues(column, label, rows, content);
      if (!counted) return [];
      const because = reason(column, counted);
      return because ? [{ name: column.name, because, values: counted.values, sharing: counted.sharing }] : [];
    })
    .sort((a, b) => a.values - b.values || (a.name < b.name ? -1 : 1));
}

/** Whether nothing can be learnt from its values: other rows have others. A name of a company may tell something. */
export function isIdentity({ name, because }: GroupColumn): boolean {
  return because !== 'name' || [idName, camelCaseIdName, contactName].some((one) => one.test(name));
}

/** A number per row that is equal for rows of one value; NaN where there is none. */
export function valueKeys({ column, hashes }: ReadColumn): Float64Array {
  if (hashes) return hashes;
  if (column.kind === 'number') return column.values;
  return Float64Array.from(column.codes, (code) => (code < 0 ? Number.NaN : code));
}

interface Counted {
  readonly values: number;
  readonly sharing: number;
  /** Share of equal pairs, and of neighbouring values, that differ in outcome, of what any two rows do; NaN where too few. */
  readonly within: number;
  readonly beside: number;
}

function reason(
  { name, column, kind, reading }: ReadColumn,
  { within, beside }: Counted,
): GroupColumn['because'] | null {
  if (kind === 'date') return null;
  if (reading.settled && reading.type === 'id') return 'name';
  if (column.kind === 'category' && areAddresses(column.levels)) return 'e-mail';
  const whole =
    column.kind === 'category' || column.values.every((value) => Number.isNaN(value) || Number.isInteger(value));
  const named = [idName, camelCaseIdName, subjectName, camelCaseSubject, contactName].some((one) => one.test(name));
  if (whole && named) return 'name';
  return within <= differ.within && (column.kind === 'category' || beside >= differ.beside) ? 'outcome' : null;
}

function areAddresses(levels: readonly string[]): boolean {
  return levels.length > 0 && levels.filter((level) => address.test(level)).length >= 0.9 * levels.length;
}

/** Null for a column without repeats, or with so many that it is a category. */
function countValues(column: ReadColumn, label: Uint8Array, rows: Int32Array, content: Float64Array): Counted | null {
  const keys = valueKeys(column);
  const one = Math.ceil(rows.length / looked);
  if (one === 1 && (fewValues(keys, rows)?.length ?? fewestValues) < fewestValues) return null;
  const some: number[] = [];
  for (const row of rows) {
    const key = keys[row]!;
    if (!Number.isNaN(key) && (one === 1 || mixed(key) % one === 0)) some.push(row);
  }
  const order = argsort(Float64Array.from(some, (row) => keys[row]!)).map((at) => some[at]!);
  const base = some.reduce((sum, row) => sum + label[row]!, 0) / some.length;
  const asAny = 2 * base * (1 - base);
  const found = { values: 0, sharing: 0, pairs: 0, differing: 0, steps: 0, changes: 0 };
  for (let start = 0, end = 1; start < order.length; start = end++) {
    while (end < order.length && keys[order[end]!] === keys[order[start]!]) end++;
    found.values++;
    if (end > start + 1) found.sharing += end - start;
    if (end < order.length) {
      found.steps++;
      found.changes += Number(label[order[end]!] !== label[order[end - 1]!]);
    }
    if (end - start > mostRowsOfOne) continue;
    const distinct = distinctRows(order.subarray(start, end), label, content);
    found.pairs += (distinct.rows * (distinct.rows - 1)) / 2;
    found.differing += distinct.positives * (distinct.rows - distinct.positives);
  }
  if (found.sharing === 0 || found.values * one < fewestValues) return null;
  if (some.length > mostRowsPerValue * found.values) return null;
  return {
    values: found.values * one,
    sharing: found.sharing * one,
    within: found.pairs * asAny >= enoughPairs ? found.differing / found.pairs / asAny : Number.NaN,
    beside: found.changes / found.steps / asAny,
  };
}

/** Copies, the outcome included, count once. */
function distinctRows(rows: Int32Array, label: Uint8Array, content: Float64Array) {
  if (rows.length === 1) return { rows: 1, positives: label[rows[0]!]! };
  const seen = [new Set<number>(), new Set<number>()] as const;
  for (const row of rows) seen[label[row] === 1 ? 1 : 0].add(content[row]!);
  return { rows: seen[0].size + seen[1].size, positives: seen[1].size };
}

const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);

/** The end of MurmurHash3 (Appleby) of the bits of a number. */
function mixed(value: number): number {
  double[0] = value + 0;
  let hash = Math.imul(words[0]! ^ (words[1]! >>> 7) ^ Math.imul(words[1]!, 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
