import { describe, expect, it } from 'vitest';
import { Random } from '../../src/numeric/random.ts';
import { type SearchBudget, search } from '../../src/tuning/search.ts';
import { settingsOf } from '../../src/tuning/searchSpace.ts';
import { defaultSettings, tunedFamilies, tuningOf } from '../../src/tuning/settings.ts';

/** Three rungs of 200 rows, each a unit of its own. */
const units = [0, 1, 2].map((rung) => Int32Array.from({ length: 200 }, (_, row) => 200 * rung + row));

/** Log losses around a mean, as noisy for everybody at the same row. */
function lossesAround(mean: number, rung: number): Float64Array {
  const random = new Random(rung);
  return Float64Array.from({ length: 200 }, () => mean + 0.1 * random.next());
}

/** A search in which the mean log loss is a function of the settings. */
function searching(
  meanOf: (settings: Readonly<Record<string, number>>) => number,
  budget: SearchBudget,
  { seed = 1, clock = () => 0 }: { readonly seed?: number; readonly clock?: () => number } = {},
) {
  const fits: string[] = [];
  const trials = search({
    units,
    budget,
    seed,
    clock,
    judge: async (family, settings, rung) => {
      fits.push(`${family} ${rung}`);
      return lossesAround(meanOf({ ...settings }), rung);
    },
    onTrial: () => undefined,
  });
  return trials.then((found) => ({ trials: found, fits }));
}

const byLeaves = ({ leaves = 30 }: Readonly<Record<string, number>>) => 0.3 + Math.abs(Math.log(leaves / 50));

describe('a search for settings', () => {
  it('tries each family by its defaults first, on all there is, and as many as asked for', async () => {
    const { trials } = await searching(byLeaves, { trials: 20 });
    expect(trials).toHaveLength(20);
    for (const [i, family] of tunedFamilies.entries())
      expect(trials[i]).toMatchObject({ family, isDefault: true, settings: defaultSettings[family], judged: 3 });
    expect(trials.slice(2).filter(({ family }) => family === 'boosting')).toHaveLength(12);
  });

  it('takes what is clearly better, and says by how much', async () => {
    const { trials } = await searching(byLeaves, { trials: 40 });
    const chosen = trials.find(({ family, end }) => family === 'boosting' && end === 'chosen')!;
    const leaves = trials.filter(({ family }) => family === 'boosting').map(({ settings }) => byLeaves(settings));
    expect(byLeaves(chosen.settings)).toBe(Math.min(...leaves));
    expect(chosen.difference!.value).toBeCloseTo(byLeaves(chosen.settings) - byLeaves(defaultSettings.boosting), 10);
    expect(trials.find(({ family, end }) => family === 'logistic' && end === 'chosen')).toMatchObject({
      isDefault: true,
    });
  });

  it('keeps the defaults where the best is within two standard errors of them', async () => {
    const random = new Random(5);
    const { trials } = await search({
      units,
      budget: { trials: 60 },
      seed: 1,
      clock: () => 0,
      judge: async () => Float64Array.from({ length: 200 }, () => 0.3 + random.next()),
      onTrial: () => undefined,
    }).then((found) => ({ trials: found }));
    const [, defaults] = trials;
    const best = trials.filter(({ family, judged }) => family === 'boosting' && judged === 3);
    for (const { end, difference } of best)
      if (end === 'chosen' && difference) expect(-difference.value).toBeGreaterThan(2 * difference.error);
    expect(best.some(({ difference }) => difference && difference.value < 0)).toBe(true);
    expect(defaults!.end).toBe('chosen');
  });

  it('stops those outside the best third of their family, without judging them further', async () => {
    const { trials, fits } = await searching(byLeaves, { trials: 30 });
    for (const [i, { family, settings, judged, end }] of trials.entries()) {
      const before = trials.slice(0, i).filter((other) => other.family === family);
      const better = before.filter((other) => byLeaves(other.settings) <= byLeaves(settings)).length;
      const goesOn = better < Math.ceil((before.length + 1) / 3);
      expect(judged > 1).toBe(goesOn);
      if (!goesOn) expect(end).toBe('stopped');
    }
    expect(trials.some(({ end }) => end === 'stopped')).toBe(true);
    expect(fits).toHaveLength(trials.reduce((sum, { judged }) => sum + judged, 0));
  });

  it('is the same for the same seed, another for another, and a longer one goes on from a shorter', async () => {
    const [short, long, other] = await Promise.all([
      searching(byLeaves, { trials: 9 }),
      searching(byLeaves, { trials: 18 }),
      searching(byLeaves, { trials: 18 }, { seed: 2 }),
    ]);
    const drawn = ({ trials }: typeof short) => trials.map(({ family, settings }) => ({ family, settings }));
    expect(drawn(long).slice(0, 9)).toEqual(drawn(short));
    expect((await searching(byLeaves, { trials: 18 })).trials).toEqual(long.trials);
    expect(drawn(other).slice(2)).not.toEqual(drawn(long).slice(2));
  });

  it('ends when the minutes are over, and says whom that cut off', async () => {
    let minutes = 0;
    const { trials, fits } = await searching(
      (settings) => {
        minutes += 1;
        return byLeaves(settings);
      },
      { minutes: 8 },
      { clock: () => minutes * 60_000 },
    );
    expect(fits).toHaveLength(8);
    expect(trials.every(({ judged }) => judged > 0)).toBe(true);
    const { trials: cut } = await searching(
      () => {
        minutes += 1;
        return 0.3;
      },
      { minutes: 2, trials: 100 },
      { clock: () => minutes * 60_000 },
    );
    expect(cut).toMatchObject([{ family: 'logistic', judged: 2, end: 'out of time' }]);
  });
});

it('draws every setting within its range, and reaches both of its ends', () => {
  for (const family of tunedFamilies)
    for (const [name, { low, high, zero = 0 }] of Object.entries(tuningOf(family).space)) {
      const draws = Array.from({ length: 500 }, (_, i) => Object.entries(settingsOf(family, i + 1, 7)));
      const values = draws.map((entries) => entries.find(([known]) => known === name)![1] as number);
      const positive = values.filter((value) => value !== 0);
      expect(Math.min(...positive)).toBeGreaterThanOrEqual(low);
      expect(Math.max(...positive)).toBeLessThanOrEqual(high);
      expect(Math.min(...positive)).toBeLessThan(low * 1.1 + 1);
      expect(Math.max(...positive)).toBeGreaterThan(high * 0.8);
      expect(1 - positive.length / 500).toBeCloseTo(zero, 1);
    }
});
