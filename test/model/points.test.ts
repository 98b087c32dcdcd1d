import { describe, expect, it } from 'vitest';
import { baseRate } from '../../src/model/baseline/baseRate.ts';
import { describePoints } from '../../src/model/points/description.ts';
import { points } from '../../src/model/points/points.ts';
import { Random } from '../../src/numeric/random.ts';
import { createTable } from '../../src/table/table.ts';
import { categoryColumn, crmDataset, numberColumn } from '../contract/estimatorData.ts';

/** 400 rows: half never opened a mail and convert at 5%, the others at 20, 50 and 80% by thirds of what they opened. */
function openers() {
  const opens = Array.from({ length: 400 }, (_, i) => (i < 200 ? 0 : 1 + ((i - 200) % 30)));
  const shares = opens.map((count) => (count === 0 ? 0.05 : count <= 10 ? 0.2 : count <= 20 ? 0.5 : 0.8));
  const random = new Random(3);
  return { opens, label: Uint8Array.from(shares, (share) => (random.next() < share ? 1 : 0)) };
}

describe('rules', async () => {
  const { opens, label } = openers();
  const random = new Random(4);
  const table = createTable(400, [
    numberColumn('opens', opens),
    categoryColumn(
      'noise',
      Array.from(label, () => (random.next() < 0.5 ? 'a' : 'b')),
    ),
    categoryColumn(
      'stage',
      Array.from(label, (y, i) =>
        i % 10 === 0 ? null : i % 50 === 1 ? `rare ${i}` : y === 1 && i % 3 > 0 ? 'warm' : 'cold',
      ),
    ),
  ]);
  const model = await points().fit({ table, label });
  const rules = describePoints(model);

  it('are thirds of the positive numbers, and nothing or less', () => {
    expect(rules.filter((rule) => rule.feature === 'opens').map((rule) => rule.condition)).toEqual([
      '≤ 0',
      '> 0 and ≤ 10',
      '> 10 and ≤ 20',
      '> 20',
      'missing',
    ]);
  });
  it('are the levels of a category, the others and missing', () => {
    expect(rules.filter((rule) => rule.feature === 'stage').map((rule) => rule.condition)).toEqual([
      'is "cold"',
      'is "warm"',
      'is anything else',
      'missing',
    ]);
  });
  it('give integers from −10 to 10 that rise with the rate, and none for what never occurred', () => {
    for (const rule of rules) expect(Number.isInteger(rule.points) && Math.abs(rule.points) <= 10).toBe(true);
    const earned = rules.filter((rule) => rule.feature === 'opens').map((rule) => rule.points);
    expect(earned.slice(0, 4)).toEqual(earned.slice(0, 4).toSorted((a, b) => a - b));
    expect(earned[0]).toBeLessThan(0);
    expect(earned[3]).toBeGreaterThan(0);
    expect(earned[4]).toBe(0);
  });
  it('leave out what does not inform', () => {
    expect(rules.some((rule) => rule.feature === 'noise')).toBe(false);
    expect(model.importance()).toContainEqual({ feature: 'noise', strength: 0 });
  });
  it('add up to the margin by one slope', () => {
    const rulesOf = (feature: string) => rules.filter((rule) => rule.feature === feature).map((rule) => rule.points);
    const [opened, stage] = [rulesOf('opens'), rulesOf('stage')];
    const totals = opens.map((count, i) => {
      const column = table.columns[2]!;
      const code = column.kind === 'category' ? column.codes[i]! : -1;
      const level = column.kind === 'category' && code >= 0 ? column.levels[code]! : null;
      const bin = count <= 0 ? 0 : count <= 10 ? 1 : count <= 20 ? 2 : 3;
      return opened[bin]! + stage[level === null ? 3 : level === 'cold' ? 0 : level === 'warm' ? 1 : 2]!;
    });
    const margins = model.margins(table);
    const other = totals.findIndex((total) => total !== totals[0]);
    const slope = (margins[other]! - margins[0]!) / (totals[other]! - totals[0]!);
    expect(slope).toBeGreaterThan(0);
    totals.forEach((total, i) => {
      expect(margins[i]).toBeCloseTo(margins[0]! + slope * (total - totals[0]!), 9);
    });
  });
  it('are those of the loaded model too, and of no other family', async () => {
    expect(describePoints(points().load(model.parameters()))).toEqual(rules);
    const other = await baseRate().fit({ table, label });
    expect(() => describePoints(other)).toThrow(expect.objectContaining({ code: 'artefact' }));
  });
});

it('keeps twelve features at most, the most informative first', async () => {
  const { opens, label } = openers();
  const random = new Random(5);
  const columns = Array.from({ length: 20 }, (_, j) =>
    numberColumn(
      `x${j}`,
      opens.map((count) => (random.next() < j / 25 ? random.integer(30) : count)),
    ),
  );
  const model = await points().fit({ table: createTable(400, columns), label });
  const names = [...new Set(describePoints(model).map((rule) => rule.feature))];
  expect(names).toHaveLength(12);
  expect(names[0]).toBe('x0');
});

it('is the base rate where nothing informs', async () => {
  const { label } = crmDataset(100, 6);
  const table = createTable(100, [
    numberColumn(
      'constant',
      Array.from(label, () => 1),
    ),
  ]);
  const expected = (await baseRate().fit({ table, label })).margins(table);
  const { margins } = await points().fit({ table, label });
  margins(table).forEach((margin, i) => {
    expect(margin).toBeCloseTo(expected[i]!, 9);
  });
});
