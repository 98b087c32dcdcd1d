import { type EqualRows, equalRows } from './equalRows.ts';
import type { FlatFile } from './flatFile.ts';
import { type GroupColumn, groupColumns, isIdentity, valueKeys } from './groupColumn.ts';
import type { Label } from './label.ts';
import { identities, unitKeys } from './unitKeys.ts';
import { effectiveUnits, mergedUnits, unitNumbers } from './unitNumbers.ts';

/** What stands together: rows of one group, and equal rows. */
export interface RowUnits {
  /** Number of the unit of each row. */
  readonly unit: Int32Array;
  /** A number per row that is equal within a unit and else follows from what it holds, drawn evenly from [0, 2^32). */
  readonly keys: Float64Array;
  /** Equal for rows that are equal in all columns that may be learnt from. */
  readonly content: Float64Array;
  readonly found: FoundUnits;
}

/** What was found out about rows that belong together. */
export interface FoundUnits {
  /** The column whose values are groups; null where rows are on their own. */
  readonly column: GroupColumn | null;
  /** One that seems to be, but would leave too few groups. */
  readonly tooFew: GroupColumn | null;
  readonly equal: Pick<EqualRows, 'rows' | 'different' | 'alike' | 'copies'>;
  /** Whether equal rows stand together. */
  readonly together: boolean;
}

/** What units are made of. */
export interface UnitInput {
  /** Its rows in an order that follows from their content. */
  readonly file: FlatFile;
  readonly label: Label;
  /** Names of the columns that may be learnt from. */
  readonly features: readonly string[];
  /** A column, or `none`; absent for the id where it repeats, and else what is found. */
  readonly group: string | undefined;
  readonly id: string | undefined;
  /** Columns that are no groups, whatever they look like. */
  readonly notGroups: readonly (string | undefined)[];
  readonly seed: number;
}

/** What says that every row is on its own. */
export const noGroups = 'none';

/** Effective numbers of units: so many are enough where equal rows are taken together, so many are needed of groups that were found. */
const enough = { together: 500, found: 100 } as const;

/**
 * Finds what rows belong together: those of one group, or of one id, or else of a column that names whose rows they are; and rows
 * that are equal in all that may be learnt from.
 *
 * Equal rows stand together, unless they are equal by chance and that would leave fewer than 500 units in effect (see `effectiveUnits`)
 * and less than half of those there were.
 */
export function rowUnits(input: UnitInput): RowUnits {
  const { file, label, features, seed } = input;
  const labelled = Int32Array.from({ length: file.rows }, (_, row) => row).filter((row) => label.known[row] === 1);
  const equalBut = (name: string | undefined) => {
    const used = file.columns.filter((column) => features.includes(column.name) && column.name !== name);
    return equalRows(
      used.map(({ column }) => column),
      label.values,
      labelled,
    );
  };
  const all = equalBut(undefined);
  const { column, tooFew } = chooseColumn(input, labelled, all.keys);
  const equal = column && isIdentity(column) ? equalBut(column.name) : all;
  const base = unitNumbers(groupKeys(input, column?.name ?? input.id));
  // A row without an outcome stands on no side: which rows stand together must not change with the file to score.
  const isLabelled = (row: number) => label.known[row] === 1;
  const merged = mergedUnits(
    base,
    equal.keys.map((key, row) => (isLabelled(row) ? key : Number.NaN)),
  );
  const together =
    input.group !== noGroups &&
    (equal.copies || effectiveUnits(merged, labelled) >= Math.min(enough.together, effectiveUnits(base, labelled) / 2));
  const names = identities(input, column?.name ?? input.id, equal.keys, together);
  const unit = together ? merged : base;
  return {
    unit,
    keys: unitKeys(unit, base, names, isLabelled, seed),
    content: equal.keys,
    found: { column, tooFew, equal, together },
  };
}

function chooseColumn(
  input: UnitInput,
  labelled: Int32Array,
  content: Float64Array,
): Pick<FoundUnits, 'column' | 'tooFew'> {
  const { file, label, group, id } = input;
  if (group === noGroups) return { column: null, tooFew: null };
  const named = group ?? id;
  if (named !== undefined) {
    const asked = askedColumn(named, groupKeys(input, named), labelled);
    if (group !== undefined || asked.sharing > 0) return { column: asked, tooFew: null };
  }
  const candidates = groupColumns(
    file.columns.filter(({ name }) => name !== id && !input.notGroups.includes(name)),
    label.values,
    labelled,
    content,
  );
  const column = candidates.find(
    ({ name }) => effectiveUnits(unitNumbers(groupKeys(input, name)), labelled) >= enough.found,
  );
  return column ? { column, tooFew: null } : { column: null, tooFew: candidates[0] ?? null };
}

function askedColumn(name: string, keys: Float64Array, labelled: Int32Array): GroupColumn {
  const counts = new Map<number, number>();
  for (const row of labelled) if (!Number.isNaN(keys[row]!)) counts.set(keys[row]!, (counts.get(keys[row]!) ?? 0) + 1);
  const sharing = [...counts.values()].reduce((sum, count) => sum + (count > 1 ? count : 0), 0);
  return { name, because: 'asked', values: counts.size, sharing };
}

/** A number per row that is equal for rows of one value, by their text for the id; all missing without a column. */
function groupKeys({ file, id }: UnitInput, name: string | undefined): Float64Array {
  if (name === undefined) return new Float64Array(file.rows).fill(Number.NaN);
  if (name !== id || !file.ids) return valueKeys(file.columns.find((column) => column.name === name)!);
  const numbers = new Map<string, number>();
  return Float64Array.from(file.ids, (text) => {
    if (text === '') return Number.NaN;
    const known = numbers.get(text) ?? numbers.size;
    numbers.set(text, known);
    return known;
  });
}
