import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const run = promisify(execFile);
const minutes = 60_000;

/** What `npm pack` takes from a checkout, and what making it needs; nothing that a build has left there. */
const notCopied = new Set(['.git', 'node_modules', 'dist', 'build', 'demo', 'models', 'reports', '.handraise']);

const quietly = ['--prefer-offline', '--no-audit', '--no-fund'];

/** Nothing of the package is taken on trust, and nothing of a browser is there to lean on. */
const strictest = {
  ...{ strict: true, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true, skipLibCheck: false },
  ...{ target: 'es2024', lib: ['es2024'], module: 'nodenext', noEmit: true },
};

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
    await npm(company, 'install', ...quietly, join(folder, tarball ?? ''));
    const { version } = JSON.parse(await readFile(join(root, 'node_modules/typescript/package.json'), 'utf8'));
    await npm(company, 'install', ...quietly, '--save-dev', `typescript@${version}`);
  }, 8 * minutes);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('has what runs, and neither sources nor tests', async () => {
    const installed = await readdir(join(company, 'node_modules/handraise'));
    expect(installed.sort()).toEqual([
      ...['CHANGELOG.md', 'LICENSE', 'README.md'],
      ...['bin', 'build', 'dist', 'docs', 'package.json', 'sql', 'src'],
    ]);
    expect(await readdir(join(company, 'node_modules/handraise/src'))).toEqual(['kernel', 'report']);
  });

  test.each(['ts', 'mts'])('init: a configuration as .%s loads in a package of CommonJS', async (extension) => {
    expect(await handraise('init')).toMatchObject({ code: 0 });
    const [written, named] = ['ts', extension].map((name) => join(company, `handraise.config.${name}`));
    await rename(written!, named!);
    // It has loaded where what is missed is a database.
    const checked = await handraise('check');
    expect(checked).toMatchObject({ code: 2, stderr: expect.stringContaining('no database is named') });
    await rm(named!);
  });

  test('table trains on a file and writes its page', async () => {
    const rows = Array.from({ length: 2000 }, (_, row) => {
      const opens = row % 10;
      return `${opens},${(row * 617) % 1999},${(Math.floor(row / 10) * 37) % 100 < opens * 8 ? 1 : 0}`;
    });
    await writeFile(join(company, 'leads.csv'), `opens,visits,won\n${rows.join('\n')}\n`);
    const ended = await handraise('table', 'leads.csv', '--label', 'won', '--report', 'leads.html');
    expect(ended).toMatchObject({ code: 0, stdout: expect.stringContaining('ROC AUC') });
    expect(await readFile(join(company, 'leads.html'), 'utf8')).toContain('<html');
  });

  test('every entry point loads, and its types hold for a consumer who checks them strictly', async () => {
    const entries = await entryPoints();
    expect(entries).toContain('handraise');
    const load = entries.map((entry) => `await import('${entry}');`).join(' ');
    await run(process.execPath, ['--input-type=module', '-e', load], { cwd: company });
    expect(await handraise('init')).toMatchObject({ code: 0 });
    await writeFile(join(company, 'tsconfig.json'), JSON.stringify({ compilerOptions: strictest, include: ['*.ts'] }));
    await writeFile(
      join(company, 'consumer.ts'),
      `${entries.map((entry, at) => `import * as entry${at} from '${entry}';`).join('\n')}
       import { defineConfig, openWorkbench } from 'handraise';
       export const all = [${entries.map((_, at) => `entry${at}`).join(', ')}];
       export const config = defineConfig({ programs: { sales: { horizonDays: 60, cutoffs: { every: 'month' } } } });
       // @ts-expect-error A horizon is a number.
       defineConfig({ programs: { sales: { horizonDays: 'sixty', cutoffs: { every: 'month' } } } });
       export async function probability(): Promise<number> {
         const workbench = await openWorkbench({ cwd: '.' });
         const [best] = await workbench.program('sales').candidates({ limit: 1 });
         // @ts-expect-error Ids are text.
         const id: number | undefined = best?.contactId;
         return best?.probability ?? id ?? 0;
       }`,
    );
    const checked = await run(process.execPath, [join(company, 'node_modules/typescript/bin/tsc')], {
      cwd: company,
    }).then(
      () => '',
      (error: { stdout: string }) => error.stdout,
    );
    expect(checked).toBe('');
    await rm(join(company, 'handraise.config.ts'));
  });

  test.each(['20', '22.10'])(
    'on Node %s one line says what is needed; what it says to type is enough',
    { timeout: 5 * minutes },
    async (version) => {
      const { stdout } = await npm(
        company,
        'exec',
        '--yes',
        `--package=node@${version}`,
        '--',
        'node',
        '-p',
        'process.execPath',
      );
      const old = dirname(stdout.trim());
      const refused = await handraiseWith(old, '--version');
      expect(refused).toMatchObject({ code: 2, stdout: '' });
      expect(refused.stderr).toMatch(/^handraise: Node [\d.]+ is too old: [^\n]* npm i -D node@24,[^\n]*\n$/);
      const importing = run(join(old, 'node'), ['--input-type=module', '-e', "import 'handraise';"], { cwd: company });
      await expect(importing).rejects.toMatchObject({ stderr: expect.stringContaining(`is too old: it can't read`) });
      await npm(company, 'install', ...quietly, '--save-dev', 'node@24');
      expect(await handraiseWith(old, '--version')).toMatchObject({ code: 0, stderr: '' });
      await npm(company, 'uninstall', ...quietly, 'node');
    },
  );

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

  function handraise(...args: string[]) {
    return handraiseWith(dirname(process.execPath), ...args);
  }

  /** Runs the installed command line as a user of the Node in a folder does. */
  async function handraiseWith(
    node: string,
    ...args: string[]
  ): Promise<{ code: number; stdout: string; stderr: string }> {
    return run('npx', ['handraise', ...args], { cwd: company, env: environment(node) }).then(
      (output) => ({ code: 0, ...output }),
      (error: { code: number; stdout: string; stderr: string }) => error,
    );
  }

  /** What the package lets others import. */
  async function entryPoints(): Promise<string[]> {
    const { exports } = JSON.parse(await readFile(join(company, 'node_modules/handraise/package.json'), 'utf8'));
    return Object.keys(exports).map((name) => `handraise${name.slice(1)}`);
  }
});

function environment(node = dirname(process.execPath)): NodeJS.ProcessEnv {
  // Neither a database of the machine, nor settings that the npm around these tests hands down.
  const { DATABASE_URL: _database, NODE_OPTIONS: _options, ...rest } = process.env;
  const own = Object.entries(rest).filter(([name]) => !/^(npm_|PG)/.test(name));
  return { ...Object.fromEntries(own), PATH: `${node}${delimiter}${process.env.PATH}` };
}
