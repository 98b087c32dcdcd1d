import { describe, expect, test } from 'vitest';
import { loadRollUp, type RollUpMethod, rollUps } from '../../../src/ranking/accounts/rollUps.ts';
import { exportedRecords } from '../../contract/exportedRecords.ts';
import { rollUpContract } from '../../contract/rollUp.contract.ts';
import { accountsOf } from './worlds.ts';

/** Parameters that each must refuse to load. */
const broken: Readonly<Record<RollUpMethod, readonly unknown[]>> = {
  'noisy-or': [
    null,
    {},
    { dependence: -1.1 },
    { dependence: 1.1 },
    { dependence: null },
    { dependence: Number.NaN },
    { dependence: 0, extra: 1 },
    JSON.parse('{"dependence":0,"__proto__":{"x":1}}'),
  ],
  'best-contact': [null, { dependence: 0 }, JSON.parse('{"__proto__":{"x":1}}')],
  direct: [{}, { coefficients: [] }],
};

for (const rollUp of rollUps) rollUpContract(rollUp, broken[rollUp.method]);

describe('the index of ways to combine contacts', () => {
  test('loads each by its method', async () => {
    const past = accountsOf('shared effect', { accounts: 300, seed: 1 });
    for (const rollUp of rollUps) {
      const fitted = await rollUp.fit(past);
      const loaded = loadRollUp(fitted.method, fitted.parameters());
      expect(loaded.probabilities(past.rows)).toEqual(fitted.probabilities(past.rows));
    }
  });

  test('has every one that is defined', async () => {
    const defined = await exportedRecords('ranking/accounts/*.ts', (value) => 'works' in value && 'load' in value);
    expect(defined).toHaveLength(rollUps.length);
    for (const [file, rollUp] of defined) expect(rollUps, file).toContain(rollUp);
  });

  test.each(['', 'mean', '__proto__', 'constructor'])('refuses the method %j', (method) => {
    expect(() => loadRollUp(method, {})).toThrow(expect.objectContaining({ code: 'artefact' }));
  });
});
