import { expect, test } from 'vitest';
import type { Profile } from '../../src/qualification/profile/profile.ts';
import { renderProfileReport } from '../../src/report/profileReport.ts';
import { sampleProfile } from './sampleProfile.ts';

const hostile = '</script><img src=x onerror=alert(1)>"\'&';

const named = (of: string) => (['manufacturing', 'title', 'department'].includes(of) ? hostile : of);

const page = (profile: Profile) =>
  renderProfileReport({ profileId: 'p-0123456789ab', profile, generatedAt: '2026-07-01T00:00:00Z' });

test('no name becomes markup, and no attribute is called as the program calls it', () => {
  const html = page(sampleProfile(true, named));
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
  const html = page({ ...sampleProfile(false, named), pairs: [], personas: [], strengths: [], buyingGroup: null });
  expect(html).not.toContain('What do two values do together?');
  expect(html).toContain('no kinds can be told');
});
