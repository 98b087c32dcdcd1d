import { selectDesignColumns } from '../encoding/designProducts.ts';
import { conjugateStep } from './conjugateStep.ts';
import { choleskyStep, coordinateStep } from './gramSteps.ts';
import { emptyStart, newton, type Solution, type Stopping } from './newton.ts';
import { type LogisticProblem, marginsOf, rarerWeight, slope } from './problem.ts';

/** From here on products with the matrix of second derivatives cost less than the matrix. */
const narrow = 300;

/** At least so many columns join a working set at once, where so many must; later as many as it has. */
const fewest = 100;

/** The minimum of the problem, by the method that suits its width and penalty. */
export function minimise(problem: LogisticProblem, stopping: Stopping): Solution {
  const start = emptyStart(problem);
  if (problem.l1 > 0) return byWorkingSet(problem, start, stopping);
  return newton(problem, start, problem.design.width <= narrow ? choleskyStep : conjugateStep, stopping);
}

/**
 * Elastic net on those columns alone that may have a coefficient, more of them while the optimality conditions of the
 * others are broken: a sparse solution among thousands of columns needs no matrix of all of them.
 */
function byWorkingSet(problem: LogisticProblem, start: Float64Array, stopping: Stopping): Solution {
  const { width } = problem.design;
  const goal = problem.l1 + stopping.tolerance * rarerWeight(problem);
  const chosen = new Set<number>(width <= narrow ? Array.from({ length: width }, (_, j) => j) : []);
  let theta = start;
  for (let iterations = 0; ; ) {
    const columns = Int32Array.from(chosen).sort();
    const part = { ...problem, design: selectDesignColumns(problem.design, columns) };
    const within = Float64Array.from([...columns, width], (j) => theta[j]!);
    const found = newton(part, within, coordinateStep, stopping);
    iterations += found.iterations;
    theta = new Float64Array(width + 1);
    columns.forEach((j, at) => {
      theta[j] = found.theta[at]!;
    });
    theta[width] = found.theta[columns.length]!;
    const { gradient } = slope(problem, marginsOf(problem, theta), theta);
    const broken = strongest(gradient, width, (j) => !chosen.has(j) && Math.abs(gradient[j]!) > goal);
    const missed = broken.slice(0, Math.max(fewest, chosen.size));
    if (!found.converged || missed.length === 0) return { ...found, theta, iterations };
    for (const j of missed) chosen.add(j);
  }
}

/** The columns that `holds` is true of, those with the steepest gradient first; ties by position. */
function strongest(gradient: Float64Array, width: number, holds: (column: number) => boolean): readonly number[] {
  return Array.from({ length: width }, (_, j) => j)
    .filter(holds)
    .sort((a, b) => Math.abs(gradient[b]!) - Math.abs(gradient[a]!) || a - b);
}
