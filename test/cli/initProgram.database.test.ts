import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newConfig } from '../../src/cli/actions/newConfig.ts';
import { loadConfig } from '../../src/config/load.ts';
import { programTemplates, programText, templateNamed } from '../../src/pipeline/outcome/programTemplates.ts';
import { temporaryFolder } from '../database/temporaryFolder.ts';
import { createTestDatabase, type TestDatabase } from '../database/testDatabase.ts';
import { handraise } from './handraise.ts';

const index = join(import.meta.dirname, '../../src/index.ts');

const mapped = `export default {
  // Kept as it is.
  source: { outcome: { table: 'crm.outcome' }, opportunity: { table: 'crm.deal' } },
  programs: {
    default: { outcome: { recordedSince: '2024-01-15' }, horizonDays: 60, cutoffs: { every: 'month' } },
  },
};
`;

describe('handraise init --program', () => {
  let database: TestDatabase;
  let folder: string;
  let at: { cwd: string; database: string };

  beforeAll(async () => {
    [database, folder] = await Promise.all([createTestDatabase(), temporaryFolder()]);
    at = { cwd: folder, database: database.connectionString };
    await database.handle.pool.query(`
      CREATE SCHEMA crm;
      CREATE TABLE crm.deal (id text, contact_id text, created_at timestamptz, closed_at timestamptz, won boolean);
      CREATE TABLE crm.outcome (contact_id text, kind text, occurred_at timestamptz);
      INSERT INTO crm.outcome VALUES ('1', 'demo request', '2024-02-01Z'), ('1', 'subscription cancelled', '2024-05-01Z'),
        ('2', 'deal won', '2024-02-01Z'), ('2', 'demo request', '2024-02-01Z');`);
  });

  beforeEach(async () => {
    for (const file of await readdir(folder)) await rm(join(folder, file), { recursive: true });
  });

  afterAll(async () => {
    await Promise.all([database.drop(), rm(folder, { recursive: true, force: true })]);
  });

  const path = () => join(folder, 'handraise.config.ts');
  const programs = async () => {
    // Node imports a file once.
    const copy = join(folder, `copy-${Math.random()}.ts`);
    await writeFile(copy, await readFile(path(), 'utf8'));
    const environment = { databaseUrl: undefined, libpq: {}, noColor: true, forceColor: false };
    return (await loadConfig({ cwd: folder, environment, flags: { config: copy } })).config.programs;
  };

  test.each(programTemplates)('makes a valid configuration of $name', async (template) => {
    await writeFile(path(), newConfig(programText(template, { kind: null })).replace("'handraise'", `'${index}'`));
    expect(Object.keys(await programs())).toEqual([template.name]);
  });

  test('writes a new configuration where there is none', async () => {
    expect(await handraise(['init', '--program', 'expansion', '--outcome', 'renewal'], at)).toMatchObject({ code: 0 });
    expect(await readFile(path(), 'utf8')).toBe(
      newConfig(programText(templateNamed('expansion')!, { kind: 'renewal' })),
    );
  });

  test('adds the program to the one there is, and changes nothing else', async () => {
    await writeFile(path(), mapped);
    const { code, stdout } = await handraise(['init', '--program', 'churn', '--json'], at);
    expect({ code, ...JSON.parse(stdout) }).toMatchObject({ code: 0, kind: 'subscription cancelled', written: true });
    const text = await readFile(path(), 'utf8');
    const [before, after] = mapped.split('    default:');
    expect(text.startsWith(before!)).toBe(true);
    expect(text.endsWith(`    default:${after}`)).toBe(true);
    expect((await programs()).churn).toMatchObject({
      outcome: { kind: 'subscription cancelled', recordedSince: '2024-01-15' },
      eligibility: { customers: { are: 'current', forDays: 365 }, openOpportunity: 'keep' },
    });
    const again = await handraise(['init', '--program', 'churn'], at);
    expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining('has a program churn already') });
  });

  test('asks where several kinds would do, and takes the one that is named', async () => {
    // As `handraise demo` writes it.
    const quoted = mapped.replace('  programs:', '  "programs":');
    await writeFile(path(), quoted);
    const refused = await handraise(['init', '--program', 'new-business'], at);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('several kinds of outcomes would do for new-business: "demo request", "deal won"');
    expect(refused.stderr).toContain("--outcome 'demo request'");
    expect(await readFile(path(), 'utf8')).toBe(quoted);
    expect(await handraise(['init', '--program', 'new-business', '--outcome', 'deal won'], at)).toMatchObject({
      code: 0,
    });
    expect((await programs())['new-business']?.outcome.kind).toBe('deal won');
  });

  test('prints the program where the file does not show where it belongs', async () => {
    const other =
      "const programs = { default: { horizonDays: 60, cutoffs: { every: 'month' } } };\nexport default { source: { outcome: { table: 'crm.outcome' }, opportunity: { table: 'crm.deal' } }, programs };\n";
    await writeFile(path(), other);
    const { code, stdout } = await handraise(['init', '--program', 'churn'], at);
    expect(code).toBe(0);
    expect(stdout).toContain('so nothing is written');
    expect(stdout).toContain('      horizonDays: 90,');
    expect(await readFile(path(), 'utf8')).toBe(other);
    expect(await readdir(folder)).toEqual(['handraise.config.ts']);
  });

  test.each([
    [
      'a kind there is not',
      ['--program', 'churn', '--outcome', 'moved'],
      /no outcome is of the kind "moved".*"demo request"/,
    ],
    ['a template there is not', ['--program', 'upsell'], /new-business, expansion, win-back, churn/],
    ['a preset beside it', ['--program', 'churn', '--preset', 'odoo'], /do not go together/],
    ['an outcome without it', ['--outcome', 'won'], /--outcome goes with --program/],
  ])('refuses %s in one line', async (_what, args, line) => {
    await writeFile(path(), mapped);
    const { code, stderr } = await handraise(['init', ...args], at);
    expect(code).toBe(2);
    expect(stderr).toMatch(line);
    expect(await readFile(path(), 'utf8')).toBe(mapped);
  });

  test('refuses a question about customers where nothing says that a deal was won, in the program too', async () => {
    const query = "SELECT '1' AS id, '1' AS contact_id, '2024-01-01Z'::timestamptz AS created_at";
    const without = mapped.replace("{ table: 'crm.deal' }", `{ query: "${query}" }`);
    await writeFile(path(), without);
    const refused = await handraise(['init', '--program', 'churn'], at);
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('opportunity has no won') });
    await writeFile(
      path(),
      without.replace('horizonDays: 60,', "horizonDays: 60, eligibility: { customers: { are: 'none' } },"),
    );
    const outcome = await handraise(['outcome'], at);
    expect(outcome).toMatchObject({ code: 2, stderr: expect.stringContaining('source.opportunity.columns.won') });
  });
});
