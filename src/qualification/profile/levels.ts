import type { CategoryColumn } from '../../table/table.ts';

/** Stands for the values of an attribute that are not told apart; no value is empty. */
export const otherValues = '';

/** A column in which all but the chosen values are taken together as `otherValues`; the column itself where none is left over. */
export function keptLevels(column: CategoryColumn, keeps: (value: string) => boolean): CategoryColumn {
  const { name, codes, levels } = column;
  const kept = levels.filter((value) => value !== otherValues && keeps(value));
  if (kept.length === levels.length) return column;
  const codeOf = new Map(kept.map((value, code) => [value, code]));
  const recoded = Int32Array.from(levels, (value) => codeOf.get(value) ?? kept.length);
  return {
    kind: 'category',
    name,
    codes: codes.map((code) => (code < 0 ? -1 : recoded[code]!)),
    levels: [...kept, otherValues],
  };
}

/** A column with so many values at most: those of the most rows, of as many rows the first by code unit. */
export function mostFrequent(column: CategoryColumn, most: number): CategoryColumn {
  if (column.levels.length <= most) return column;
  const rows = new Int32Array(column.levels.length);
  for (const code of column.codes) if (code >= 0) rows[code]!++;
  const order = Array.from(rows.keys()).sort(
    (a, b) => rows[b]! - rows[a]! || (column.levels[a]! < column.levels[b]! ? -1 : 1),
  );
  const kept = new Set(order.slice(0, most).map((code) => column.levels[code]!));
  return keptLevels(column, (value) => kept.has(value));
}
