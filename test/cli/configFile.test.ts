import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';

const root = join(import.meta.dirname, '../..');
const run = promisify(execFile);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handraise-config-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The names of the programs that a process in `cwd` reads from the configuration there. */
async function programsIn(cwd: string): Promise<string[]> {
  const load = pathToFileURL(join(root, 'src/config/load.ts')).href;
  const script = `import { loadConfig } from ${JSON.stringify(load)};
    const { config } = await loadConfig({ cwd: process.cwd(), environment: { libpq: {} } });
    console.log(JSON.stringify(Object.keys(config.programs)));`;
  const { stdout, stderr } = await run(process.execPath, ['--input-type=module', '-e', script], { cwd });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

const program = "{ horizonDays: 30, cutoffs: { every: 'month' } }";
const asModule = `import { defineConfig } from 'handraise';
import { name } from './name.EXT';
export default defineConfig({ programs: { [name]: ${program} } });`;

// The "type" that `npm init -y` of npm 11 writes, that of older ones, and that of a package of modules.
test.each([
  ['commonjs', 'ts', asModule],
  ['commonjs', 'mts', asModule],
  ['commonjs', 'js', asModule],
  ['commonjs', 'mjs', asModule],
  ['commonjs', 'js', `const { name } = require('./name.cjs'); module.exports = { programs: { [name]: ${program} } };`],
  [undefined, 'ts', asModule],
  ['module', 'ts', asModule],
])('a configuration in a package of type %s loads as .%s', async (type, extension, text) => {
  const here = await mkdtemp(join(folder, 'package-'));
  await writeFile(join(here, 'package.json'), JSON.stringify({ name: 'company', ...(type && { type }) }));
  await writeFile(join(here, `handraise.config.${extension}`), text.replace('EXT', extension));
  await writeFile(join(here, `name.${extension}`), `export const name = 'demo';`);
  await writeFile(join(here, 'name.cjs'), `exports.name = 'demo';`);
  expect(await programsIn(here)).toEqual(['demo']);
});

test('a configuration of more than 16 MiB is refused before it is loaded', async () => {
  const file = join(folder, 'large.config.ts');
  const environment = { databaseUrl: undefined, noColor: false, forceColor: false, libpq: {} };
  await writeFile(file, `export default {};${' '.repeat(16 * 2 ** 20)}`);
  await expect(loadConfig({ cwd: folder, environment, flags: { config: file } })).rejects.toMatchObject({
    code: 'config',
    message: `${file} is larger than 16 MiB: no configuration is`,
  });
});

test.each([
  [{ filters: ['industri'] }, 'programs.demo.page.filters.0', 'industri is no attribute', 'did you mean industry?'],
  [{ filters: ['industry'], reach: ['fax'] }, 'programs.demo.page.reach.0', 'fax is no attribute of contacts', ''],
  [{ reach: ['industry'] }, 'programs.demo.page.reach.0', 'industry is no attribute of contacts', ''],
  [{ filters: ['stage'] }, 'programs.demo.page.filters.0', 'stage is no attribute', ''],
])('a page is not asked to show what nothing is called: %j', async (page, path, message, meant) => {
  const attribute = { type: 'category' };
  const source = {
    account: { attributes: { industry: attribute } },
    contact: { attributes: { phone: attribute, stage: { ...attribute, availability: 'history' } } },
  };
  const load = async (settings: object) => {
    const file = join(await mkdtemp(join(folder, 'page-')), 'handraise.config.ts');
    const programs = { demo: { horizonDays: 30, cutoffs: { every: 'month' }, page: settings } };
    await writeFile(file, `export default ${JSON.stringify({ source, programs })};`);
    const environment = { databaseUrl: undefined, noColor: false, forceColor: false, libpq: {} };
    return loadConfig({ cwd: folder, environment, flags: { config: file } });
  };
  const refused = await load(page).catch(({ code, message, hint }) => ({ code, text: `${message} ${hint}` }));
  expect(refused).toMatchObject({ code: 'config', text: expect.stringContaining(path) });
  expect(refused).toMatchObject({ text: expect.stringContaining(message) });
  expect(refused).toMatchObject({ text: expect.stringContaining(meant) });
  await load({ filters: ['industry', 'phone', 'email'], reach: ['email', 'phone'] });
});
