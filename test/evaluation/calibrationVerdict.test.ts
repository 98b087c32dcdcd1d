import { describe, expect, it } from 'vitest';
import { levelOf, levelsAtTop } from '../../src/evaluation/calibrationLevel.ts';
import { calibrationVerdict, levelAndSlopeOf } from '../../src/evaluation/calibrationVerdict.ts';
import { evaluate } from '../../src/evaluation/evaluate.ts';
import { Random } from '../../src/numeric/random.ts';
import { sigmoid } from '../../src/numeric/special.ts';

/** Rows whose outcome comes with what `truth` makes of their log-odds, and whose probability is that of the log-odds. */
function rowsWhere(truth: (odds: number) => number, count = 3000, seed = 1) {
  const random = new Random(seed);
  const odds = Float64Array.from({ length: count }, () => -2 + 1.2 * random.normal());
  const probabilities = odds.map(sigmoid);
  const label = Uint8Array.from(odds, (x) => Number(random.next() < sigmoid(truth(x))));
  const input = { probabilities, label, unit: Int32Array.from(label.keys()) };
  return { ...input, evaluation: evaluate(input, { seed: 1 }) };
}

const of = (rows: ReturnType<typeof rowsWhere>) => calibrationVerdict({ rows, seed: 1 });

describe('the verdict on probabilities', () => {
  it.each([
    ['right', (x: number) => x, 'right', 'right'],
    ['half of what they say', (x: number) => x - 0.7, 'too high', 'right'],
    ['twice of what they say', (x: number) => x + 0.7, 'too low', 'right'],
    ['too far from the average', (x: number) => -2 + 0.6 * (x + 2), 'too high', 'overconfident'],
    ['too close to it', (x: number) => -2 + 1.5 * (x + 2), 'too low', 'underconfident'],
  ])('that are %s', (_, truth, levelIs, slopeIs) => {
    const { overall } = of(rowsWhere(truth));
    expect([overall.levelIs, overall.slopeIs]).toEqual([levelIs, slopeIs]);
  });

  it('asks the best 20, 50 and 200 apart, of at least twice as many rows', () => {
    const sharp = of(rowsWhere((x) => Math.min(x, -1.2)));
    expect(sharp.top.map(({ k, levelIs }) => [k, levelIs])).toEqual([
      [20, 'too high'],
      [50, 'too high'],
      [200, 'too high'],
    ]);
    expect(of(rowsWhere((x) => x, 100)).top.map(({ k }) => k)).toEqual([20, 50]);
  });

  it('asks accounts by their number of contacts', () => {
    const rows = rowsWhere((x) => x);
    const contacts = Int32Array.from(rows.label.keys(), (row) => [1, 3, 4, 12, 40, 20][row % 6]!);
    const label = rows.label.map((y, row) => (contacts[row]! >= 20 && row % 4 < 2 ? 0 : y));
    const accounts = { ...rows, label, contacts, evaluation: evaluate({ ...rows, label }, { seed: 1 }) };
    const { bySize } = calibrationVerdict({ rows, accounts, seed: 1 }).accounts!;
    expect(bySize.map(({ least, most, rows: count, levelIs }) => [least, most, count, levelIs])).toEqual([
      [1, 1, 500, 'right'],
      [2, 4, 1000, 'right'],
      [5, 19, 500, 'right'],
      [20, undefined, 1000, 'too high'],
    ]);
  });

  it('says that it does not know where one unit holds all rows, or the slope cannot be told', () => {
    const rows = rowsWhere((x) => x, 200);
    const one = { ...rows, unit: new Int32Array(200) };
    expect(of({ ...one, evaluation: evaluate(one, { seed: 1 }) }).overall).toMatchObject({
      levelIs: 'unknown',
      slopeIs: 'unknown',
    });
  });

  it('of right probabilities is that they are, but for one in twenty', () => {
    const verdicts = Array.from({ length: 20 }, (_, i) => of(rowsWhere((x) => x, 500, i + 2)));
    const wrong = (is: (verdict: ReturnType<typeof of>) => string) =>
      verdicts.filter((one) => is(one) !== 'right').length;
    expect(wrong(({ overall }) => overall.levelIs)).toBeLessThanOrEqual(3);
    expect(wrong(({ overall }) => overall.slopeIs)).toBeLessThanOrEqual(3);
    for (const at of [0, 1, 2]) expect(wrong(({ top }) => top[at]!.levelIs)).toBeLessThanOrEqual(3);
  });

  it('is near to it where the rows are gone and only their evaluation is left', () => {
    const rows = rowsWhere((x) => x - 0.7);
    const { overall } = of(rows);
    const left = levelAndSlopeOf(rows.evaluation);
    expect(left).toMatchObject({ positives: overall.positives, levelIs: 'too high', slope: overall.slope });
    expect(left.expected).toBeCloseTo(overall.expected, 8);
    expect(left.level.value).toBeCloseTo(overall.level.value, 8);
  });
});

describe('the level', () => {
  it('of few rows has an interval that none of them coming does not make a point', () => {
    const probabilities = new Float64Array(20).fill(0.1);
    const rows = { probabilities, label: new Uint8Array(20), unit: Int32Array.from(probabilities.keys()) };
    const { level } = levelOf(rows, { seed: 1 });
    // Wilson's upper end of 0 in 20 is 0.1611 (Brown, Cai and DasGupta 2001), over 0.1.
    expect([level.value, level.low]).toEqual([0, 0]);
    expect(level.high).toBeCloseTo(1.611, 3);
  });

  it('is wider where rows come in units that are alike', () => {
    const { probabilities, label } = rowsWhere((x) => x, 400);
    const alone = levelOf({ probabilities, label, unit: Int32Array.from(label.keys()) }, { seed: 1 }).level;
    const copied = Int32Array.from({ length: 1600 }, (_, i) => i % 400);
    const all = {
      probabilities: Float64Array.from(copied, (row) => probabilities[row]!),
      label: Uint8Array.from(copied, (row) => label[row]!),
    };
    const together = levelOf({ ...all, unit: copied }, { seed: 1 }).level;
    expect(together.high - together.low).toBeGreaterThan(0.8 * (alone.high - alone.low));
  });

  it('of the best cuts ties in proportion', () => {
    const probabilities = Float64Array.of(0.9, 0.5, 0.5, 0.5, 0.5, 0.1);
    const rows = { probabilities, label: Uint8Array.of(1, 1, 0, 0, 0, 0), unit: Int32Array.from(probabilities.keys()) };
    const [best] = levelsAtTop(rows, [3], { seed: 1 });
    expect(best).toMatchObject({ k: 3, rows: 3, positives: 1.5 });
    expect(best!.expected).toBeCloseTo(1.9, 12);
  });
});
