import { describe, expect, test } from 'vitest';
import { averagedModel } from '../../../src/model/averagedModel.ts';
import { type BlendMember, blendedModel } from '../../../src/model/blend/blendedModel.ts';
import { estimatorNames, estimatorOf, loadFitted } from '../../../src/model/families.ts';
import { bytes, expectAdditive, expectClose, expectVarying } from '../../contract/estimatorAssertions.ts';
import { crmDataset, crmTable, takeDataset } from '../../contract/estimatorData.ts';

const data = crmDataset(240, 1);
const half = (part: number) =>
  takeDataset(
    data,
    [...data.label.keys()].filter((row) => row % 2 === part),
  );
const fresh = crmTable(60, 9);

/** Every family, the trees twice and averaged. */
const members: BlendMember[] = [];
for (const [at, family] of estimatorNames.entries()) {
  const fitted = [await estimatorOf(family).fit(half(0)), await estimatorOf(family).fit(half(1))];
  const model = family === 'boosting' ? averagedModel(fitted, { intercept: -0.2, slope: 1.3 }) : fitted[0]!;
  members.push({ model, weight: 0.2 * (at + 1), share: 0.1 * (at + 1) });
}
const blend = blendedModel(-0.4, members);
const stored = JSON.parse(JSON.stringify(blend.parameters()));

describe('a blend', () => {
  test('says the sum of what its members say, each by its weight', () => {
    const margins = members.map(({ model }) => model.margins(fresh));
    const sum = margins[0]!.map((_, row) =>
      members.reduce((all, { weight }, at) => all + weight * margins[at]![row]!, -0.4),
    );
    expectClose(blend.margins(fresh), sum, 1e-12);
  });

  test('has contributions that add up to the margin', () => {
    expectAdditive(blend, fresh);
    expectVarying(blend, fresh);
    const [one] = members;
    const { base } = one!.model.contributions(fresh);
    expect(blendedModel(1, [one!]).contributions(fresh).base).toBeCloseTo(1 + one!.weight * base, 12);
  });

  test('has as strength of a feature its part in each member, by the part of the member', () => {
    const expected = new Map(blend.features.map((feature) => [feature, 0]));
    for (const { model, share } of members) {
      const own = model.importance();
      const all = own.reduce((sum, { strength }) => sum + strength, 0);
      for (const { feature, strength } of own)
        expected.set(feature, expected.get(feature)! + (all > 0 ? (share * strength) / all : 0));
    }
    expect(blend.importance().map(({ feature }) => feature)).toEqual(blend.features);
    for (const { feature, strength } of blend.importance()) expect(strength).toBeCloseTo(expected.get(feature)!, 12);
    // The base rate, of a share of 0.1, uses no feature.
    expect(blend.importance().reduce((sum, { strength }) => sum + strength, 0)).toBeCloseTo(0.9, 12);
  });

  test('is read back from its parameters', () => {
    const back = loadFitted('blend', stored);
    expect(bytes(back)).toBe(bytes(blend));
    expect(back.family).toBe('blend');
    expect(back.features).toEqual(blend.features);
    expect(back.margins(fresh)).toEqual(blend.margins(fresh));
    expect(back.contributions(fresh)).toEqual(blend.contributions(fresh));
    expect(back.importance()).toEqual(blend.importance());
  });

  test.each<[string, object]>([
    ['no members', { members: [] }],
    ['a weight of 0', { members: [{ ...stored.members[0], weight: 0 }] }],
    ['a weight below 0', { members: [{ ...stored.members[0], weight: -1 }] }],
    ['a share above 1', { members: [{ ...stored.members[0], share: 2 }] }],
    ['an unknown family', { members: [{ ...stored.members[0], family: 'forest' }] }],
    ['a member of another family than it says', { members: [{ ...stored.members[2], family: 'points' }] }],
    ['a blend as a member', { members: [{ ...stored.members[0], family: 'blend', parameters: stored }] }],
    ['more beside', { surplus: 1 }],
    [
      'members of different features',
      {
        members: [
          stored.members[2],
          {
            ...stored.members[0],
            parameters: {
              ...stored.members[0].parameters,
              features: stored.members[0].parameters.features.slice(1),
            },
          },
        ],
      },
    ],
  ])('with %s is refused', (_, change) => {
    expect(() => loadFitted('blend', { ...stored, ...change })).toThrow(expect.objectContaining({ code: 'artefact' }));
  });
});
