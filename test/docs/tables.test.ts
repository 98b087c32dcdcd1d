import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { catalogue } from '../../src/features/catalogue.ts';
import { settings } from './configurationTables.ts';
import { tables, withTables } from './tables.ts';

const read = (page: string) => readFileSync(join(import.meta.dirname, '../../docs', page), 'utf8');

test.each(Object.keys(tables))('the tables of docs/%s are those of the sources (npm run tables)', (page) => {
  expect(read(page)).toBe(withTables(page, read(page)));
});

test.each(catalogue.map((family) => [family.family, family] as const))(
  'docs/reference/features.md says what %s computes, of what, and when it is missing',
  (name, { availability, windows }) => {
    const [, section = ''] = read('reference/features.md').split(`\n### ${name}\n`);
    const text = section.split('\n### ')[0]!.split('\n## ')[0]!;
    for (const heading of ['Features', 'Formula', 'Missing', 'Known'])
      expect(text, heading).toMatch(new RegExp(`^\\*\\*${heading}\\.\\*\\* \\S`, 'm'));
    if (windows > 0) expect(text).toMatch(/window/);
    expect(text).toContain(availability === 'as declared' ? 'declar' : availability);
  },
);

test('every setting of the configuration says what it is', () => {
  const all = Object.values(settings).flat();
  expect(all.length).toBeGreaterThan(60);
  expect(all.filter(({ schema }) => !schema.description).map(({ path }) => path)).toEqual([]);
});
