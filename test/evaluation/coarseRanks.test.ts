import { expect, it } from 'vitest';
import { bootstrapIntervals } from '../../src/evaluation/bootstrap.ts';
import { evaluate } from '../../src/evaluation/evaluate.ts';
import { rocAuc } from '../../src/evaluation/metrics/rocAuc.ts';
import { coarseRanks, rankRows, tallyRanks } from '../../src/evaluation/rankTally.ts';
import { Random } from '../../src/numeric/random.ts';
import { fc } from '../property/fastCheck.ts';

it('take neighbours together, keep every row and positive, and stay as they are where there are few', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.nat(1)), { minLength: 1, maxLength: 80 }),
      fc.integer({ min: 1, max: 30 }),
      (rows, most) => {
        const ranked = rankRows(Float64Array.from(rows, ([score]) => score / 60));
        const label = Uint8Array.from(rows, ([, y]) => y);
        const coarse = coarseRanks(ranked, most);
        if (ranked.score.length <= most) {
          expect(coarse).toBe(ranked);
          return;
        }
        const tally = tallyRanks(coarse, label);
        expect(tally.score.length).toBe(most);
        expect(tally.rows.every((count) => count > 0)).toBe(true);
        expect(tally.rows.reduce((sum, count) => sum + count)).toBe(rows.length);
        expect(tally.positives.reduce((sum, count) => sum + count)).toBe(label.reduce((sum, y) => sum + y, 0));
        expect([...tally.score]).toEqual([...tally.score].sort((a, b) => b - a));
      },
    ),
  );
});

it('give the intervals that all ranks would', () => {
  const random = new Random(6);
  const rows = 21_000;
  const probabilities = Float64Array.from({ length: rows }, () => random.next() ** 2);
  const label = Uint8Array.from(probabilities, (p) => Number(random.next() < p));
  const unit = Int32Array.from(label.keys());
  const { rocAuc: judged } = evaluate({ probabilities, label, unit }, { seed: 3, resamples: 8 }).metrics;
  const drawn = (copies: Float64Array) => {
    const of = Array.from(unit).flatMap((row) => new Array<number>(copies[row]!).fill(row));
    return [
      rocAuc(
        Float64Array.from(of, (row) => probabilities[row]!),
        Uint8Array.from(of, (row) => label[row]!),
      ),
    ];
  };
  const [exact] = bootstrapIntervals(rows, drawn, { seed: 3, resamples: 8 });
  expect(judged.low).toBeCloseTo(exact!.low, 5);
  expect(judged.high).toBeCloseTo(exact!.high, 5);
});
