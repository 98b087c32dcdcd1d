import type { Column } from '../table/table.ts';

const candidates = [-1, -9, -99, -999, -9999, 99, 999, 9999, 99999, 999999];
/** Share of the values from which on a remark is worth its line. */
const fewest = 0.01;

/** Numbers that probably stand for a missing value: frequent, and far from all others or the only negative one. */
export function sentinelsOf(column: Column): readonly number[] {
  if (column.kind !== 'number') return [];
  const { least, most } = ends(column.values);
  // Only the least or the greatest value stands apart from all others.
  return candidates.filter((value) => {
    if (value !== least[0] && value !== most[0]) return false;
    const { known, equal } = counted(column.values, value);
    if (equal === known || equal < fewest * known) return false;
    const leastOther = value === least[0] ? least[1] : least[0];
    return leastOther >= 0 && (value < 0 || most[1] * 2 < value);
  });
}

/** The two least and the two greatest of the distinct values; infinite where there are fewer. */
function ends(values: Float64Array): { readonly least: [number, number]; readonly most: [number, number] } {
  const least: [number, number] = [Infinity, Infinity];
  const most: [number, number] = [-Infinity, -Infinity];
  for (const value of values) {
    if (value < least[0]) {
      least[1] = least[0];
      least[0] = value;
    } else if (value > least[0] && value < least[1]) least[1] = value;
    if (value > most[0]) {
      most[1] = most[0];
      most[0] = value;
    } else if (value < most[0] && value > most[1]) most[1] = value;
  }
  return { least, most };
}

function counted(values: Float64Array, value: number): { readonly known: number; readonly equal: number } {
  let known = 0;
  let equal = 0;
  for (const other of values) {
    if (!Number.isNaN(other)) known++;
    if (other === value) equal++;
  }
  return { known, equal };
}
