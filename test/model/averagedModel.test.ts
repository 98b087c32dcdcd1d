import { describe, expect, test } from 'vitest';
import { averagedModel } from '../../src/model/averagedModel.ts';
import type { FittedModel } from '../../src/model/estimator.ts';
import { type EstimatorName, estimatorNames, estimatorOf } from '../../src/model/families.ts';
import { notice } from '../../src/notice/notice.ts';
import { bytes, expectAdditive, expectClose, expectVarying } from '../contract/estimatorAssertions.ts';
import { crmDataset, crmTable, takeDataset } from '../contract/estimatorData.ts';
import { fitEncoded } from '../contract/fitEncoded.ts';

const data = crmDataset(240, 1);
const parts = [0, 1, 2].map((part) =>
  takeDataset(
    data,
    [...data.label.keys()].filter((row) => row % 3 !== part),
  ),
);
const fresh = crmTable(60, 9);
const line = { intercept: 0.3, slope: 1.2 };

const modelsOf = (family: EstimatorName) => Promise.all(parts.map((part) => estimatorOf(family).fit(part)));
const stored = (model: FittedModel): unknown => JSON.parse(JSON.stringify(model.parameters()));

describe.each(estimatorNames)('models of %s averaged', (family) => {
  test('say the mean of what each says, moved by the line', async () => {
    const models = await modelsOf(family);
    const margins = models.map((model) => model.margins(fresh));
    const mean = margins[0]!.map((_, row) => margins.reduce((sum, own) => sum + own[row]! / 3, 0));
    expectClose(averagedModel(models).margins(fresh), mean, 1e-12);
    const moved = mean.map((margin) => 0.3 + 1.2 * margin);
    expectClose(averagedModel(models, line).margins(fresh), moved, 1e-12);
  });

  test.each([undefined, line])('have contributions that add up to the margin (%j)', async (moved) => {
    const model = averagedModel(await modelsOf(family), moved);
    expectAdditive(model, fresh);
    expectVarying(model, fresh);
  });

  test.each([undefined, line])('are read back from their parameters (%j)', async (moved) => {
    const model = averagedModel(await modelsOf(family), moved);
    const back = estimatorOf(family).load(stored(model));
    expect(bytes(back)).toBe(bytes(model));
    expect(back.features).toEqual(model.features);
    expect(back.margins(fresh)).toEqual(model.margins(fresh));
    expect(back.contributions(fresh)).toEqual(model.contributions(fresh));
    expect(back.importance()).toEqual(model.importance());
  });

  test('with encoded categories, too', async () => {
    const asOf = Float64Array.from({ length: 160 }, (_, row) => row % 5);
    const models = await Promise.all(
      parts.map((part) =>
        fitEncoded(
          { ...part, asOf },
          () => ['country'],
          1,
          (encoded) => estimatorOf(family).fit(encoded),
        ),
      ),
    );
    const model = averagedModel(models);
    expectAdditive(model, fresh);
    expect(estimatorOf(family).load(stored(model)).margins(fresh)).toEqual(model.margins(fresh));
  });

  test('have the strengths of features in the mean', async () => {
    const models = await modelsOf(family);
    const strengthIn = (model: FittedModel, feature: string) =>
      model.importance().find((one) => one.feature === feature)?.strength ?? 0;
    for (const { feature, strength } of averagedModel(models).importance())
      expect(strength).toBeCloseTo(
        models.reduce((sum, model) => sum + strengthIn(model, feature) / 3, 0),
        12,
      );
  });
});

test('a single model stays as it is', async () => {
  const [model] = await modelsOf('logistic');
  expect(averagedModel([model!])).toBe(model);
});

test('what several models warn of is said once', async () => {
  const models = await modelsOf('base-rate');
  const warned = (kinds: readonly number[]) => (model: FittedModel) => ({
    ...model,
    warnings: kinds.map((iterations) => notice('not-converged', { iterations, gradient: 1 })),
  });
  const [a, b, c] = models as [FittedModel, FittedModel, FittedModel];
  const both = [
    notice('not-converged', { iterations: 5, gradient: 1 }),
    notice('not-converged', { iterations: 6, gradient: 1 }),
  ];
  expect(averagedModel([warned([5])(a), warned([5, 6])(b), c]).warnings).toEqual(both);
  expect(averagedModel([a, b]).warnings).toBeUndefined();
});

test.each<[string, (average: unknown[]) => unknown]>([
  ['of one model', ([first]) => ({ average: [first] })],
  ['of nothing', () => ({ average: [] })],
  ['of averages', (average) => ({ average: [{ average }, { average }] })],
  ['with more beside', (average) => ({ average, surplus: 1 })],
  ['with a line that turns the order around', (average) => ({ average, line: { intercept: 0, slope: -1 } })],
  ['of another family', ([first]) => ({ average: [first, { features: [], margin: 0 }] })],
])('an average %s is refused', async (_, broken) => {
  const average = (await modelsOf('logistic')).map(stored);
  expect(() => estimatorOf('logistic').load(broken(average))).toThrow(expect.objectContaining({ code: 'artefact' }));
});

test('an average of models of different features is refused', async () => {
  const [one] = (await modelsOf('base-rate')).map(stored);
  const { features, ...others } = one as { readonly features: readonly object[] };
  const other = { ...others, features: features.slice(1) };
  expect(() => estimatorOf('base-rate').load({ average: [one, other] })).toThrow(
    expect.objectContaining({ code: 'artefact', message: expect.stringContaining('different features') }),
  );
});
