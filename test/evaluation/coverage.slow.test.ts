import { expect, test } from 'vitest';
import { evaluate } from '../../src/evaluation/evaluate.ts';
import { Random } from '../../src/numeric/random.ts';
import { sigmoid } from '../../src/numeric/special.ts';

const metrics = ['rocAuc', 'logLoss', 'calibrationSlope'] as const;

/** Units of one to five rows that share what the model knows of them and what it does not; an overconfident model. */
function draw(seed: number, units: number) {
  const random = new Random(seed);
  const rows = Array.from({ length: units }, (_, unit) => {
    const known = random.normal();
    const unknown = random.normal();
    return Array.from({ length: 1 + random.integer(5) }, () => {
      const x = 0.7 * known + 0.7 * random.normal();
      const label = Number(random.next() < sigmoid(-2 + 1.2 * x + 0.7 * unknown));
      return { unit, probability: sigmoid(-2 + 1.4 * x), label };
    });
  }).flat();
  return {
    probabilities: Float64Array.from(rows, (row) => row.probability),
    label: Uint8Array.from(rows, (row) => row.label),
    unit: Int32Array.from(rows, (row) => row.unit),
  };
}

test('95% intervals by the bootstrap of units cover the truth in 93 to 97% of 1,000 samples', {
  timeout: 600_000,
}, () => {
  // The truth is the value on 500,000 units, whose own error is a fiftieth of that of a sample.
  const truth = evaluate(draw(0, 500_000), { seed: 0, resamples: 1 }).metrics;
  const covered = { rocAuc: 0, logLoss: 0, calibrationSlope: 0 };
  for (let seed = 1; seed <= 1000; seed++) {
    const found = evaluate(draw(seed, 300), { seed }).metrics;
    for (const metric of metrics) {
      const { low, high } = found[metric];
      if (low <= truth[metric].value && truth[metric].value <= high) covered[metric]++;
    }
  }
  for (const metric of metrics) {
    expect(covered[metric], metric).toBeGreaterThanOrEqual(930);
    expect(covered[metric], metric).toBeLessThanOrEqual(970);
  }
});
