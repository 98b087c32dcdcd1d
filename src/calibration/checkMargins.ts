import { HandraiseError } from '../errors.ts';

/**
 * Refuses what no calibrator can learn from.
 *
 * @throws HandraiseError `data` for no rows, lengths that differ, labels other than 0 and 1, margins that are not finite,
 * weights that are negative or not finite, and a single class among the rows of positive weight.
 */
export function checkMargins(margins: Float64Array, label: Uint8Array, weight?: Float64Array): void {
  const rows = margins.length;
  if (rows === 0) throw new HandraiseError('data', 'calibration has no rows');
  if (label.length !== rows || (weight && weight.length !== rows))
    throw new HandraiseError(
      'data',
      `calibration has ${rows} margins, ${label.length} labels${weight ? `, ${weight.length} weights` : ''}`,
    );
  const seen = [0, 0];
  for (let i = 0; i < rows; i++) {
    const y = label[i]!;
    if (y > 1) throw new HandraiseError('data', `calibration row ${i} has the label ${y}, neither 0 nor 1`);
    if (!Number.isFinite(margins[i]))
      throw new HandraiseError('data', `calibration row ${i} has the margin ${margins[i]}`);
    const w = weight ? weight[i]! : 1;
    if (!(w >= 0 && w < Infinity)) throw new HandraiseError('data', `calibration row ${i} has the weight ${w}`);
    seen[y]! += w;
  }
  if (seen[0] === 0 || seen[1] === 0)
    throw new HandraiseError('data', `calibration has ${seen[1] === 0 ? 'no positives' : 'no negatives'}`, {
      hint: 'calibrate on a longer span of dates',
    });
}

/** @throws HandraiseError `data` for a margin that is not finite, which no calibrator may turn into a probability. */
export function checkFinite(margins: Float64Array): void {
  const bad = margins.findIndex((margin) => !Number.isFinite(margin));
  if (bad >= 0) throw new HandraiseError('data', `row ${bad} to be calibrated has the margin ${margins[bad]}`);
}
