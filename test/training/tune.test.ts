import { describe, expect, it } from 'vitest';
import { programFingerprint } from '../../src/config/programFingerprint.ts';
import { configSchema } from '../../src/config/schema.ts';
import { notice } from '../../src/notice/notice.ts';
import { Random } from '../../src/numeric/random.ts';
import { sigmoid } from '../../src/numeric/special.ts';
import { silent } from '../../src/progress.ts';
import { createTable } from '../../src/table/table.ts';
import { microsecondsOf } from '../../src/time/instant.ts';
import { labelledRows } from '../../src/training/labelledRows.ts';
import { tune } from '../../src/training/tune.ts';
import { rungsOf } from '../../src/tuning/rungs.ts';
import { numberColumn } from '../contract/estimatorData.ts';

function programWith(tuning?: { trials?: number; minutes?: number }) {
  const asked = { horizonDays: 30, cutoffs: { every: 'month' }, ...(tuning ? { tuning } : {}) } as const;
  return configSchema.parse({ programs: { main: asked } }).programs.main!;
}

/** Units of three rows over twelve months; of a hundred numbers all but one do nothing, so that a stronger penalty is better. */
const rows = 3000;
const random = new Random(3);
const columns = Array.from({ length: 100 }, () => Array.from({ length: rows }, () => random.normal()));
const table = createTable(
  rows,
  columns.map((values, i) => numberColumn(`x${i}`, values)),
);
const snapshots = labelledRows({
  table,
  label: Uint8Array.from({ length: rows }, (_, i) => (random.next() < sigmoid(-1.5 + columns[0]![i]!) ? 1 : 0)),
  asOf: Float64Array.from({ length: rows }, (_, i) => microsecondsOf(30 * Math.floor(i / 250))),
  unit: Int32Array.from({ length: rows }, (_, i) => i % 1000),
});
/** The first nine months; what is later is for calibration and test. */
const train = Int32Array.from({ length: 2250 }, (_, i) => i);

const run = { progress: silent, signal: new AbortController().signal, clock: () => 0 };

describe('tuning', () => {
  it('finds the stronger penalty that noise asks for', async () => {
    const { settings, trials } = await tune(snapshots.take(train), programWith({ trials: 15 }), run);
    expect(trials).toHaveLength(15);
    const { l1, l2 } = settings.logistic!;
    expect(l1 > 1 || l2 > 20).toBe(true);
  }, 60_000);

  it('never looks at rows that are not for training', async () => {
    const program = programWith({ trials: 6 });
    const label = snapshots.label.map((value, i) => (i < train.length ? value : 1 - value));
    const unit = snapshots.unit.map((value, i) => (i < train.length ? value : 9000 + i));
    const found = await tune(snapshots.take(train), program, run);
    expect(await tune(labelledRows({ ...snapshots, label, unit }).take(train), program, run)).toEqual(found);
  }, 60_000);

  it('says so where the dates cannot be parted, and keeps the defaults', async () => {
    const asOf = new Float64Array(rows);
    const found = await tune(labelledRows({ ...snapshots, asOf }).take(train), programWith({ trials: 6 }), run);
    expect(found.settings).toEqual({});
    expect(found.trials).toBeUndefined();
    expect(found.warnings).toEqual([notice('not-tuned', {})]);
  });

  it('ends when it is interrupted', async () => {
    const controller = new AbortController();
    const stage = (name: string) => name.includes('trial 3') && controller.abort();
    const progress = { ...silent, stage: (name: string) => void stage(name) };
    await expect(
      tune(snapshots.take(train), programWith({ trials: 100 }), {
        ...run,
        progress,
        signal: controller.signal,
      }),
    ).rejects.toThrow();
  });

  it('is not done unasked, and leaves the fingerprint of such programs alone', async () => {
    expect(await tune(snapshots.take(train), programWith(), run)).toEqual({ settings: {}, warnings: [] });
    const { tuning: _, ...without } = programWith({ trials: 5 });
    expect(programFingerprint(without)).toBe(programFingerprint(programWith()));
    expect(programFingerprint(programWith({ trials: 5 }))).not.toBe(programFingerprint(programWith()));
  });
});

it('learns from earlier dates than those it is judged on, of other units', () => {
  const rungs = rungsOf(snapshots, 1);
  expect(rungs).toHaveLength(3);
  for (const { earlier, later } of rungs) {
    const first = Math.min(...Array.from(later, (row) => snapshots.asOf[row]!));
    expect(Math.max(...Array.from(earlier, (row) => snapshots.asOf[row]!))).toBeLessThan(first);
    const judged = new Set(Array.from(later, (row) => snapshots.unit[row]!));
    expect(earlier.some((row) => judged.has(snapshots.unit[row]!))).toBe(false);
  }
  expect(rungs[2]!.earlier.length).toBeGreaterThan(rungs[0]!.earlier.length);
});
