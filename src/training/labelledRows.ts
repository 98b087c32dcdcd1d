import type { DatedDataset } from '../model/encoding/targetStatistics.ts';
import { take } from '../numeric/take.ts';
import { type Table, takeRows } from '../table/table.ts';

/** Rows with their features and what came of them, whatever they were read from: all that training and judging take. */
export interface LabelledRows extends DatedDataset {
  readonly rows: number;
  readonly table: Table;
  /** 1 or 0 per row. */
  readonly label: Uint8Array;
  /** Instant after which nothing was known of a row, in µs; tells earlier rows from later ones. */
  readonly asOf: Float64Array;
  /** Number of the unit (cluster) of each row. */
  readonly unit: Int32Array;
  readonly weight?: Float64Array;
  /** Number of each row among all there are, by which ties are broken: a part of the rows keeps those it had. */
  readonly order: Int32Array;
  /** The rows of these numbers, in that order. */
  take(rows: Int32Array): LabelledRows;
}

/**
 * Labelled rows of a table and of columns as long as it.
 *
 * @param of the table, and of each row its label, as-of instant, unit, weight and number
 * @example
 * const rows = labelledRows({
 *   table: createTable(3, [{ kind: 'number', name: 'visits', values: Float64Array.of(3, 1, 2) }]),
 *   label: Uint8Array.of(1, 0, 1),
 *   asOf: Float64Array.of(1, 2, 3),
 *   unit: Int32Array.of(0, 1, 1),
 * });
 * rows.take(Int32Array.of(2)).label // Uint8Array.of(1)
 */
export function labelledRows(
  of: Pick<LabelledRows, 'table' | 'label' | 'asOf' | 'unit' | 'weight'> & { readonly order?: Int32Array },
): LabelledRows {
  const { table, label, asOf, unit, weight, order = Int32Array.from(label.keys()) } = of;
  return {
    rows: table.rows,
    ...{ table, label, asOf, unit, order },
    ...(weight ? { weight } : {}),
    take: (rows) =>
      labelledRows({
        table: takeRows(table, rows),
        label: take(label, rows),
        asOf: take(asOf, rows),
        unit: take(unit, rows),
        order: take(order, rows),
        ...(weight ? { weight: take(weight, rows) } : {}),
      }),
  };
}
