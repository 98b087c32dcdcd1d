import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { anchorsOf, linksOf, markdownPages, namedFilesOf } from './markdownPages.ts';

const root = join(import.meta.dirname, '../..');
const pages = markdownPages();

describe('the Markdown pages of the repository', () => {
  test.each(pages)('%s links to files and places that are there', (page) => {
    const dead = linksOf(page).filter(
      ({ to, anchor }) =>
        !existsSync(join(root, to)) || (anchor !== undefined && !(to.endsWith('.md') && anchorsOf(to).has(anchor))),
    );
    expect(dead.map(({ written }) => written)).toEqual([]);
  });

  test.each(pages)('%s names files and folders that are there', (page) => {
    const lost = namedFilesOf(page).filter((path) => !existsSync(join(root, path)));
    expect(lost).toEqual([]);
  });

  test('every page of docs/ is reachable from docs/index.md', () => {
    const reached = reachableFrom('docs/index.md');
    expect(pages.filter((page) => page.startsWith('docs/') && !reached.has(page))).toEqual([]);
  });

  test('docs/index.md is reachable from the README, and the other pages of the project are', () => {
    const reached = reachableFrom('README.md');
    for (const page of ['docs/index.md', ...pages.filter((page) => !page.includes('/'))])
      expect(reached, page).toContain(page);
  });

  test('links of all kinds are found', () => {
    const links = pages.flatMap(linksOf);
    expect(links.length).toBeGreaterThan(100);
    expect(links.some(({ anchor }) => anchor !== undefined)).toBe(true);
    expect(anchorsOf('docs/reference/notices.md').size).toBeGreaterThan(20);
  });
});

/** Pages that a reader gets to by following links from page to page. */
function reachableFrom(start: string): ReadonlySet<string> {
  const reached = new Set([start]);
  for (const page of reached)
    for (const { to } of linksOf(page))
      if (to.endsWith('.md') && existsSync(join(root, to)) && statSync(join(root, to)).isFile()) reached.add(to);
  return reached;
}
