import { z } from 'zod';
import { HandraiseError } from '../errors.ts';
import type { Column, Table } from '../table/table.ts';

const featureColumnSchema = z.strictObject({
  name: z.string().min(1),
  type: z.enum(['number', 'category']),
});

export const featureColumnsSchema = z
  .array(featureColumnSchema)
  .refine((features) => new Set(features.map((feature) => feature.name)).size === features.length, {
    error: 'a feature occurs twice',
  });

/** Name and type of a column a model was fitted on. */
export type FeatureColumn = z.output<typeof featureColumnSchema>;

/** The columns of `table` as a model remembers them, in the order of the table. */
export function featureColumnsOf(table: Table): readonly FeatureColumn[] {
  return table.columns.map(({ name, kind }) => ({ name, type: kind }));
}

/**
 * The columns of `table` that a model needs, in the model's order; other columns are left aside.
 *
 * @throws HandraiseError `data` when one is absent or of the other type, has ±Infinity, a code outside its levels, or
 *   not as many values as the table has rows.
 */
export function matchColumns(features: readonly FeatureColumn[], table: Table): readonly Column[] {
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  return features.map((feature) => {
    const column = byName.get(feature.name);
    if (!column)
      throw new HandraiseError('data', `the table has no column ${feature.name}`, {
        hint: 'score with the features the model was trained on',
      });
    checkMatch(feature, column, table.rows);
    return column;
  });
}

/**
 * Where a column belongs among those that a model needs, checked as `matchColumns` does; −1 of one that it leaves aside.
 *
 * @throws HandraiseError `data` as `matchColumns`.
 */
export function matchColumn(features: readonly FeatureColumn[], column: Column, rows: number): number {
  const position = features.findIndex(({ name }) => name === column.name);
  if (position >= 0) checkMatch(features[position]!, column, rows);
  return position;
}

function checkMatch({ name, type }: FeatureColumn, column: Column, rows: number): void {
  if (column.kind !== type) throw new HandraiseError('data', `column ${name} is a ${column.kind}, expected a ${type}`);
  checkColumn(column, rows);
}

/** @throws HandraiseError `data` when the column breaks the rules of its type or has not `rows` values. */
export function checkColumn(column: Column, rows: number): void {
  const values = column.kind === 'number' ? column.values : column.codes;
  if (values.length !== rows)
    throw new HandraiseError('data', `column ${column.name} has ${values.length} rows, the table ${rows}`);
  if (column.kind === 'number') {
    const wrong = firstInfinite(column.values);
    if (wrong >= 0)
      throw new HandraiseError('data', `column ${column.name} has the value ${values[wrong]} in row ${wrong + 1}`, {
        hint: 'make it missing, or cap it where it is computed',
      });
  } else {
    const wrong = firstBeyond(column.codes, column.levels.length);
    if (wrong >= 0)
      throw new HandraiseError('data', `column ${column.name} has no level ${values[wrong]}, used in row ${wrong + 1}`);
  }
}

// Every column of every table that is scored is looked at: these loops do nothing else.
function firstInfinite(values: Float64Array): number {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value === Infinity || value === -Infinity) return i;
  }
  return -1;
}

function firstBeyond(codes: Int32Array, levels: number): number {
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]!;
    if (code < -1 || code >= levels) return i;
  }
  return -1;
}
