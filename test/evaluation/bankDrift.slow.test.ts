import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { platt } from '../../src/calibration/platt.ts';
import { baseRate } from '../../src/evaluation/baseRate.ts';
import { type Drift, driftOf, type Period } from '../../src/evaluation/drift.ts';
import { evaluate } from '../../src/evaluation/evaluate.ts';
import { logistic } from '../../src/model/logistic/logistic.ts';
import { driftAnswers } from '../../src/pipeline/backtest/backtestAnswers.ts';
import { type Column, createTable, type Table, takeRows } from '../../src/table/table.ts';
import { shuffled } from './rows.ts';

const file = join(import.meta.dirname, '../../../shared/data/bank_marketing/bank-full.csv');
const absent = !existsSync(file);
if (absent) console.warn(`skipping the drift of bank-full: there is none at ${file}`);

/** Known only once the call is over. */
const afterTheFact = 'duration';

describe.skipIf(absent)('bank-full, of which rows are in the order of time', () => {
  let table: Table;
  let label: Uint8Array;

  beforeAll(async () => {
    const [header, ...lines] = (await readFile(file, 'utf8'))
      .trimEnd()
      .split(/\r?\n/)
      .map((line) => line.split(';').map((cell) => cell.replaceAll('"', '')));
    label = Uint8Array.from(lines, (cells) => (cells.at(-1) === 'yes' ? 1 : 0));
    const columns = header!.slice(0, -1).flatMap((name, i): Column[] => {
      if (name === afterTheFact) return [];
      const cells = lines.map((line) => line[i]!);
      const values = Float64Array.from(cells, Number);
      if (!values.some(Number.isNaN)) return [{ kind: 'number', name, values }];
      const levels = [...new Set(cells)].sort();
      return [{ kind: 'category', name, levels, codes: Int32Array.from(cells, (cell) => levels.indexOf(cell)) }];
    });
    table = createTable(lines.length, columns);
  });

  /** Eight origins: everything before is learned from, the last eighth of it for calibration, the next block is judged. */
  async function backtest(order: Int32Array): Promise<{ periods: Period[]; drift: Drift }> {
    const block = Math.floor(order.length / 12);
    const periods: Period[] = [];
    for (let origin = 4; origin < 12; origin++) {
      const from = origin * block;
      const cut = Math.floor((from * 7) / 8);
      const labelOf = (rows: Int32Array) => Uint8Array.from(rows, (row) => label[row]!);
      const [train, later, test] = [order.slice(0, cut), order.slice(cut, from), order.slice(from, from + block)];
      const model = await logistic().fit({ table: takeRows(table, train), label: labelOf(train) });
      const calibrator = platt.fit(model.margins(takeRows(table, later)), labelOf(later));
      const probabilities = calibrator.probabilities(model.margins(takeRows(table, test)));
      const { metrics } = evaluate({ probabilities, label: labelOf(test), unit: test }, { seed: 1 });
      periods.push({
        baseRate: baseRate(labelOf(test), test, { seed: 1 }),
        meanPredicted: probabilities.reduce((sum, p) => sum + p, 0) / probabilities.length,
        calibrationSlope: metrics.calibrationSlope,
      });
    }
    return { periods, drift: driftOf(periods) };
  }

  it('shows a rising base rate and probabilities that fail', async () => {
    const { periods, drift } = await backtest(Int32Array.from(label.keys()));
    expect(drift).toMatchObject({ baseRate: 'rising', calibrationFails: true });
    expect(drift.ratio).toBeGreaterThan(5);
    expect(driftAnswers(drift, periods)).toMatchObject([
      { kind: 'base-rate-over-origins', figures: { moves: 'rising' } },
      { kind: 'calibration-over-origins', figures: { fails: true, origins: 8 } },
    ]);
  }, 120_000);

  it('a random order hides it', async () => {
    const { drift } = await backtest(Int32Array.from(shuffled([...label.keys()], 1)));
    expect(drift).toMatchObject({ baseRate: 'steady', calibrationFails: false });
  }, 120_000);
});
