import { describe, expect, test } from 'vitest';
import { programFingerprint } from '../../src/config/programFingerprint.ts';
import type { ConfigInput } from '../../src/config/schema.ts';
import { HandraiseError } from '../../src/errors.ts';
import { catalogue, defaultFamilies } from '../../src/features/catalogue.ts';
import { selectFamilies } from '../../src/features/engine/selectFamilies.ts';
import { selectKinds } from '../../src/features/engine/selectKinds.ts';
import { defineFeature } from '../../src/features/featureDefinition.ts';
import { notice } from '../../src/notice/notice.ts';
import { program } from '../snapshot/handmade.ts';

type FeaturesInput = NonNullable<NonNullable<ConfigInput['programs']>[string]['features']>;

const selected = (features?: FeaturesInput) =>
  selectFamilies(program(features ? { features } : {}).features, 'programs.default.features').map(
    ({ family }) => family,
  );

function failureOf(features: unknown): HandraiseError {
  try {
    selected(features as FeaturesInput);
  } catch (error) {
    if (error instanceof HandraiseError) return error;
    throw error;
  }
  throw new Error('nothing failed');
}

const own = defineFeature({
  name: 'mood',
  version: 1,
  type: 'number',
  availability: 'stable',
  sentence: 'mood',
  values: () => () => 1,
});

describe('families', () => {
  test('by default all but those on request', () => {
    expect(selected()).toEqual(defaultFamilies.map(({ family }) => family));
    expect(catalogue.map(({ family }) => family).filter((family) => !selected().includes(family))).toEqual([
      'pairs',
      'valueMax',
      'valueLast',
      'decay',
      'gaps',
      'sequence',
      'touchCount',
      'secondHop',
    ]);
  });

  test('those named, in the order of the catalogue, then the own ones', () => {
    expect(selected({ families: ['pairs', 'eventCount'], definitions: [own] })).toEqual([
      'eventCount',
      'pairs',
      'mood',
    ]);
    expect(selected({ families: [] })).toEqual([]);
  });

  test.each([
    ['eventCounts', /^did you mean eventCount\?$/],
    ['Senority', /^did you mean seniority\?$/],
    ['domain', /emailDomain/],
    ['weather', /^the catalogue has eventCount, eventRecency/],
  ])('%s is no family, and near names are offered', (name, hint) => {
    const failure = failureOf({ families: [name] });
    expect(failure).toMatchObject({ code: 'config' });
    expect(failure.message).toBe(`programs.default.features.families: there is no family "${name}"`);
    expect(failure.hint).toMatch(hint);
  });
});

describe('definitions of the company', () => {
  test.each([
    ['a name of the catalogue', { ...own, name: 'trend' }, /feature trend has a name that is taken/],
    ['a name with a blank', { ...own, name: 'my mood' }, /feature my mood needs a name of a letter/],
    ['no name', { ...own, name: undefined }, /programs\.default\.features\.definitions\[0\]: it needs a name/],
    ['no version', { ...own, version: 0 }, /feature mood needs a version/],
    ['an unknown availability', { ...own, availability: 'always' }, /mood needs an availability: one of event-time/],
    ['another type', { ...own, type: 'text' }, /mood needs a type/],
    ['no sentence', { ...own, sentence: ' ' }, /mood needs a sentence/],
    ['an unknown entity', { ...own, needs: ['deal'] }, /mood needs deal, which is no entity/],
    ['an unknown fold', { ...own, folds: ['sums'] }, /mood reads sums/],
    ['no function', { ...own, values: 7 }, /mood needs a function/],
  ])('%s is refused', (_, definition, message) => {
    const failure = failureOf({ definitions: [definition] });
    expect(failure.code).toBe('config');
    expect(failure.message).toMatch(message);
  });

  test('two of one name are refused, and what is no object', () => {
    expect(failureOf({ definitions: [own, own] }).message).toMatch(/definitions\[1\]: feature mood has a name/);
    expect(failureOf({ definitions: [7] }).message).toMatch(/definitions\.0: is no definition/);
  });

  test('their name and version are part of what the program asks', () => {
    const print = (definitions: FeaturesInput['definitions']) =>
      programFingerprint(program({ features: { definitions } }));
    expect(print([own])).not.toBe(print([]));
    expect(print([{ ...own, version: 2 }])).not.toBe(print([own]));
    expect(print([{ ...own }])).toBe(print([own]));
    expect(programFingerprint(program({ features: { kinds: { top: 3 } } }))).not.toBe(programFingerprint(program()));
  });
});

describe('kinds', () => {
  const counts = ['rare', 'b', 'a', 'often', 'later'].map((kind, i) => ({
    kind,
    events: [1, 5, 5, 9, 0][i]!,
    values: 0,
  }));

  test('all that occur, the most frequent first', () => {
    expect(selectKinds(counts, 'all', []).names).toEqual(['often', 'a', 'b', 'rare']);
    expect(selectKinds(counts, 'all', ['often']).names).toEqual(['a', 'b', 'rare']);
  });

  test('those that are stages in any case; stages without an event are named', () => {
    expect(selectKinds(counts, { top: 1 }, ['b'], ['rare', 'b', 'never'])).toEqual({
      names: ['often', 'rare'],
      remarks: [notice('kinds-without-events', { kinds: ['never'] }), notice('kinds-excluded', { kinds: ['b'] })],
    });
    expect(selectKinds(counts, ['a'], [], ['rare', 'often']).names).toEqual(['often', 'a', 'rare']);
  });

  test('so many of the most frequent, ties by name', () => {
    expect(selectKinds(counts, { top: 2 }, []).names).toEqual(['often', 'a']);
    expect(program().features.kinds).toEqual({ top: 40 });
  });

  test('those listed; what is listed and does not occur is said', () => {
    expect(selectKinds(counts, ['rare', 'a'], [])).toEqual({ names: ['a', 'rare'], remarks: [] });
    const { names, remarks } = selectKinds(counts, ['never', 'later', 'b', 'a'], ['b']);
    expect(names).toEqual(['a']);
    expect(remarks).toEqual([
      notice('kinds-without-events', { kinds: ['never', 'later'] }),
      notice('kinds-excluded', { kinds: ['b'] }),
    ]);
  });
});
