import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { linksOf, readPage } from './markdownPages.ts';

const root = join(import.meta.dirname, '../..');

/** Every folder of src/ in which a source file stands. */
const folders = [
  ...new Set(globSync('src/*/**/*.{ts,js}', { cwd: root }).map((path) => path.split(/[\\/]/)[1]!)),
].sort();

describe('the page of each folder of src/', () => {
  test.each(folders)('src/%s says in ten lines at most what always holds, and which test proves it', (folder) => {
    const page = `src/${folder}/README.md`;
    expect(readPage(page).trimEnd().split('\n').length).toBeLessThanOrEqual(10);
    const proofs = linksOf(page).filter(({ to }) => /^test\/.*\.test\.ts$/.test(to));
    expect(proofs).not.toEqual([]);
    for (const { to } of proofs) expect(readFileSync(join(root, to), 'utf8')).toMatch(/\b(?:describe|it|test)\b/);
  });

  test('is linked from ARCHITECTURE.md', () => {
    const linked = linksOf('ARCHITECTURE.md').map(({ to }) => to);
    for (const folder of folders) expect(linked).toContain(`src/${folder}/README.md`);
  });
});
