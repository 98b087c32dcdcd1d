import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/load.ts';
import type { DeclaredAttribute } from '../../src/crm/source.ts';
import { attributeInRole } from '../../src/features/asOf/attributeInRole.ts';
import { companySize } from '../../src/features/definitions/companySize.ts';
import { geography } from '../../src/features/definitions/geography.ts';
import { pairs } from '../../src/features/definitions/pairs.ts';
import { ratios } from '../../src/features/definitions/ratios.ts';
import { computeFeatures } from '../../src/features/engine/computeFeatures.ts';
import { factsOf } from '../../src/features/pointInTime/factsOf.ts';
import { countryNames } from '../../src/features/vocabulary/countryNames.ts';
import { emailDomainType } from '../../src/features/vocabulary/emailDomainType.ts';
import { regionOf, regions } from '../../src/features/vocabulary/regions.ts';
import { day, origin } from './smallCrm.ts';

describe('regions', () => {
  test('every country is in one', () => {
    const countries = regions.flatMap(([, codes]) => codes.split(/\s+/));
    expect(new Set(countries).size).toBe(countries.length);
    for (const code of countries) expect(code).toMatch(/^[A-Z]{2}$/);
    for (const code of Object.keys(countryNames)) expect(countries).toContain(code);
    // Uninhabited or without towns: Antarctica, Bouvet, Heard and McDonald, South Georgia.
    for (const code of ['AQ', 'BV', 'HM', 'GS']) expect(regionOf(code)).toBe('Other');
  });

  // Names as Unicode's CLDR, which Node carries, has them.
  test.each(['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'sv', 'pl'])(
    'larger countries have their names in %s',
    (locale) => {
      const named = new Intl.DisplayNames([locale], { type: 'region' });
      const wrong = Object.keys(countryNames).filter((code) => regionOf(named.of(code)!) !== regionOf(code));
      expect(wrong).toEqual([]);
    },
  );

  test.each([
    ['DE', 'DACH'],
    [' de ', 'DACH'],
    ['DEU', 'DACH'],
    ['ÖSTERREICH', 'DACH'],
    ['Bundesrepublik Deutschland', 'DACH'],
    ['U.S.A.', 'North America'],
    ['United States of America', 'North America'],
    ['UK', 'United Kingdom and Ireland'],
    ['Scotland', 'United Kingdom and Ireland'],
    ['Pays-Bas', 'Benelux'],
    ['Côte d’Ivoire', 'Africa'],
    ['Korea, Republic of', 'East Asia'],
    ['Türkiye', 'Middle East'],
    ['Atlantis', 'Other'],
    ['constructor', 'Other'],
    ['—', null],
    [null, null],
  ])('%j lies in %s', (country, region) => {
    expect(regionOf(country)).toBe(region);
  });
});

test.each([
  ['gmail.com', 'free'],
  ['stanford.edu', 'education'],
  ['cs.ox.ac.uk', 'education'],
  ['ac.uk', 'education'],
  ['usp.edu.br', 'education'],
  ['uni-koeln.de', 'education'],
  ['mail.tu-berlin.de', 'education'],
  ['univ-lyon1.fr', 'education'],
  ['pps.k12.or.us', 'education'],
  ['whitehouse.gov', 'government'],
  ['service.gov.uk', 'government'],
  ['sat.gob.mx', 'government'],
  ['interieur.gouv.fr', 'government'],
  ['bmf.bund.de', 'government'],
  ['ec.europa.eu', 'government'],
  ['nhs.uk', 'government'],
  ['army.mil', 'government'],
  ['notgov', 'corporate'],
  ['education.com', 'corporate'],
  ['myedu', 'corporate'],
  ['gov.example.com', 'corporate'],
  ['unicredit.it', 'corporate'],
  ['uni-.de.com', 'corporate'],
  [`${'a.'.repeat(200)}edu`, 'corporate'],
  [null, 'none'],
] as const)('%s is of type %s', (domain, type) => {
  expect(emailDomainType(domain)).toBe(type);
});

const number = (name: string, role?: 'employees'): DeclaredAttribute => {
  return { name, attribute: { type: 'number', availability: 'stable', ...(role ? { role } : {}) } };
};
const category = (name: string, role?: 'country'): DeclaredAttribute => {
  return { name, attribute: { type: 'category', availability: 'stable', ...(role ? { role } : {}) } };
};

describe('attributes in a role', () => {
  const find = (declared: readonly DeclaredAttribute[], role: 'employees' | 'country') =>
    attributeInRole({ declared: { contact: [], account: declared } }, 'account', role)?.name;

  test('the one that is declared so, whatever the names', () => {
    expect(find([number('employees'), number('heads', 'employees')], 'employees')).toBe('heads');
    expect(find([category('country'), category('land', 'country')], 'country')).toBe('land');
  });

  test.each(['employees', 'Employees', 'number_of_employees', 'NumberOfEmployees', 'employee-count'])(
    'else one called %s',
    (name) => {
      expect(find([number('revenue'), number(name)], 'employees')).toBe(name);
    },
  );

  test('never one of another type or of another name', () => {
    expect(find([category('employees'), number('employees_hired')], 'employees')).toBeUndefined();
    expect(find([number('country'), category('county')], 'country')).toBeUndefined();
  });

  test('a role that does not go with the type is refused', () => {
    const parse = (attribute: { type: 'number' | 'category'; role: 'employees' | 'country' }) => () =>
      parseConfig({ source: { account: { attributes: { x: attribute } } } }, 'test');
    expect(parse({ type: 'category', role: 'employees' })).toThrow(
      /role: a number of employees must be of type number/,
    );
    expect(parse({ type: 'number', role: 'country' })).toThrow(/role: a country must be of type category/);
    expect(parse({ type: 'number', role: 'employees' })).not.toThrow();
  });
});

const account = { id: 'a', createdAt: origin - 100 * day };
const contact = {
  id: 'p',
  account: 'a',
  createdAt: origin - 100 * day,
  title: null,
  emailDomain: null,
  attributes: {},
};
const event = (kind: string, ago: number) => {
  return { id: null, contact: 'p', occurredAt: origin - ago * day, ingestedAt: Number.NaN, kind, value: Number.NaN };
};

function factsWith(of: {
  readonly declared?: readonly DeclaredAttribute[];
  readonly attributes?: Readonly<Record<string, number | string | null>>;
  readonly events?: ReturnType<typeof event>[];
}) {
  const { declared = [], attributes = {}, events = [] } = of;
  return factsOf(
    { accounts: [{ ...account, attributes }], contacts: [contact], events, opportunities: [], history: [] },
    [{ contact: 'p', asOf: origin }],
    { declared: { contact: [], account: declared }, lookbackDays: [7, 30, 90], knownBefore: origin },
  );
}

test.each([
  [0, null],
  [-5, null],
  [0.5, null],
  [1, '1 to 10 employees'],
  [10, '1 to 10 employees'],
  [11, '11 to 50 employees'],
  [50, '11 to 50 employees'],
  [200, '51 to 200 employees'],
  [201, '201 to 500 employees'],
  [1000, '501 to 1,000 employees'],
  [5000, '1,001 to 5,000 employees'],
  [10_000, '5,001 to 10,000 employees'],
  [10_001, 'more than 10,000 employees'],
  [1e308, 'more than 10,000 employees'],
  [null, null],
])('%s employees are in the band %s', (employees, band) => {
  const facts = factsWith({ declared: [number('employees')], attributes: { employees } });
  expect(computeFeatures(facts, [companySize]).table.columns).toMatchObject([{ levels: band === null ? [] : [band] }]);
});

test('without such attributes there are no columns', () => {
  const facts = factsWith({ declared: [number('revenue'), category('industry')] });
  expect(computeFeatures(facts, [companySize, geography]).features).toEqual([]);
});

test('ratios of whatever kinds have the same words but the last', () => {
  const kinds = [
    'EmailClicked',
    'email.opened',
    'email_sent',
    'sms_click',
    'form view',
    'form submit',
    'click',
    'open',
  ];
  const facts = factsWith({ events: kinds.flatMap((kind, i) => Array.from({ length: i + 1 }, () => event(kind, 80))) });
  const { features, table } = computeFeatures(facts, [ratios]);
  const values = features.map(({ name }, i) => {
    const column = table.columns[i]!;
    return [name, column.kind === 'number' ? column.values[0] : null];
  });
  expect(Object.fromEntries(values)).toEqual({
    'ratio:EmailClicked/email.opened': 1 / 2,
    'ratio:email.opened/email_sent': 2 / 3,
    'ratio:form submit/form view': 6 / 5,
    'ratio:click/open': 7 / 8,
  });
});

test('pairs of kinds with hostile names have names of their own', () => {
  const kinds = ['a', 'a>', '>a', 'a>a', 'a\\', '\\>a'];
  const facts = factsWith({ events: kinds.map((kind) => event(kind, 3)) });
  const names = computeFeatures(facts, [pairs]).features.map(({ name }) => name);
  expect(new Set(names).size).toBe(30);
});
