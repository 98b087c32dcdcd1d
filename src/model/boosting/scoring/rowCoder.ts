import type { KernelExports } from '../../../kernel/kernelExports.ts';
import type { WasmMemory } from '../../../kernel/wasm.ts';
import type { CategoryColumn, Column, NumberColumn } from '../../../table/table.ts';
import type { EnsembleFeature } from '../ensemble.ts';
import { type ByteColumns, missingLevel } from './byteColumns.ts';
import { type ScoringLayout, thresholdBytes, tileRows } from './scoringLayout.ts';

type CategoryFeature = Extract<EnsembleFeature, { type: 'category' }>;

/**
 * A function that codes the rows [from, from + count) of a table, at most a batch, into the kernel's memory.
 *
 * @param columns of features of the ensemble, in its order; those that are undefined are not coded.
 */
export function rowCoder(
  features: readonly EnsembleFeature[],
  byteColumns: ByteColumns,
  layout: ScoringLayout,
  memory: WasmMemory,
  kernel: KernelExports,
  columns: readonly (Column | undefined)[],
): (from: number, count: number) => void {
  const { tileBytes } = layout;
  const input = new Float64Array(memory.buffer, layout.values, layout.batchRows);
  const codes = new Uint8Array(memory.buffer, layout.codes, layout.batchRows * byteColumns.count);
  const numbers = byteColumns.numbers.flatMap(({ feature, column }, i) => {
    const number = columns[feature] as NumberColumn | undefined;
    if (!number) return [];
    const thresholds = layout.thresholds + i * thresholdBytes;
    return [{ values: number.values, thresholds, codes: layout.codes + column * tileRows }];
  });
  const categories = byteColumns.levels.flatMap(({ feature, column }) => {
    const category = columns[feature] as CategoryColumn | undefined;
    if (!category) return [];
    const positions = levelPositions(category, features[feature] as CategoryFeature);
    return [{ codes: category.codes, positions, at: column * tileRows }];
  });

  return (from, count) => {
    for (const { values, thresholds, codes } of numbers) {
      input.set(values.subarray(from, from + count));
      kernel.codeNumbers(layout.values, thresholds, codes, tileBytes, count);
    }
    for (const category of categories)
      for (let i = 0; i < count; i++)
        codes[category.at + Math.floor(i / tileRows) * tileBytes + (i % tileRows)] =
          category.positions[category.codes[from + i]! + 1]!;
  };
}

/** By the column's code, plus 1: the position of its level among the feature's, or `missingLevel`. */
function levelPositions(column: CategoryColumn, { levels }: CategoryFeature): Uint8Array {
  const positions = new Map(levels.map((level, position) => [level, position]));
  return Uint8Array.from([missingLevel, ...column.levels.map((level) => positions.get(level) ?? missingLevel)]);
}
