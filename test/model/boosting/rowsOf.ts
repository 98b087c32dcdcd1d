import type { FeatureRow } from '../../../src/model/boosting/scoreRow.ts';
import type { Column } from '../../../src/table/table.ts';

/** The rows of a table as `scoreRow` takes them. */
export function rowsOf(columns: readonly Column[], rows: number): FeatureRow[] {
  return Array.from({ length: rows }, (_, i) =>
    Object.fromEntries(
      columns.map((column) => {
        if (column.kind === 'number') return [column.name, Number.isNaN(column.values[i]) ? null : column.values[i]!];
        return [column.name, column.codes[i] === -1 ? null : column.levels[column.codes[i]!]!];
      }),
    ),
  );
}
