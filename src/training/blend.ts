import { unitFolds } from '../calibration/unitFolds.ts';
import { type BlendMember, blendedModel } from '../model/blend/blendedModel.ts';
import { fitInStackOrder, type Stack, stackedMargins, stackOrder } from '../model/blend/stack.ts';
import { positionsWhere } from '../numeric/positionsWhere.ts';
import { take } from '../numeric/take.ts';
import { total } from '../numeric/total.ts';
import type { CandidateModel, LatestMargins } from './candidateModel.ts';

const folds = 5;

/** A model that waits for its calibrator; its parts are those of `CandidateModel`. */
export interface Uncalibrated extends Pick<CandidateModel, 'family' | 'model' | 'outOfFold'> {
  /** Margins of the same rows to judge it by: by weights that a row's own unit had no part in. */
  readonly judged: Float64Array;
  readonly latest: LatestMargins | undefined;
}

/**
 * Puts the models of several families together by what they say of rows they have not learned from; undefined where none of them says
 * anything.
 */
export function stacked(members: readonly Uncalibrated[], seed: number): Uncalibrated | undefined {
  const [first] = members;
  if (!first) return undefined;
  const { rows, label, unit } = first.outOfFold;
  const margins = members.map(({ outOfFold }) => outOfFold.margins);
  const order = stackOrder(margins, label);
  const ordered = margins.map((values) => take(values, order));
  const labels = take(label, order);
  const stack = fitInStackOrder(ordered, labels);
  const used = membersOf(stack, members, ordered);
  if (used.length === 0) return undefined;
  const fold = take(unitFolds(label, unit, folds, seed), order);
  const judged = new Float64Array(label.length);
  put(judged, order, heldOutStack(ordered, { label: labels, fold }, stack));
  return {
    family: 'blend',
    model: blendedModel(stack.intercept, used),
    outOfFold: { rows, margins: stackedMargins(stack, margins), label, unit },
    judged,
    latest: first.latest && {
      margins: stackedMargins(
        stack,
        members.map(({ latest }) => latest!.margins),
      ),
      earlier: {
        label: first.latest.earlier.label,
        margins: stackedMargins(
          stack,
          members.map(({ latest }) => latest!.earlier.margins),
        ),
      },
    },
  };
}

/** @param margins of each member, in an order that follows from what the rows contain. */
function membersOf(
  { weights }: Stack,
  members: readonly Uncalibrated[],
  margins: readonly Float64Array[],
): readonly BlendMember[] {
  const reach = margins.map((own, at) => weights[at]! * deviationOf(own));
  const all = reach.reduce((sum, one) => sum + one, 0);
  return members.flatMap(({ model }, at) =>
    reach[at]! > 0 ? [{ model, weight: weights[at]!, share: reach[at]! / all }] : [],
  );
}

function heldOutStack(
  margins: readonly Float64Array[],
  { label, fold }: { readonly label: Uint8Array; readonly fold: Int32Array },
  whole: Stack,
): Float64Array {
  const judged = new Float64Array(label.length);
  for (let held = 0; held < folds; held++) {
    const learned = positionsWhere(fold, (of) => of !== held);
    const rows = positionsWhere(fold, (of) => of === held);
    const labels = take(label, learned);
    const stack =
      labels.includes(0) && labels.includes(1)
        ? fitInStackOrder(
            margins.map((values) => take(values, learned)),
            labels,
          )
        : whole;
    put(
      judged,
      rows,
      stackedMargins(
        stack,
        margins.map((values) => take(values, rows)),
      ),
    );
  }
  return judged;
}

function put(all: Float64Array, rows: Int32Array, values: Float64Array): void {
  for (let at = 0; at < rows.length; at++) all[rows[at]!] = values[at]!;
}

function deviationOf(values: Float64Array): number {
  const mean = total(values) / values.length;
  return Math.sqrt(total(values.map((value) => (value - mean) ** 2)) / values.length);
}
