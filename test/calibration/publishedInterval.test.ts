import { describe, expect, it } from 'vitest';
import { platt } from '../../src/calibration/platt.ts';
import { publishedInterval } from '../../src/calibration/publishedInterval.ts';
import { fitVennAbers, probabilityInterval } from '../../src/calibration/vennAbers.ts';
import { logit, sigmoid } from '../../src/numeric/special.ts';
import { fc } from '../property/fastCheck.ts';
import '../property/fastCheck.ts';

const margins = Float64Array.from({ length: 60 }, (_, row) => row / 10 - 3);
const label = Uint8Array.from(margins, (margin, row) => Number(margin + ((row * 7) % 5) - 2 > 0));
const vennAbers = fitVennAbers(margins, label);
const calibrator = platt.fit(margins, label);
const publishedOf = (margin: number) => calibrator.probabilities(Float64Array.of(margin))[0]!;

describe('the interval of a published probability', () => {
  it('contains it, whatever the margin and the correction', () => {
    let outside = 0;
    fc.assert(
      fc.property(
        fc.double({ min: -6, max: 6, noNaN: true }),
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.double({ min: 0.3, max: 2, noNaN: true }),
        (margin, intercept, slope) => {
          const line = { intercept, slope };
          const published = sigmoid(intercept + slope * logit(publishedOf(margin)));
          const { low, high } = publishedInterval({ vennAbers, margin, line, published });
          expect(low).toBeLessThanOrEqual(published);
          expect(high).toBeGreaterThanOrEqual(published);
          const bare = probabilityInterval(vennAbers, Float64Array.of(margin));
          if (published < bare.low[0]! || published > bare.high[0]!) outside++;
        },
      ),
      { numRuns: 1000 },
    );
    expect(outside).toBeGreaterThan(40);
  });

  it('is that of the earlier rows where it holds the published one, moved as that is', () => {
    const { low, high } = probabilityInterval(vennAbers, Float64Array.of(0));
    const middle = (low[0]! + high[0]!) / 2;
    expect(publishedInterval({ vennAbers, margin: 0, published: middle })).toEqual({ low: low[0], high: high[0] });
    const line = { intercept: -0.5, slope: 1 };
    const moved = publishedInterval({ vennAbers, margin: 0, line, published: sigmoid(logit(middle) - 0.5) });
    expect(moved.low).toBeCloseTo(sigmoid(logit(low[0]!) - 0.5), 12);
    expect(moved.high).toBeCloseTo(sigmoid(logit(high[0]!) - 0.5), 12);
  });
});
