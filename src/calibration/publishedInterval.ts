import type { LogisticLine } from '../numeric/logisticLine.ts';
import { correctProbabilities } from './corrected.ts';
import { probabilityInterval, type VennAbers } from './vennAbers.ts';

/**
 * How far earlier rows pin down one probability that was published: from the least to the greatest of the two ends of `probabilityInterval`,
 * moved by the line that later dates asked for, and the published one itself.
 *
 * The ends are steps of an isotonic calibrator, the published probability comes from a smooth one. Where the two disagree by more
 * than the interval, that is uncertainty too, and the interval says so.
 *
 * @param of.vennAbers what `fitVennAbers` made of earlier rows. @param of.margin log-odds of the row, before calibration.
 * @param of.line what the probabilities were moved by after the rows of `vennAbers`; absent where nothing moved them.
 * @param of.published within [0, 1].
 * @throws HandraiseError `data` for a margin that is not finite.
 * @example
 * const vennAbers = fitVennAbers(Float64Array.of(-2, -1, 1, 2), Uint8Array.of(0, 1, 0, 1));
 * const { low, high } = publishedInterval({ vennAbers, margin: 0, published: 0.99 });
 * low < 0.99 && high === 0.99 // true
 */
export function publishedInterval(of: {
  readonly vennAbers: VennAbers;
  readonly margin: number;
  readonly line?: LogisticLine | undefined;
  readonly published: number;
}): { readonly low: number; readonly high: number } {
  const { vennAbers, margin, line, published } = of;
  const { low, high } = probabilityInterval(vennAbers, Float64Array.of(margin));
  const ends = Float64Array.of(low[0]!, high[0]!);
  const [least, most] = line ? correctProbabilities(ends, line) : ends;
  return { low: Math.min(least!, published), high: Math.max(most!, published) };
}
