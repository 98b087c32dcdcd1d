import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const run = promisify(execFile);

/** The files a published package has, compiled, beside the dependencies; no TypeScript sources. */
describe('the published package', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'handraise-package-'));
    await run(join(root, 'node_modules/.bin/tsc'), ['-p', 'tsconfig.build.json', '--outDir', join(folder, 'dist')], {
      cwd: root,
    });
    const { files } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    for (const name of [...files, 'package.json'])
      if (name !== 'dist') await cp(join(root, name), join(folder, name), { recursive: true });
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  }, 120_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('has a command line that runs', async () => {
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    const { stdout } = await run(process.execPath, [join(folder, 'bin/handraise.js'), '--version']);
    expect(stdout.trim()).toBe(version);
  });

  it('has an API that scripts can import by name, which finds its migrations and its page parts', async () => {
    await writeFile(
      join(folder, 'script.mjs'),
      `import { defineConfig } from 'handraise';
       import { evaluate } from 'handraise/learn';
       import { renderCalibrationReport } from 'handraise/report';
       import { migrationDirectory, readMigrations } from './dist/database/migrationFiles.js';
       import { browserAsset } from './dist/report/browserAsset.js';
       const functions = [defineConfig, evaluate, renderCalibrationReport].map((it) => typeof it);
       const migrations = (await readMigrations(migrationDirectory)).length;
       console.log(JSON.stringify({ functions, migrations, style: browserAsset('page.css').length }));`,
    );
    const { stdout } = await run(process.execPath, [join(folder, 'script.mjs')], { cwd: folder });
    const found = JSON.parse(stdout);
    expect(found.functions).toEqual(['function', 'function', 'function']);
    expect(found.migrations).toBeGreaterThan(0);
    expect(found.style).toBeGreaterThan(1000);
  });

  it('fits a model on several threads', async () => {
    await writeFile(
      join(folder, 'fit.mjs'),
      `import { createTable, gradientBoosting } from 'handraise/learn';
       const values = Float64Array.from({ length: 200 }, (_, i) => i);
       const table = createTable(200, [{ kind: 'number', name: 'x', values }]);
       const data = { table, label: Uint8Array.from(values, (x) => (x < 100 ? 0 : 1)) };
       const model = await gradientBoosting({ trees: 3 }).fit(data, { threads: 2 });
       const [low, high] = [model.margins(table)[0], model.margins(table)[199]];
       console.log(JSON.stringify({ low, high }));`,
    );
    const { stdout } = await run(process.execPath, [join(folder, 'fit.mjs')], { cwd: folder });
    const { low, high } = JSON.parse(stdout);
    expect(high).toBeGreaterThan(low);
  });
});
