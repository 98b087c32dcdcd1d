import { describe, expect, it } from 'vitest';
import type { Disposition } from '../../src/demo/disposition.ts';
import {
  backChance,
  conversionChance,
  conversionProbabilities,
  onwardChance,
  settledShares,
  stateBefore,
  stateCount,
  windowCloses,
  windowOpens,
} from '../../src/demo/interest.ts';
import { Random } from '../../src/numeric/random.ts';

const patient: Disposition = {
  audience: 'buyer',
  liveliness: 1,
  curiosity: 1,
  readiness: 1,
  together: 1,
  alone: 1,
  quick: false,
  ripening: 'even',
};

/** July and August of somebody who entered the CRM so many days before. */
function summer(age: number) {
  return Array.from({ length: 60 }, (_, day) => ({ month: day < 31 ? 6 : 7, age: age + day }));
}

/** Share of simulated lives that convert, an independent way to the same number. */
function simulated(state: number, open: boolean, disposition: Disposition, age: number): number {
  const random = new Random(7);
  const lives = 60_000;
  let converted = 0;
  for (let life = 0; life < lives; life++) {
    let [s, w] = [state, open];
    for (const day of summer(age)) {
      if (random.next() < conversionChance(s, w, disposition, day)) {
        converted++;
        break;
      }
      const onward = onwardChance(s, w, disposition.curiosity);
      const draw = random.next();
      if (draw < onward) s++;
      else if (draw < onward + backChance(s)) s = stateBefore(s);
      if (random.next() < (w ? windowCloses : windowOpens)) w = !w;
    }
  }
  return converted / lives;
}

describe('the hidden process of the demo company', () => {
  it('has the conversion probabilities that living it gives', () => {
    // Ripens within the horizon, and needs its colleagues.
    const disposition: Disposition = {
      ...patient,
      curiosity: 1.5,
      readiness: 1.3,
      together: 2.5,
      alone: 0.2,
      quick: true,
      ripening: 'late',
    };
    const exact = conversionProbabilities(disposition, summer(150));
    for (const open of [false, true])
      for (let state = 0; state < stateCount; state++) {
        const p = exact[(open ? stateCount : 0) + state]!;
        const tolerance = 4.5 * Math.sqrt((p * (1 - p)) / 60_000);
        expect(Math.abs(simulated(state, open, disposition, 150) - p)).toBeLessThan(tolerance);
      }
  });

  it('converts nobody in no time, more of those further on, and fewest of those who turned away', () => {
    expect([...conversionProbabilities(patient, [])]).toEqual(Array(2 * stateCount).fill(0));
    const exact = conversionProbabilities(patient, summer(400));
    for (let state = 1; state < stateCount - 1; state++) expect(exact[state]).toBeGreaterThan(exact[state - 1]!);
    expect(exact[stateCount - 1]).toBeLessThan(exact[0]!);
    expect(exact[stateCount - 1]).toBeGreaterThan(0);
  });

  it('asks fewer touches of the quick than of the patient', () => {
    const quick = conversionProbabilities({ ...patient, quick: true }, summer(400));
    const slow = conversionProbabilities(patient, summer(400));
    const reached = (of: Float64Array, state: number) => of[state]! / of[3]!;
    for (const state of [0, 1, 2]) expect(reached(quick, state)).toBeGreaterThan(1.5 * reached(slow, state));
  });

  it('settles into shares that a further night does not change', () => {
    const shares = settledShares(0.6);
    const sum = (from: number) => shares.subarray(from, from + stateCount).reduce((total, share) => total + share, 0);
    expect(sum(0)).toBeCloseTo(1, 9);
    expect(sum(stateCount)).toBeCloseTo(1, 9);
    // In balance, as many leave the lowest state as come back to it, over both positions of the window.
    const openShare = windowOpens / (windowOpens + windowCloses);
    const weight = (open: number, state: number) =>
      (open ? openShare : 1 - openShare) * shares[open * stateCount + state]!;
    const rising = weight(0, 0) * onwardChance(0, false, 0.6) + weight(1, 0) * onwardChance(0, true, 0.6);
    const coming = [1, 4].reduce((all, state) => all + (weight(0, state) + weight(1, state)) * backChance(state), 0);
    expect(rising).toBeCloseTo(coming, 9);
  });
});
