import type { Column } from '../../table/table.ts';
import { pointsOf } from './fitPoints.ts';
import { fitScore, type GridCell, gridCell } from './grid.ts';
import type { Profile } from './profile.ts';
import { columnsOfProfile } from './profileColumns.ts';

/** Fit and grid cell of each row. */
export interface FitColumns {
  /** 0 to 100. */
  readonly fit: Uint8Array;
  grid(row: number): GridCell;
}

/**
 * How well each row fits a profile, and its cell of the grid.
 *
 * @param columns features of the rows, by name; of an attribute that is not there nobody has points
 * @param daysSince days since the last activity of a row; Infinity for never
 */
export function fitColumns(
  profile: Pick<Profile, 'attributes' | 'fit'>,
  columns: readonly Column[],
  rows: number,
  daysSince: (row: number) => number,
): FitColumns {
  const { values, pairs, reference } = profile.fit;
  const points = pointsOf({ values, pairs }, columnsOfProfile(profile.attributes, columns), rows);
  const ascending = Float64Array.from(reference);
  // Few combinations of values there are, so that few points are looked up.
  const known = new Map<number, number>();
  const fit = Uint8Array.from(points, (own) => {
    const seen = known.get(own);
    if (seen !== undefined) return seen;
    const score = fitScore(own, ascending);
    known.set(own, score);
    return score;
  });
  return { fit, grid: (row) => gridCell(fit[row]!, daysSince(row)) };
}
