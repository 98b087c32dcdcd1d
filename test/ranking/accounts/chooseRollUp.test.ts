import { describe, expect, test } from 'vitest';
import { chooseRollUp } from '../../../src/ranking/accounts/chooseRollUp.ts';
import { fitDependence } from '../../../src/ranking/accounts/fitDependence.ts';
import { rollUps } from '../../../src/ranking/accounts/rollUps.ts';
import { accountsOf } from './worlds.ts';

const size = { accounts: 3000, seed: 3 };

describe('the dependence', () => {
  test('is none, or next to none, where contacts convert each on its own', () => {
    expect(Math.abs(fitDependence(accountsOf('independent', size)))).toBeLessThan(0.3);
  });
  test('is that of the effect that contacts share', () => {
    // Exponential effects have variance 1: v / (1 + v) = 0.5.
    const found = fitDependence(accountsOf('shared effect', size));
    expect(found).toBeGreaterThan(0.25);
    expect(found).toBeLessThan(0.7);
  });
  test('is below none where one at most converts', () => {
    expect(fitDependence(accountsOf('one buyer', size))).toBeLessThan(-0.4);
  });
  test('is near 1 where all convert as one', () => {
    expect(fitDependence(accountsOf('as one', size))).toBeGreaterThan(0.9);
  });
  test('is drawn to none by how little few accounts tell', () => {
    const found = Array.from({ length: 20 }, (_, seed) =>
      fitDependence(accountsOf('independent', { accounts: 60, seed })),
    );
    expect(found.filter((one) => one === 0).length).toBeGreaterThan(8);
  });
});

describe('the choice', () => {
  test.each([
    ['independent', false, 'noisy-or'],
    ['shared effect', false, 'noisy-or'],
    ['shared effect', true, 'direct'],
    ['one buyer', false, 'noisy-or'],
    ['as one', false, 'best-contact'],
  ] as const)(
    'in the world %s (effect seen: %s), nothing is clearly better than what is used; %s is right',
    async (world, seen, right) => {
      const { chosen, compared } = await chooseRollUp(accountsOf(world, { ...size, seen }), 1);
      const of = (method: string) => compared.find((one) => one.method === method)!;
      const later = accountsOf(world, { ...size, seed: 4, seen });
      const lossOf = (method: string) => {
        const found = of(method).fitted.probabilities(later.rows);
        return found.reduce((sum, p, row) => sum - Math.log(later.label[row] === 1 ? p : 1 - p), 0) / found.length;
      };
      expect(lossOf(chosen.method)).toBeLessThan(lossOf(right) + 0.001);
      if (chosen.method !== right) expect(of(right).gain!.value).toBeLessThanOrEqual(of(right).gain!.error);
      if (seen) expect(chosen.method).toBe('direct');
    },
  );

  test('compares all of them, and takes the first where there is too little to compare by', async () => {
    const past = accountsOf('as one', { accounts: 100, seed: 1 });
    const { chosen, compared } = await chooseRollUp(past, 1);
    expect(compared.map(({ method }) => method)).toEqual(rollUps.map(({ method }) => method));
    expect(chosen.method).toBe(rollUps[0].method);
    expect(compared.slice(1).every(({ gain }) => Number.isNaN(gain!.value))).toBe(true);
    const none = await chooseRollUp({ ...past, label: past.label.fill(0) }, 1);
    expect(none.chosen.method).toBe(rollUps[0].method);
  });
});
