import { hasWholeWeights, powerAbove, type WeightedRows } from '../weightedRows.ts';
import type { Design, DesignColumn, IndicatorSet, NumberPart } from './design.ts';
import { standardisedAsIs } from './numberEncoding.ts';

/** Share of the weight of the rows that must have the same value for a column to be listed. */
const fewestCommon = 7 / 8;

/** A column of numbers that has its `common` standardised value in all rows but those listed, which list how far they are from it. */
export interface ListedNumber {
  /** Position among the columns, and among the numbers, of the design. */
  readonly column: number;
  readonly number: number;
  readonly term: number;
  readonly common: number;
  /** Σ weight · |standardised value|. */
  readonly magnitude: number;
}

/** Indicators of which `common` − 1 holds (0: none does) in all rows but those listed, which list theirs. */
export interface ListedSet {
  readonly set: IndicatorSet;
  /** Position among the columns of the design of the first indicator; the others follow. */
  readonly column: number;
  /** Term of the rows where no indicator holds; those of the indicators follow. */
  readonly term: number;
  readonly common: number;
}

/** A design of which columns that are nearly always the same are written out only where they are not. */
export interface ListedDesign {
  /** The columns that are not listed; and where each was among all, as each of its numbers was among the numbers. */
  readonly dense: Design;
  readonly denseColumns: Int32Array;
  readonly denseNumbers: Int32Array;
  readonly numbers: readonly ListedNumber[];
  readonly sets: readonly ListedSet[];
  /** How many terms can be listed. */
  readonly terms: number;
  readonly lists: RowLists;
}

/** Per row, from where in the order of rows given, to where the next begins: terms, ascending, and what their coefficients are multiplied by. */
export interface RowLists {
  readonly starts: Int32Array;
  readonly terms: Int32Array;
  readonly values: Float64Array;
}

/**
 * Lists the columns of a design that are the same in nearly all of the given rows.
 *
 * @param mostBytes what lists and the columns that are not listed may take. @returns null where they would take more.
 */
export function listColumns(design: Design, rows: WeightedRows, mostBytes: number): ListedDesign | null {
  const { numbers, sets, columns } = design;
  const firstColumn = { number: new Int32Array(numbers.length), set: new Int32Array(sets.length) };
  columns.forEach((part, column) => {
    if ('number' in part) firstColumn.number[part.number] = column;
    else if (part.slot === 0) firstColumn.set[part.set] = column;
  });
  const values = new RowValues(rows);
  const commonNumbers = numbers.map((number) => (number.missing >= 0 ? null : values.commonOf(number.values)));
  const commonSlots = sets.map((set) => values.commonOf(set));
  const { dense, ...places } = withoutListed(design, commonNumbers, commonSlots);
  const denseBytes = rows.label.length * (8 * dense.numbers.length + 2 * dense.sets.length);
  if (denseBytes + entryBytes * values.others > mostBytes) return null;
  values.begin();
  let terms = 0;
  const listedNumbers = numbers.flatMap((part, number): ListedNumber[] => {
    const raw = commonNumbers[number]!;
    if (raw === null) return [];
    const common = standardisedAsIs(part, raw);
    const magnitude = values.listNumber(part, { raw, common, term: terms });
    return [{ column: firstColumn.number[number]!, number, term: terms++, common, magnitude }];
  });
  const listedSets = sets.flatMap((set, at): ListedSet[] => {
    const common = commonSlots[at]!;
    if (common === null) return [];
    const term = terms;
    terms += 1 + set.on.length;
    values.listSet(set, { common, term });
    return [{ set, column: firstColumn.set[at]!, term, common }];
  });
  return {
    ...{ dense, ...places, numbers: listedNumbers, sets: listedSets, terms, lists: values.byRow() },
  };
}

/** What is left of a design without the columns that have a common value. */
function withoutListed(
  { numbers, sets, columns }: Design,
  commonNumbers: readonly (number | null)[],
  commonSlots: readonly (number | null)[],
): Pick<ListedDesign, 'dense' | 'denseColumns' | 'denseNumbers'> {
  const denseNumbers = Int32Array.from(numbers.keys()).filter((at) => commonNumbers[at] === null);
  const denseSets = Int32Array.from(sets.keys()).filter((at) => commonSlots[at] === null);
  const place = {
    number: new Map(Array.from(denseNumbers, (number, at) => [number, at])),
    set: new Map(Array.from(denseSets, (set, at) => [set, at])),
  };
  const denseColumns: number[] = [];
  const parts: DesignColumn[] = [];
  columns.forEach((part, column) => {
    const at = 'number' in part ? place.number.get(part.number) : place.set.get(part.set);
    if (at === undefined) return;
    denseColumns.push(column);
    parts.push('number' in part ? { number: at } : { set: at, slot: part.slot });
  });
  return {
    dense: {
      numbers: Array.from(denseNumbers, (at) => {
        const number = numbers[at]!;
        return number.missing < 0 ? number : { ...number, missing: place.set.get(number.missing)! };
      }),
      sets: Array.from(denseSets, (at) => sets[at]!),
      columns: parts,
    },
    denseColumns: Int32Array.from(denseColumns),
    denseNumbers,
  };
}

/** Bytes of what is listed of a row: a term and a value. */
const entryBytes = 12;

/** Values of a design's columns over some rows, and what is listed of them, column by column. */
class RowValues {
  /** Rows that have another value than the common one, of all columns so far that have such a value. */
  others = 0;
  readonly #rows: WeightedRows;
  readonly #count: number;
  readonly #magnitudeScale: number;
  #listed = 0;
  #at = new Int32Array(0);
  #terms = new Int32Array(0);
  #values = new Float64Array(0);

  constructor(rows: WeightedRows) {
    this.#rows = rows;
    this.#count = rows.label.length;
    // Columns have mean square 1, so that the sum of rounded sizes is a whole number below 2^51.
    this.#magnitudeScale = 2 ** 50 / powerAbove(rows.totalWeight);
  }

  /** The value that nearly all rows have; null where there is none. */
  commonOf(column: Float64Array | IndicatorSet): number | null {
    const read = this.#reader(column);
    if (!read) return null;
    // Boyer and Moore: only this one can be that of more than half.
    const { weight, totalWeight } = this.#rows;
    let candidate = Number.NaN;
    let lead = 0;
    for (let i = 0; i < this.#count; i++) {
      const value = read(i);
      const own = weight ? weight[i]! : 1;
      if (value === candidate) lead += own;
      else if (lead < own) {
        candidate = value;
        lead = own - lead;
      } else lead -= own;
    }
    let others = 0;
    let common = totalWeight;
    for (let i = 0; i < this.#count; i++) {
      if (read(i) === candidate) continue;
      others += 1;
      common -= weight ? weight[i]! : 1;
    }
    if (common < fewestCommon * totalWeight) return null;
    this.others += others;
    return candidate;
  }

  /** Makes room for what is listed, of all columns that have a common value. */
  begin(): void {
    this.#at = new Int32Array(this.others);
    this.#terms = new Int32Array(this.others);
    this.#values = new Float64Array(this.others);
  }

  /** @returns Σ weight · |standardised value|, which does not depend on the order of the rows. */
  listNumber(part: NumberPart, { raw, common, term }: { raw: number; common: number; term: number }): number {
    const { weight, totalWeight } = this.#rows;
    const read = this.#reader(part.values)!;
    const whole = hasWholeWeights(this.#rows);
    let left = totalWeight;
    let sum = 0;
    for (let i = 0; i < this.#count; i++) {
      const value = read(i);
      if (value === raw) continue;
      const own = weight ? weight[i]! : 1;
      const standardised = standardisedAsIs(part, value);
      this.#add(i, term, standardised - common);
      left -= own;
      const size = Math.abs(standardised) * this.#magnitudeScale;
      sum += whole ? own * Math.round(size) : Math.round(own * size);
    }
    return sum / this.#magnitudeScale + left * Math.abs(common);
  }

  listSet(set: IndicatorSet, { common, term }: { common: number; term: number }): void {
    const read = this.#reader(set)!;
    for (let i = 0; i < this.#count; i++) if (read(i) !== common) this.#add(i, term + read(i), 1);
  }

  /** What was listed, row by row. */
  byRow(): RowLists {
    const starts = new Int32Array(this.#count + 1);
    for (const row of this.#at) starts[row + 1]! += 1;
    for (let row = 0; row < this.#count; row++) starts[row + 1]! += starts[row]!;
    const next = starts.slice();
    const terms = new Int32Array(this.others);
    const values = new Float64Array(this.others);
    this.#at.forEach((row, entry) => {
      const to = next[row]!++;
      terms[to] = this.#terms[entry]!;
      values[to] = this.#values[entry]!;
    });
    return { starts, terms, values };
  }

  #add(row: number, term: number, value: number): void {
    const at = this.#listed++;
    this.#at[at] = row;
    this.#terms[at] = term;
    this.#values[at] = value;
  }

  /** Reads a number, or the indicator that holds + 1; undefined for indicators that a number of the design tells. */
  #reader(column: Float64Array | IndicatorSet): ((i: number) => number) | undefined {
    const { rows } = this.#rows;
    if (column instanceof Float64Array) return rows ? (i) => column[rows[i]!]! : (i) => column[i]!;
    const { source } = column;
    if (!source) return undefined;
    if (source instanceof Float64Array) return (i) => (Number.isNaN(source[rows ? rows[i]! : i]!) ? 1 : 0);
    const { codes, slots } = source;
    return rows ? (i) => slots[codes[rows[i]!]! + 1]! : (i) => slots[codes[i]! + 1]!;
  }
}
