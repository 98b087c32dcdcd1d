import { describe, expect, it } from 'vitest';
import { baseRate } from '../../src/evaluation/baseRate.ts';
import { clusteredMean } from '../../src/evaluation/clusteredMean.ts';
import { expectedAgainstObserved } from '../../src/evaluation/expectedAgainstObserved.ts';
import { liftOfChosen } from '../../src/evaluation/liftOfChosen.ts';
import { poissonBinomialInterval } from '../../src/evaluation/poissonBinomial.ts';
import { rankStability } from '../../src/evaluation/rankStability.ts';
import { Random } from '../../src/numeric/random.ts';
import { fc } from '../property/fastCheck.ts';

const probability = fc.double({ min: 0, max: 1, noNaN: true });

/** Chance of each count, outcome by outcome over all 2^n of them. */
function everyOutcome(p: readonly number[]): number[] {
  const chance = new Array<number>(p.length + 1).fill(0);
  for (let bits = 0; bits < 2 ** p.length; bits++) {
    let product = 1;
    let count = 0;
    for (const [i, value] of p.entries()) {
      const happens = Math.floor(bits / 2 ** i) % 2 === 1;
      product *= happens ? value : 1 - value;
      count += happens ? 1 : 0;
    }
    chance[count]! += product;
  }
  return chance;
}

describe('the interval of a count of positives', () => {
  it('is the narrowest that leaves at most a tail on either side, by all outcomes', () => {
    fc.assert(
      fc.property(fc.array(probability, { maxLength: 9 }), fc.constantFrom(0.5, 0.8, 0.95), (p, level) => {
        const chance = everyOutcome(p);
        const tail = (1 - level) / 2;
        const sum = (from: number, to: number) => chance.slice(from, to).reduce((all, value) => all + value, 0);
        const { low, high } = poissonBinomialInterval(Float64Array.from(p), level);
        expect(sum(0, low)).toBeLessThanOrEqual(tail + 1e-12);
        expect(sum(high + 1, p.length + 1)).toBeLessThanOrEqual(tail + 1e-12);
        expect(sum(0, low + 1)).toBeGreaterThan(tail - 1e-12);
        expect(sum(high, p.length + 1)).toBeGreaterThan(tail - 1e-12);
      }),
    );
  });

  it('of equal probabilities is the binomial one', () => {
    // scipy.stats.binom(200, 0.1).ppf([0.025, 0.975])
    expect(poissonBinomialInterval(new Float64Array(200).fill(0.1), 0.95)).toEqual({ low: 12, high: 29 });
  });

  it('refuses what is no probability', () => {
    expect(() => poissonBinomialInterval(Float64Array.of(0.5, Number.NaN), 0.95)).toThrow('is not a probability');
  });
});

const rows = fc.array(fc.record({ p: fc.nat(4).map((q) => q / 4), label: fc.nat(1), unit: fc.nat(5) }), {
  minLength: 1,
  maxLength: 30,
});

describe('expected against observed', () => {
  it('adds up the best rows, ties by key', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 40 }), (all, k) => {
        const input = {
          probabilities: Float64Array.from(all, ({ p }) => p),
          label: Uint8Array.from(all, ({ label }) => label),
          unit: Int32Array.from(all, ({ unit }) => unit),
          tieOrder: Int32Array.from(all, (_, i) => -i),
        };
        const best = all
          .map((row, i) => ({ ...row, i }))
          .sort((a, b) => b.p - a.p || b.i - a.i)
          .slice(0, k);
        const found = expectedAgainstObserved(input, k, { seed: 3 });
        const observed = best.filter(({ label }) => label === 1).length;
        const expected = best.reduce((sum, { p }) => sum + p, 0);
        expect(found).toMatchObject({ k: best.length, observed });
        expect(found.expected).toBeCloseTo(expected, 12);
        expect(found.excess.value).toBeCloseTo((observed - expected) / best.length, 12);
        expect(found.within).toBe(found.low <= observed && observed <= found.high);
      }),
    );
  });

  it('covers what happens where the probabilities are right, and not where they are twice too high', () => {
    const random = new Random(5);
    let covered = 0;
    let coveredWrong = 0;
    const trials = 400;
    for (let trial = 0; trial < trials; trial++) {
      const truth = Float64Array.from({ length: 150 }, () => 0.4 * random.next());
      const label = Uint8Array.from(truth, (p) => (random.next() < p ? 1 : 0));
      const unit = Int32Array.from(truth, (_, i) => i);
      const within = (probabilities: Float64Array) =>
        expectedAgainstObserved({ probabilities, label, unit }, 100, { seed: 1, resamples: 1 }).within;
      covered += within(truth) ? 1 : 0;
      coveredWrong += within(truth.map((p) => 2 * p)) ? 1 : 0;
    }
    expect(covered / trials).toBeGreaterThan(0.93);
    expect(coveredWrong / trials).toBeLessThan(0.1);
  });

  it('refuses a number of rows that is none', () => {
    const input = { probabilities: Float64Array.of(0.5), label: Uint8Array.of(1), unit: Int32Array.of(0) };
    expect(() => expectedAgainstObserved(input, 0, { seed: 1 })).toThrow('is not a number of rows');
  });
});

describe('means and rates by unit', () => {
  it('are the plain ones, whatever the order of the rows', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const forwards = clusteredMean(
          Float64Array.from(all, ({ p }) => p),
          Int32Array.from(all, ({ unit }) => unit),
          { seed: 1 },
        );
        const back = all.toReversed();
        const backwards = clusteredMean(
          Float64Array.from(back, ({ p }) => p),
          Int32Array.from(back, ({ unit }) => unit),
          { seed: 1 },
        );
        expect(backwards).toEqual(forwards);
        expect(forwards.value).toBeCloseTo(all.reduce((sum, { p }) => sum + p, 0) / all.length, 12);
      }),
    );
  });

  it('know that rows of one unit are one witness', () => {
    const label = Uint8Array.from({ length: 400 }, (_, i) => (i % 40 < 10 ? 1 : 0));
    const alone = baseRate(
      label,
      Int32Array.from(label, (_, i) => i),
      { seed: 1 },
    );
    // Ten rows in a row agree and are one unit: 40 units, of which 10 are positive.
    const together = baseRate(
      label,
      Int32Array.from(label, (_, i) => Math.floor(i / 10)),
      { seed: 1 },
    );
    expect(alone.value).toBe(0.25);
    expect(together.value).toBe(0.25);
    const ratio = (together.high - together.low) / (alone.high - alone.low);
    expect(ratio).toBeGreaterThan(Math.sqrt(10) * 0.75);
    expect(ratio).toBeLessThan(Math.sqrt(10) * 1.25);
  });

  it('the lift of a choice is its share of positives over that of all', () => {
    const label = Uint8Array.of(1, 1, 0, 0, 0, 0, 1, 0);
    const chosen = Uint8Array.of(1, 1, 1, 0, 0, 0, 0, 0);
    const unit = Int32Array.of(0, 1, 2, 3, 4, 5, 6, 7);
    const { value, low, high } = liftOfChosen({ label, chosen, unit }, { seed: 1 });
    expect(value).toBeCloseTo(2 / 3 / (3 / 8), 12);
    expect(low).toBeLessThanOrEqual(value);
    expect(high).toBeGreaterThanOrEqual(value);
  });
});

/** Pearson's correlation of ranks counted pair by pair. */
function naiveSpearman(a: readonly number[], b: readonly number[]): number {
  const ranks = (values: readonly number[]) =>
    values.map((x) => values.filter((y) => y < x).length + (values.filter((y) => y === x).length - 1) / 2);
  const [ra, rb] = [ranks(a), ranks(b)];
  const centred = (values: number[]) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.map((value) => value - mean);
  };
  const [ca, cb] = [centred(ra), centred(rb)];
  const dot = (x: number[], y: number[]) => x.reduce((sum, value, i) => sum + value * y[i]!, 0);
  return dot(ca, cb) / Math.sqrt(dot(ca, ca) * dot(cb, cb));
}

describe('the stability of a ranking', () => {
  const ranking = fc.uniqueArray(fc.tuple(fc.nat(20), fc.nat(5)), {
    selector: ([entity]) => entity,
    minLength: 1,
    maxLength: 20,
  });

  it('is Spearman of those in both, and how many of the best stay', () => {
    fc.assert(
      fc.property(ranking, ranking, fc.integer({ min: 1, max: 8 }), (first, second, k) => {
        const [a, b] = [first, second].map((rows) => rows.toSorted(([x], [y]) => x - y)) as [
          [number, number][],
          [number, number][],
        ];
        const columns = (rows: [number, number][]) => ({
          entity: Int32Array.from(rows, ([entity]) => entity),
          scores: Float64Array.from(rows, ([, score]) => score),
        });
        const inBoth = a.filter(([entity]) => b.some(([other]) => other === entity));
        const scoreIn = (rows: [number, number][], entity: number) => rows.find(([e]) => e === entity)![1];
        const best = (rows: [number, number][]) =>
          rows
            .toSorted(([x, s], [y, t]) => t - s || x - y)
            .slice(0, k)
            .map(([entity]) => entity);
        const found = rankStability(columns(a), columns(b), k);
        const spearman = naiveSpearman(
          inBoth.map(([, score]) => score),
          inBoth.map(([entity]) => scoreIn(b, entity)),
        );
        expect(found.shared).toBe(inBoth.length);
        if (Number.isNaN(spearman)) expect(found.spearman).toBeNaN();
        else expect(found.spearman).toBeCloseTo(spearman, 12);
        expect(found.overlap).toBeCloseTo(best(b).filter((e) => best(a).includes(e)).length / best(b).length, 12);
        expect(found.remaining).toBeCloseTo(
          best(a).filter((e) => b.some(([other]) => other === e)).length / best(a).length,
          12,
        );
      }),
    );
  });

  it('refuses entities out of order', () => {
    const wrong = { entity: Int32Array.of(2, 1), scores: Float64Array.of(0, 1) };
    expect(() => rankStability(wrong, wrong, 1)).toThrow('do not ascend');
  });
});
