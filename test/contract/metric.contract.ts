import { describe, expect, test } from 'vitest';
import { calibrationLineOf, clippedLogits } from '../../src/evaluation/metrics/calibrationLine.ts';
import type { JudgedRows, Metric, MetricFacts, MetricOfBest } from '../../src/evaluation/metrics/metric.ts';
import { Random } from '../../src/numeric/random.ts';
import { type ScoreTally, tallyScores } from '../../src/numeric/scoreTally.ts';
import { sigmoid } from '../../src/numeric/special.ts';
import { anyRows, columns, type Row, shuffled } from '../evaluation/rows.ts';
import { fc } from '../property/fastCheck.ts';

function judged(whole: ScoreTally): JudgedRows {
  const logits = clippedLogits(whole.score);
  return { whole, line: (tally) => calibrationLineOf(tally, logits) };
}

function figureOf(metric: Metric, rows: readonly Row[], weighted = true): number {
  const { probabilities, label, weight } = columns(rows);
  const tally = tallyScores(probabilities, label, weighted ? weight : undefined);
  return metric.compute(judged(tally))(tally);
}

/** Whether the rows have the labels that a metric needs. */
function hasLabels(rows: readonly Row[], needed: Metric['needs']['labels']): boolean {
  const of = (label: number) =>
    rows.filter((row) => row.label === label).map(({ p }) => Math.min(Math.max(p, 1e-15), 1 - 1e-15));
  const [negatives, positives] = [of(0), of(1)];
  if (needed === 'any') return true;
  if (needed === 'positives') return positives.length > 0;
  if (needed === 'both classes') return positives.length > 0 && negatives.length > 0;
  return Math.min(...positives) < Math.max(...negatives) && Math.max(...positives) > Math.min(...negatives);
}

/** Below 0 where the first value is better, above 0 where it is worse. */
function worseBy({ best }: MetricFacts, one: number, other: number): number {
  if (best === 'highest') return other - one;
  return best === 'lowest' ? one - other : Math.abs(one - best) - Math.abs(other - best);
}

/** What must be known of every figure. */
function describedInFull({ name, title, short, meaning, definition, best, range, digits }: MetricFacts): void {
  expect(name).toMatch(/^[a-z][a-zA-Z]*$/);
  for (const text of [title, meaning, definition, short ?? title]) expect(text).toMatch(/^\S.*\S$/);
  // They become parts of sentences and cells of tables.
  for (const text of [title, meaning]) expect(text).not.toMatch(/[.;|]/);
  expect(range[0]).toBeLessThan(range[1]);
  if (typeof best === 'number') expect(best >= range[0] && best <= range[1]).toBe(true);
  expect(Number.isInteger(digits) && digits >= 0 && digits <= 6).toBe(true);
}

/** What every figure of an evaluation must be and do. */
export function metricContract(metric: Metric): void {
  describe(`metric ${metric.name}`, () => {
    test('is described', () => describedInFull(metric));

    test('is within its range, and NaN without the labels it needs', () => {
      fc.assert(
        fc.property(anyRows, (rows) => {
          const value = figureOf(metric, rows);
          if (!hasLabels(rows, metric.needs.labels)) expect(value).toBeNaN();
          else {
            expect(value).toBeGreaterThanOrEqual(metric.range[0] - 1e-12);
            expect(value).toBeLessThanOrEqual(metric.range[1] + 1e-12);
          }
        }),
      );
    });

    test('is at its best where every label is predicted, or every probability right', () => {
      if (typeof metric.best === 'number') {
        const random = new Random(3);
        const draw = (truth: (odds: number) => number) =>
          Array.from({ length: 20_000 }, (): Row => {
            const odds = 2 * random.normal() - 1;
            return { p: sigmoid(odds), label: Number(random.next() < truth(odds)), copies: 1 };
          });
        const right = figureOf(metric, draw(sigmoid));
        expect(Math.abs(right - metric.best)).toBeLessThan(0.1);
        const wrong = figureOf(
          metric,
          draw((odds) => sigmoid(odds / 2 + 1)),
        );
        expect(worseBy(metric, right, wrong)).toBeLessThan(-0.3);
      } else
        fc.assert(
          fc.property(anyRows, (rows) => {
            const predicted = figureOf(
              metric,
              rows.map((row) => ({ ...row, p: row.label })),
            );
            const turned = figureOf(
              metric,
              rows.map((row) => ({ ...row, p: 1 - row.label })),
            );
            const value = figureOf(metric, rows);
            if (Number.isNaN(value)) return;
            expect(worseBy(metric, predicted, value)).toBeLessThanOrEqual(1e-9);
            if (rows.some((row) => row.label !== rows[0]!.label))
              expect(worseBy(metric, predicted, turned)).toBeLessThan(0);
          }),
        );
    });

    test('is the same for any scores of one order if it needs no more, and only then', () => {
      const squeezed = (rows: readonly Row[]) => rows.map((row) => ({ ...row, p: 0.1 + row.p / 2 }));
      const overlapping: Row[] = [0.1, 0.2, 0.4, 0.7, 0.9].flatMap((p) => [
        { p, label: 1, copies: 1 + Math.round(10 * p) },
        { p, label: 0, copies: 4 },
      ]);
      if (metric.needs.scores === 'probabilities')
        expect(figureOf(metric, squeezed(overlapping))).not.toBeCloseTo(figureOf(metric, overlapping), 3);
      else
        fc.assert(
          fc.property(anyRows, (rows) => {
            const apart = rows.map((row) => ({ ...row, p: Math.round(row.p * 20) / 20 }));
            expect(figureOf(metric, squeezed(apart))).toBe(figureOf(metric, apart));
          }),
        );
    });

    test('takes weight k as k copies, rows in any order, and rows of one score as one', () => {
      fc.assert(
        fc.property(anyRows, fc.integer(), (rows, seed) => {
          const found = figureOf(metric, rows);
          const copies = rows.flatMap((row) => new Array<Row>(row.copies).fill(row));
          expect(figureOf(metric, copies, false)).toBe(found);
          expect(figureOf(metric, shuffled(rows, seed))).toBe(found);
          const tied = copies.map((row) => ({ ...row, p: 0.5 }));
          const labels = shuffled(tied, seed);
          expect(
            figureOf(
              metric,
              tied.map((row, i) => ({ ...row, label: labels[i]!.label })),
              false,
            ),
          ).toBe(figureOf(metric, tied, false));
        }),
      );
    });

    test('gives a resample what it gives the rows of the resample by themselves', () => {
      fc.assert(
        fc.property(anyRows, fc.integer(), (rows, seed) => {
          const { probabilities, label, weight } = columns(rows);
          const whole = tallyScores(probabilities, label, weight);
          const random = new Random(Math.abs(seed));
          const drawn = whole.rows.map(() => random.integer(3));
          const tally = {
            score: whole.score,
            rows: whole.rows.map((count, g) => count * drawn[g]!),
            positives: whole.positives.map((count, g) => count * drawn[g]!),
          };
          if (!drawn.some((count) => count > 0)) return;
          const kept = rows.map((row) => ({ ...row, copies: row.copies * drawn[whole.score.indexOf(row.p + 0)]! }));
          const alone = figureOf(
            metric,
            kept.filter((row) => row.copies > 0),
          );
          const found = metric.compute(judged(whole))(tally);
          if (Number.isNaN(alone)) expect(found).toBeNaN();
          else expect(Math.abs(found - alone)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(alone)));
        }),
      );
    });
  });
}

/** What every figure of the best rows must be and do. */
export function metricOfBestContract(metric: MetricOfBest): void {
  describe(`metric of the best rows ${metric.name}`, () => {
    test('is described', () => describedInFull(metric));

    test('is within its range, and better with more positives among the best', () => {
      fc.assert(
        fc.property(fc.integer({ min: 1, max: 1000 }), fc.double({ min: 0.01, max: 1, noNaN: true }), (k, baseRate) => {
          const values = [0, k / 2, k].map((positives) => metric.compute({ k, positives, baseRate }));
          for (const value of values) expect(value >= metric.range[0] && value <= metric.range[1]).toBe(true);
          expect(worseBy(metric, values[1]!, values[0]!)).toBeLessThan(0);
          expect(worseBy(metric, values[2]!, values[1]!)).toBeLessThan(0);
        }),
      );
    });
  });
}
