import { expect, test } from 'vitest';
import { exclusionsOf } from '../../../src/qualification/profile/exclusions.ts';
import { fitColumns } from '../../../src/qualification/profile/fitColumns.ts';
import { standingsOf } from '../../../src/qualification/standings.ts';
import { population } from '../population.ts';

const bare = population([
  { title: 'Werkstudentin Marketing' },
  { title: 'Head of Studio', employees: 40 },
  { title: null, employees: 7 },
  { title: 'Chief Student Officer', plan: [['2026-01-01', 'Free']] },
]);
const people = {
  ...bare,
  contacts: { ...bare.contacts, emailDomain: ['uni.example', 'rival.example', 'own.example', null] },
  accounts: {
    ...bare.accounts,
    name: ['Alder Works', 'Rival GmbH', null, 'Rivalry Foods'],
    domain: ['alder.example', 'rival.example', null, null],
  },
};

const held = (never: NonNullable<Parameters<typeof exclusionsOf>[1]['profile']>['never']) => {
  const exclusions = exclusionsOf(people, { profile: { never } })!;
  return [0, 1, 2, 3].map((contact) => exclusions(contact));
};

test.each([
  ['words of titles, in any language written without accents', { titleWords: ['student*', 'werkstudent*'] }, [0, 3]],
  ['a whole word only, without a star', { titleWords: ['Studi'] }, []],
  ['domains of addresses, case and @ aside', { emailDomains: ['@OWN.example'] }, [2]],
  ['domains of accounts', { accountDomains: ['Rival.example'] }, [1]],
  ['names of accounts', { accountNames: ['rival'] }, [1]],
  ['values of attributes', { attributes: { 'contact:plan': ['free'] } }, [3]],
  ['numbers as they are written', { attributes: { 'account:employees': ['7', '8'] } }, [2]],
  ['all that is stated', { titleWords: ['student*', 'werkstudent*'], accountNames: ['alder'] }, [0]],
] as const)('a firm exclusion goes by %s', (_what, rule, who) => {
  const copy = JSON.parse(JSON.stringify(rule));
  expect(held({ rule: copy }).flatMap((names, contact) => (names.length > 0 ? [contact] : []))).toEqual(who);
});

test('whoever breaks two rules is named both, in their order; nobody has none', () => {
  const [first] = held({ students: { titleWords: ['werkstudent*'] }, university: { emailDomains: ['uni.example'] } });
  expect(first).toEqual(['students', 'university']);
  expect(exclusionsOf(people, {})).toBeNull();
  expect(() =>
    exclusionsOf(people, { profile: { never: { odd: { attributes: { 'account:size': ['1'] } } } } }),
  ).toThrow('account:size is no mapped attribute');
});

test.each([
  ['emailDomains', 'contact', 'emailDomain'],
  ['titleWords', 'contact', 'title'],
  ['accountDomains', 'account', 'domain'],
  ['accountNames', 'account', 'name'],
] as const)('a rule by %s is refused where nobody has any: it would keep nobody off the list', (part, owner, field) => {
  const of = people[`${owner}s`] as Readonly<Record<string, unknown>>;
  const without = { ...people, [`${owner}s`]: { ...of, [field]: (of[field] as unknown[]).map(() => null) } };
  const never = { rivals: { [part]: ['rival.example'] } };
  expect(() => exclusionsOf(without, { profile: { never } })).toThrow(
    `"rivals" goes by ${part}, and the data hold none`,
  );
});

test('an exclusion keeps somebody off the list with the name of the rule, fit and grid stand beside', () => {
  const exclusions = exclusionsOf(people, { profile: { never: { students: { titleWords: ['werkstudent*'] } } } });
  const profile = {
    attributes: [{ attribute: 'size', sentence: 'size', ends: [10], unknown: 0, values: [] }],
    fit: {
      values: [{ attribute: 'size', value: 'more than 10', points: 1 }],
      pairs: [],
      reference: [0, 0, 0, 1],
    },
  };
  const size = { kind: 'number' as const, name: 'size', values: Float64Array.of(5, 40, 7, Number.NaN) };
  const fit = fitColumns(profile, [size], 4, (row) => [3, 20, 80, Number.POSITIVE_INFINITY][row]!);
  const { standings, summary } = standingsOf({
    ...{ contact: Int32Array.of(0, 1, 2, 3), criteria: null, questions: null, overrides: new Map(), stages: null },
    ...{ fit, exclusions },
  });
  expect(standings.place(0)).toBe('off');
  expect(standings.of(0).heldBy).toEqual([{ kind: 'exclusion', rule: 'students' }]);
  expect(summary).toMatchObject({ kept: 3, excluded: { 'exclusion students': 1 } });
  // Three of four of the reference have no point: the middle of their span is 37, that of the one above 87.
  expect([0, 1, 2, 3].map((row) => [standings.of(row).fit, standings.of(row).grid])).toEqual([
    [37, 'C1'],
    [87, 'A2'],
    [37, 'C3'],
    [37, 'C4'],
  ]);
});
