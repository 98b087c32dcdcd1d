import { describe } from 'vitest';
import { baseRate } from '../../src/model/baseline/baseRate.ts';
import { gradientBoosting } from '../../src/model/boosting/gradientBoosting.ts';
import { logistic } from '../../src/model/logistic/logistic.ts';
import { points } from '../../src/model/points/points.ts';
import { estimatorContract } from '../contract/estimator.contract.ts';

describe('base rate', () => estimatorContract(baseRate, { oneClass: 'accepted' }));
describe('points', () => estimatorContract(points, { oneClass: 'refused' }));
describe('logistic, L2', () => estimatorContract(logistic, { oneClass: 'refused' }));
describe('logistic, elastic net', () =>
  estimatorContract(logistic, { options: { l1: 2, l2: 1 }, oneClass: 'refused' }));
describe('boosting', () => estimatorContract(gradientBoosting, { options: { trees: 40 }, oneClass: 'refused' }));
