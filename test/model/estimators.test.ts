import { describe } from 'vitest';
import { baseRate } from '../../src/model/baseline/baseRate.ts';
import { gradientBoosting } from '../../src/model/boosting/gradientBoosting.ts';
import type { EstimatorName } from '../../src/model/families.ts';
import { logistic } from '../../src/model/logistic/logistic.ts';
import { points } from '../../src/model/points/points.ts';
import { estimatorContract } from '../contract/estimator.contract.ts';

/** The contract of each family's estimator. */
const contracts: Readonly<Record<EstimatorName, () => void>> = {
  'base-rate': () => estimatorContract(baseRate, { oneClass: 'accepted' }),
  points: () => estimatorContract(points, { oneClass: 'refused' }),
  logistic: () => {
    describe('L2', () => estimatorContract(logistic, { oneClass: 'refused' }));
    describe('elastic net', () => estimatorContract(logistic, { options: { l1: 2, l2: 1 }, oneClass: 'refused' }));
  },
  boosting: () => estimatorContract(gradientBoosting, { options: { trees: 40 }, oneClass: 'refused' }),
};

for (const [family, contract] of Object.entries(contracts)) describe(family, contract);
