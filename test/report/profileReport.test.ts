import { expect, test } from 'vitest';
import { learnProfile } from '../../src/qualification/profile/learnProfile.ts';
import type { Profile } from '../../src/qualification/profile/profile.ts';
import { renderProfileReport } from '../../src/report/profileReport.ts';
import { plantedCompanies } from '../qualification/profile/plantedCompanies.ts';

const hostile = '</script><img src=x onerror=alert(1)>"\'&';

function profileOf(planted: boolean): Profile {
  const { columns, people } = plantedCompanies(2500, 1, { planted });
  const named = columns.map((column) => ({
    ...column,
    name: `raw:${column.name}`,
    levels: column.levels.map((value) => (value === 'manufacturing' ? hostile : value)),
  }));
  const { table, pairs, fit, personas, strengths } = learnProfile(named, people, 1);
  return {
    ...{ version: 1, program: 'default', title: hostile, outcome: 'demo request', horizonDays: 60 },
    ...{ asOf: 1e15, from: 9e14, to: 1e15, people: people.won.length, won: 200 },
    attributes: table.map((lifts) => ({ ...lifts, sentence: lifts.attribute.slice('raw:'.length) })),
    ...{ leftOut: [], pairs, fit, personas, strengths },
    buyingGroup: { won: 20, departments: [{ value: hostile, won: 0.9, all: 0.2 }], seniorities: [] },
  };
}

const page = (profile: Profile) =>
  renderProfileReport({ profileId: 'p-0123456789ab', profile, generatedAt: '2026-07-01T00:00:00Z' });

test('no name becomes markup, and no attribute is called as the program calls it', () => {
  const html = page(profileOf(true));
  expect(html).not.toContain('<img');
  expect(html.match(/<\/script>/g)?.length ?? 0).toBe(html.match(/<script>/g)?.length ?? 0);
  expect(html).toContain('&lt;/script&gt;&lt;img src=x');
  expect(html).not.toContain('raw:');
  for (const question of [
    'Who buys?',
    'Which kinds of people are they?',
    'What do two values do together?',
    'Who fits?',
  ])
    expect(html).toContain(question);
});

test('where nothing sets the won apart the page says so, and shows no table of pairs', () => {
  const html = page({ ...profileOf(false), pairs: [], personas: [], strengths: [], buyingGroup: null });
  expect(html).not.toContain('What do two values do together?');
  expect(html).toContain('no kinds can be told');
});
