import { describe, expect, it } from 'vitest';
import { demoAccounts } from '../../src/demo/company.ts';
import {
  conversionChance,
  conversionProbabilities,
  fallChance,
  riseChance,
  settledShares,
  stateCount,
  windowCloses,
  windowOpens,
} from '../../src/demo/interest.ts';
import { Random } from '../../src/numeric/random.ts';

const months = [...Array<number>(31).fill(6), ...Array<number>(29).fill(7)];

/** Share of simulated lives that convert, an independent way to the same number. */
function simulated(state: number, open: boolean, disposition: { curiosity: number; readiness: number }): number {
  const random = new Random(7);
  const lives = 60_000;
  let converted = 0;
  for (let life = 0; life < lives; life++) {
    let [s, w] = [state, open];
    for (const month of months) {
      if (random.next() < conversionChance(s, disposition.readiness, month)) {
        converted++;
        break;
      }
      const up = riseChance(s, w, disposition.curiosity);
      const draw = random.next();
      if (draw < up) s++;
      else if (draw < up + fallChance(s)) s--;
      if (random.next() < (w ? windowCloses : windowOpens)) w = !w;
    }
  }
  return converted / lives;
}

describe('the hidden process of the demo company', () => {
  it('has the conversion probabilities that living it gives', () => {
    const disposition = { curiosity: 1.5, readiness: 1.3 };
    const exact = conversionProbabilities(disposition, months);
    for (const open of [false, true])
      for (let state = 0; state < stateCount; state++) {
        const p = exact[(open ? stateCount : 0) + state]!;
        const tolerance = 4.5 * Math.sqrt((p * (1 - p)) / 60_000);
        expect(Math.abs(simulated(state, open, disposition) - p)).toBeLessThan(tolerance);
      }
  });

  it('converts nobody in no time, and more of those who are further on', () => {
    expect([...conversionProbabilities({ curiosity: 1, readiness: 1 }, [])]).toEqual(Array(8).fill(0));
    const exact = conversionProbabilities({ curiosity: 1, readiness: 1 }, months);
    for (let state = 1; state < stateCount; state++) expect(exact[state]).toBeGreaterThan(exact[state - 1]!);
  });

  it('settles into shares that a further night does not change', () => {
    const shares = settledShares(0.6);
    const sum = (from: number) => shares.subarray(from, from + stateCount).reduce((total, share) => total + share, 0);
    expect(sum(0)).toBeCloseTo(1, 9);
    expect(sum(stateCount)).toBeCloseTo(1, 9);
    // In balance, as many rise out of the lowest state as fall into it, over both positions of the window.
    const openShare = windowOpens / (windowOpens + windowCloses);
    const weight = (open: number, state: number) =>
      (open ? openShare : 1 - openShare) * shares[open * stateCount + state]!;
    const rising = weight(0, 0) * riseChance(0, false, 0.6) + weight(1, 0) * riseChance(0, true, 0.6);
    const falling = (weight(0, 1) + weight(1, 1)) * fallChance(1);
    expect(rising).toBeCloseTo(falling, 9);
  });
});

describe('the demo company', () => {
  it('is the same for the same seed, another for another, and as large as asked', () => {
    const names = (seed: number) => [...demoAccounts(500, seed)].map((account) => account.name).join();
    expect(names(1)).toBe(names(1));
    expect(names(1)).not.toBe(names(2));
    const contacts = [...demoAccounts(500, 1)].flatMap((account) => account.contacts);
    expect(contacts).toHaveLength(500);
    expect(new Set(contacts.map((contact) => contact.id)).size).toBe(500);
  });
});
