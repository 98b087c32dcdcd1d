import type { KernelExports } from '../../../kernel/kernelExports.ts';
import { allocate } from '../../../kernel/kernelMemory.ts';
import { instantiate } from '../../../kernel/kernelModule.ts';
import type { WasmMemory } from '../../../kernel/wasm.ts';
import type { Column } from '../../../table/table.ts';
import type { Contributions } from '../../estimator.ts';
import type { TreeEnsemble } from '../ensemble.ts';
import { type ByteColumns, byteColumns } from './byteColumns.ts';
import { meanValues } from './coverShares.ts';
import { rowCoder } from './rowCoder.ts';
import { nodeBytes, quadraturePoints, type ScoringLayout, scoringLayout, splitBytes } from './scoringLayout.ts';
import { writeEnsemble } from './writeEnsemble.ts';

/** Scores many rows at once, on the calling thread, given one column per feature in the ensemble's order (`matchColumns`). */
export interface EnsembleScorer {
  /** Log-odds per row, the same bits that `scoreRow` gives. */
  margins(columns: readonly Column[], rows: number): Float64Array;
  /** Margins of the same rows again and again, one column replaced each time: that of a feature, by its position; −1 for none. */
  varying(columns: readonly Column[], rows: number): (feature: number, replacement: Column) => Float64Array;
  /**
   * Exact path-dependent Shapley values (TreeSHAP, expectations weighted by cover) of the margins: base + a row's sum is its
   * margin but for rounding.
   *
   * Rows × features numbers are returned. Time goes with rows × trees × splits × the features that meet on a path.
   */
  contributions(columns: readonly Column[], rows: number): Contributions;
}

/**
 * A scorer with a kernel and a memory of its own, made when it is first used.
 *
 * @throws HandraiseError `resource`, at first use, when there is not enough memory.
 */
export function ensembleScorer(ensemble: TreeEnsemble): EnsembleScorer {
  let made: ScoringKernel | undefined;
  const scoring = () => {
    made ??= scoringKernel(ensemble);
    return made;
  };
  return {
    margins: (columns, rows) => margins(scoring(), ensemble, columns, rows),
    varying: (columns, rows) => varying(scoring(), ensemble, columns, rows),
    contributions: (columns, rows) => contributions(scoring(), ensemble, columns, rows),
  };
}

interface ScoringKernel {
  readonly kernel: KernelExports;
  readonly memory: WasmMemory;
  readonly byteColumns: ByteColumns;
  readonly layout: ScoringLayout;
  /** Features that some split uses. */
  readonly used: readonly number[];
}

function scoringKernel(ensemble: TreeEnsemble): ScoringKernel {
  const used = [...new Set(ensemble.trees.flatMap(({ feature }) => feature))];
  const outputs = new Int32Array(ensemble.features.length);
  used.forEach((feature, output) => {
    outputs[feature] = output;
  });
  const columns = byteColumns(ensemble);
  const layout = scoringLayout(ensemble, columns, used.length);
  const memory = allocate('single', layout.bytes);
  writeEnsemble(ensemble, columns, outputs, layout, memory);
  return { kernel: instantiate('single', memory), memory, byteColumns: columns, layout, used };
}

function margins(
  scoring: ScoringKernel,
  ensemble: TreeEnsemble,
  columns: readonly Column[],
  rows: number,
): Float64Array {
  const { kernel, memory, byteColumns, layout } = scoring;
  return marginsOf(scoring, ensemble, rows, rowCoder(ensemble.features, byteColumns, layout, memory, kernel, columns));
}

/** @param code codes the rows [from, from + count), at most a batch. */
function marginsOf(
  { kernel, memory, layout }: ScoringKernel,
  { base, trees }: TreeEnsemble,
  rows: number,
  code: (from: number, count: number) => void,
): Float64Array {
  const batch = new Float64Array(memory.buffer, layout.margins, layout.batchRows);
  const all = new Float64Array(rows);
  for (let from = 0; from < rows; from += layout.batchRows) {
    const count = Math.min(layout.batchRows, rows - from);
    code(from, count);
    kernel.margins(
      layout.trees,
      trees.length,
      base,
      layout.codes,
      layout.tileBytes,
      count,
      layout.splitLeaves,
      layout.margins,
    );
    all.set(batch.subarray(0, count), from);
  }
  return all;
}

function varying(
  scoring: ScoringKernel,
  ensemble: TreeEnsemble,
  columns: readonly Column[],
  rows: number,
): (feature: number, replacement: Column) => Float64Array {
  const { kernel, memory, byteColumns, layout } = scoring;
  const coderOf = (some: readonly (Column | undefined)[]) =>
    rowCoder(ensemble.features, byteColumns, layout, memory, kernel, some);
  const codes = new Uint8Array(memory.buffer, layout.codes, layout.batchRows * byteColumns.count);
  const codeAll = coderOf(columns);
  const kept: Uint8Array[] = [];
  for (let from = 0; from < rows; from += layout.batchRows) {
    codeAll(from, Math.min(layout.batchRows, rows - from));
    kept.push(codes.slice());
  }
  return (feature, replacement) => {
    const codeOne = coderOf(columns.map((_, at) => (at === feature ? replacement : undefined)));
    return marginsOf(scoring, ensemble, rows, (from, count) => {
      codes.set(kept[from / layout.batchRows]!);
      codeOne(from, count);
    });
  };
}

function contributions(
  { kernel, memory, byteColumns, layout, used }: ScoringKernel,
  { features, base, trees }: TreeEnsemble,
  columns: readonly Column[],
  rows: number,
): Contributions {
  const code = rowCoder(features, byteColumns, layout, memory, kernel, columns);
  const batch = new Float64Array(memory.buffer, layout.contributions, layout.batchRows * used.length);
  const values = new Float64Array(rows * features.length);
  for (let from = 0; from < rows; from += layout.batchRows) {
    const count = Math.min(layout.batchRows, rows - from);
    code(from, count);
    batch.fill(0);
    let splits = 0;
    for (const paths of layout.paths) {
      if (paths.splits.length === 0) continue;
      const points = quadraturePoints(paths);
      kernel.contributions(
        layout.nodes + splits * nodeBytes,
        paths.splits.length,
        layout.splitTables + splits * splitBytes,
        layout.quadratures.get(points)!,
        points,
        layout.codes,
        layout.tileBytes,
        count,
        layout.work,
        layout.contributions,
        used.length * 8,
      );
      splits += paths.splits.length;
    }
    for (let i = 0; i < count; i++)
      for (let j = 0; j < used.length; j++)
        values[(from + i) * features.length + used[j]!] = batch[i * used.length + j]!;
  }
  const means = trees.map((tree) => meanValues(tree)[0] ?? tree.value[0]!);
  return { base: means.reduce((sum, mean) => sum + mean, base), features: features.map(({ name }) => name), values };
}
