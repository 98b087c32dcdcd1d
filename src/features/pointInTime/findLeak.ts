import { computeFeatures } from '../engine/computeFeatures.ts';
import type { FeatureFamily } from '../family.ts';
import type { FeatureTable } from '../feature.ts';
import { type Cell, cellsOfRow, isNothing } from './cells.ts';
import type { InventedWorld } from './draw.ts';
import { factsOf } from './factsOf.ts';
import { knownBefore } from './instants.ts';
import { type InventedCrm, type InventedRow, together } from './inventedCrm.ts';
import type { ForkedHistory } from './inventHistory.ts';

/** A feature that has other values when other things happen after its date. */
export interface PointInTimeLeak {
  readonly feature: string;
  /** The date (ISO 8601) as of which it has one value or the other, by what happens afterwards. */
  readonly asOf: string;
  readonly values: readonly [string, string];
}

/**
 * Computes features in both futures of a history, and looks for a value at or before the fork that differs: it can only have come
 * from what was not known yet.
 */
export function findLeak(
  families: readonly FeatureFamily[],
  { past, futures, rows, laterRows, lookbackDays }: ForkedHistory,
  { declared, properties, amounts, stages }: Pick<InventedWorld, 'declared' | 'properties' | 'amounts' | 'stages'>,
): PointInTimeLeak | null {
  const compute = (crm: InventedCrm, all: readonly InventedRow[]) =>
    computeFeatures(factsOf(crm, all, { declared, properties, amounts, stages, lookbackDays, knownBefore }), families);
  const [one, other] = ([0, 1] as const).map((way) => {
    const all = [...rows, ...laterRows[way]];
    return { made: compute(together(past, futures[way]), all), rows: all };
  });
  return differenceBetween(rows, one!, other!);
}

/**
 * The first cell of the given rows that is not the same in both tables.
 *
 * A column of an event kind that only one of them has must read there as if nothing had happened. Features declared as
 * current-state are not looked at: that they know the future is what the declaration says.
 */
export function differenceBetween(
  rows: readonly InventedRow[],
  ...tables: readonly [one: RowsMade, other: RowsMade]
): PointInTimeLeak | null {
  for (const row of rows) {
    const [one, other] = tables.map((table) => honestCells(table, row));
    for (const name of new Set([...one!.keys(), ...other!.keys()])) {
      const [here, there] = [one!.get(name), other!.get(name)];
      const same = here !== undefined && there !== undefined ? here === there : isNothing(here ?? there!);
      if (!same) return leakOf(name, row, here, there);
    }
  }
  return null;
}

/** Features of rows given in any order; the table has them by contact, then as-of. */
interface RowsMade {
  readonly made: FeatureTable;
  readonly rows: readonly InventedRow[];
}

/** Rows in the order of a table: by contact, then as-of. */
export function inOrder(rows: readonly InventedRow[]): InventedRow[] {
  return [...rows].sort((a, b) => (a.contact === b.contact ? a.asOf - b.asOf : a.contact < b.contact ? -1 : 1));
}

function honestCells({ made, rows }: RowsMade, { contact, asOf }: InventedRow): Map<string, Cell> {
  const cells = cellsOfRow(
    made,
    inOrder(rows).findIndex((row) => row.contact === contact && row.asOf === asOf),
  );
  for (const { name, availability } of made.features) if (availability === 'current-state') cells.delete(name);
  return cells;
}

function leakOf(
  feature: string,
  { asOf }: InventedRow,
  here: Cell | undefined,
  there: Cell | undefined,
): PointInTimeLeak {
  const at = new Date(Math.floor(asOf / 1000)).toISOString();
  return { feature, asOf: at, values: [textOf(here), textOf(there)] };
}

function textOf(cell: Cell | undefined): string {
  return String(cell ?? 'no column');
}
