import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/load.ts';
import { temporaryFolder } from '../database/temporaryFolder.ts';
import { codeBlocks } from './commandBlocks.ts';
import { markdownPages } from './markdownPages.ts';

/** Whole configurations: parts of one import nothing. */
const configurations = markdownPages()
  .flatMap(codeBlocks)
  .filter(
    ({ language, text }) =>
      language === 'ts' && text.includes('export default defineConfig') && text.includes('import '),
  );

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the pages have configurations', () => {
  expect(configurations.length).toBeGreaterThan(2);
});

test.each(configurations)('the configuration in $page is a valid one', async ({ page, text }) => {
  const file = join(folder, `${page.replaceAll('/', '-')}.ts`);
  await writeFile(file, text.replace("'handraise'", `'${join(import.meta.dirname, '../../src/index.ts')}'`));
  const { default: input } = await import(pathToFileURL(file).href);
  const config = parseConfig(input, page);
  expect(Object.keys(config.programs)).not.toEqual([]);
});
