import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const run = promisify(execFile);
const minutes = 60_000;

/** What `npm pack` takes from a checkout, and what making it needs; nothing that a build has left there. */
const notCopied = new Set(['.git', 'node_modules', 'dist', 'build', 'demo', 'models', 'reports', '.handraise']);

describe('the tarball of npm pack', () => {
  let folder: string;
  let company: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'handraise-packed-'));
    const checkout = join(folder, 'checkout');
    company = join(folder, 'company');
    await mkdir(company);
    for (const name of await readdir(root))
      if (!notCopied.has(name)) await cp(join(root, name), join(checkout, name), { recursive: true });
    await symlink(join(root, 'node_modules'), join(checkout, 'node_modules'));
    await npm(checkout, 'pack', '--pack-destination', folder);
    const [tarball] = (await readdir(folder)).filter((name) => name.endsWith('.tgz'));
    await npm(company, 'init', '-y');
    // What npm 11 writes, and older ones do not.
    await npm(company, 'pkg', 'set', 'type=commonjs');
    await npm(company, 'install', '--prefer-offline', '--no-audit', '--no-fund', join(folder, tarball ?? ''));
  }, 8 * minutes);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('has what runs, and neither sources nor tests', async () => {
    const installed = await readdir(join(company, 'node_modules/handraise'));
    expect(installed.sort()).toEqual(['LICENSE', 'README.md', 'bin', 'build', 'dist', 'package.json', 'sql', 'src']);
    expect(await readdir(join(company, 'node_modules/handraise/src'))).toEqual(['kernel', 'report']);
  });

  test.each(['ts', 'mts'])('init, check: a configuration as .%s loads in a package of CommonJS', async (extension) => {
    expect(await handraise('init')).toMatchObject({ code: 0 });
    const [written, named] = ['ts', extension].map((name) => join(company, `handraise.config.${name}`));
    await rename(written!, named!);
    // Nothing is mapped yet, which is an error of the data, not of the configuration.
    expect(await handraise('check')).toMatchObject({ code: 3, stdout: expect.stringContaining('map source.contact') });
    await rm(named!);
  });

  test('demo, and the commands that it names next', { timeout: 5 * minutes }, async () => {
    expect(await handraise('demo', '--contacts', '5000')).toMatchObject({ code: 0 });
    const inDemo = ['--config', 'demo/handraise.config.ts'];
    for (const command of ['status', 'check', 'report'])
      expect(await handraise(command, ...inDemo)).toMatchObject({ code: 0 });
    expect(await readFile(join(company, 'demo/reports/demo/ranked-accounts.html'), 'utf8')).toContain('<html');
  });

  /** Runs npm with the Node of the tests, whatever Node the machine has. */
  function npm(cwd: string, ...args: string[]) {
    return run('npm', args, { cwd, env: environment() });
  }

  async function handraise(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
    const options = { cwd: company, env: environment() };
    return run('npx', ['--no', 'handraise', ...args], options).then(
      (output) => ({ code: 0, ...output }),
      (error: { code: number; stdout: string; stderr: string }) => error,
    );
  }
});

function environment(): NodeJS.ProcessEnv {
  // Neither a database of the machine, nor settings that the npm around these tests hands down.
  const { DATABASE_URL: _database, NODE_OPTIONS: _options, ...rest } = process.env;
  const own = Object.entries(rest).filter(([name]) => !/^(npm_|PG)/.test(name));
  return { ...Object.fromEntries(own), PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}` };
}
