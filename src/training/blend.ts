import { unitFolds } from '../calibration/unitFolds.ts';
import { type BlendMember, blendedModel } from '../model/blend/blendedModel.ts';
import { fitStack, type Stack, stackedMargins } from '../model/blend/stack.ts';
import { take } from '../numeric/take.ts';
import { total } from '../numeric/total.ts';
import type { CandidateModel, LatestMargins, OutOfFold } from './candidateModel.ts';

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
  const { label, unit } = first.outOfFold;
  const margins = members.map(({ outOfFold }) => outOfFold.margins);
  const stack = fitStack(margins, label);
  const used = membersOf(stack, members);
  if (used.length === 0) return undefined;
  return {
    family: 'blend',
    model: blendedModel(stack.intercept, used),
    outOfFold: { margins: stackedMargins(stack, margins), label, unit },
    judged: heldOutStack(margins, { label, unit }, stack, seed),
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

function membersOf({ weights }: Stack, members: readonly Uncalibrated[]): readonly BlendMember[] {
  const reach = members.map(({ outOfFold }, at) => weights[at]! * deviationOf(outOfFold.margins));
  const all = reach.reduce((sum, one) => sum + one, 0);
  return members.flatMap(({ model }, at) =>
    reach[at]! > 0 ? [{ model, weight: weights[at]!, share: reach[at]! / all }] : [],
  );
}

function heldOutStack(
  margins: readonly Float64Array[],
  { label, unit }: Pick<OutOfFold, 'label' | 'unit'>,
  whole: Stack,
  seed: number,
): Float64Array {
  const fold = unitFolds(label, unit, folds, seed);
  const judged = new Float64Array(label.length);
  for (let held = 0; held < folds; held++) {
    const learned = Int32Array.from(fold.keys()).filter((row) => fold[row] !== held);
    const rows = Int32Array.from(fold.keys()).filter((row) => fold[row] === held);
    const labels = take(label, learned);
    const stack =
      labels.includes(0) && labels.includes(1)
        ? fitStack(
            margins.map((values) => take(values, learned)),
            labels,
          )
        : whole;
    const found = stackedMargins(
      stack,
      margins.map((values) => take(values, rows)),
    );
    rows.forEach((row, at) => {
      judged[row] = found[at]!;
    });
  }
  return judged;
}

function deviationOf(values: Float64Array): number {
  const mean = total(values) / values.length;
  return Math.sqrt(total(values.map((value) => (value - mean) ** 2)) / values.length);
}
