import type { Table } from '../../table/table.ts';
import type { Design } from '../encoding/design.ts';
import { canonicalRows } from '../trainingRows.ts';
import { someRows, type WeightedRows } from '../weightedRows.ts';
import { contentSample } from './contentSample.ts';
import { KeptRows } from './keptRows.ts';
import { lbfgs, narrow } from './lbfgs.ts';
import { penalised, penalisedByDiagonal } from './penalised.ts';
import { emptyStart, type NewtonProblem, type Solution, type Stopping } from './problem.ts';
import { proximalNewton } from './proximalNewton.ts';
import { ResidentRows } from './residentRows.ts';
import { StreamedRows } from './streamedRows.ts';

/** What is minimised, see `LogisticProblem`, and when that is done. */
export interface Penalties extends Stopping {
  readonly l1: number;
  readonly l2: number;
}

/** Distinct rows of each class that are kept in the kernel, encoded; and how many numbers they may take up. */
const kept = { rows: 8192, numbers: 2 ** 22 };

/** How far a sample's optimum is worth pursuing: it lies farther than that from the optimum of all rows. */
const sampleTolerance = 1e-3;

/** Steps with the same second derivatives. Those of a sample are not what is wanted anyway, so little is lost by keeping them. */
const renewal = { exact: 1, sampled: 10 };

/** The minimum, and per number of the design Σ weight · |term| there: see `LogisticPass.sizes`. */
export interface Minimum extends Solution {
  readonly sizes: Float64Array;
}

/** What hears how many steps have been taken. */
type Progress = (iterations: number) => void;

/**
 * The minimum of a logistic regression over rows of a table.
 *
 * Over more columns than there are second derivatives for, all rows are kept in a kernel. Of fewer columns, few distinct rows are
 * kept and minimised over directly. Of many, a sample is kept: its minimum is the start, and its second
 * derivatives precondition the steps, so that few passes over all rows are left.
 */
export async function minimise(
  design: Design,
  table: Table,
  rows: WeightedRows,
  penalties: Penalties,
  signal: AbortSignal | undefined,
  onStep: Progress,
): Promise<Minimum> {
  const width = design.columns.length;
  const resident = isWide(width, penalties) ? ResidentRows.of(design, rows, signal) : null;
  if (resident) return overResident(resident, width, penalties, onStep);
  const capacity = Math.max(Math.min(kept.rows, Math.floor(kept.numbers / (width + 1))), 1);
  const all = new StreamedRows(design, rows, signal);
  const { positions, hashes, standsFor, magnitudes } = await contentSample(all, width, capacity);
  const sample = new KeptRows(design, canonicalRows(table, someRows(rows, positions, standsFor), hashes), signal);
  if (positions.length === rows.label.length) return overKept(sample, width, penalties, onStep);
  return overAll(all, sample, design, penalties, onStep, magnitudes);
}

/** Whether there are more columns than there are second derivatives for, and a penalty that needs none. */
export function isWide(width: number, { l1 }: Pick<Penalties, 'l1'>): boolean {
  return width > narrow && l1 === 0;
}

/**
 * The minima of a wide design for several weights of ½ Σ β², one after the other, each from the one before; the rows are encoded once.
 *
 * @param weights the greatest first: what is pulled hardest to zero is found fastest, and the next is not far.
 */
export async function* minimaAlong(
  weights: readonly number[],
  design: Design,
  rows: WeightedRows,
  penalties: Omit<Penalties, 'l1' | 'l2'>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Minimum & { readonly l2: number }> {
  const resident = ResidentRows.of(design, rows, signal);
  if (!resident) return;
  let start: Float64Array | undefined;
  for (const l2 of weights) {
    const found = await overResident(
      resident,
      design.columns.length,
      { ...penalties, l1: 0, l2 },
      () => undefined,
      start,
    );
    yield { ...found, l2 };
    start = found.theta;
  }
}

async function overResident(
  rows: ResidentRows,
  width: number,
  penalties: Penalties,
  onStep: Progress,
  start?: Float64Array,
): Promise<Minimum> {
  const problem = penalisedByDiagonal(rows, rows, width, penalties);
  const found = await lbfgs(problem, start ?? emptyStart(problem), renewal.exact, penalties, onStep);
  return { ...found, sizes: rows.sizes(found.theta) };
}

async function overKept(rows: KeptRows, width: number, penalties: Penalties, onStep: Progress): Promise<Minimum> {
  const problem = penalised(rows, rows, width, penalties);
  const found = await solve(problem, emptyStart(problem), renewal.exact, penalties, onStep);
  return { ...found, sizes: rows.sizes(found.theta) };
}

async function overAll(
  all: StreamedRows,
  sample: KeptRows,
  design: Design,
  penalties: Penalties,
  onStep: Progress,
  magnitudes: Float64Array,
): Promise<Minimum> {
  const tolerance = Math.max(sampleTolerance, penalties.tolerance);
  const start = await overKept(sample, design.columns.length, { ...penalties, tolerance }, onStep);
  const stopping = { ...penalties, maxIterations: penalties.maxIterations - start.iterations };
  const problem = penalised(all, sample, design.columns.length, penalties);
  const found = await solve(problem, start.theta, renewal.sampled, stopping, (more) => onStep(start.iterations + more));
  const sizes = sizesOf(design, found.theta, magnitudes) ?? (await all.sizes(found.theta));
  return { ...found, iterations: start.iterations + found.iterations, sizes };
}

/** Terms of numbers that are never missing are multiples of their values, whose sizes are known; null for others. */
function sizesOf({ numbers, columns }: Design, theta: Float64Array, magnitudes: Float64Array): Float64Array | null {
  if (numbers.some(({ missing }) => missing >= 0)) return null;
  const sizes = new Float64Array(numbers.length);
  columns.forEach((column, j) => {
    if ('number' in column) sizes[column.number] = Math.abs(theta[j]!) * magnitudes[column.number]!;
  });
  return sizes;
}

function solve(
  problem: NewtonProblem,
  start: Float64Array,
  renewal: number,
  stopping: Stopping,
  onStep: Progress,
): Promise<Solution> {
  return problem.l1 > 0
    ? proximalNewton(problem, start, stopping, onStep)
    : lbfgs(problem, start, renewal, stopping, onStep);
}
