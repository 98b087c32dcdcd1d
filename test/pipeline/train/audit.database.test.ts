import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoConfig } from '../../../src/demo/config.ts';
import { loadDemoCompany } from '../../../src/demo/load.ts';
import type { AuditFinding } from '../../../src/features/feature.ts';
import type { NoticeFigures } from '../../../src/notice/catalogue.ts';
import type { AuditResult } from '../../../src/pipeline/train/audit.ts';
import { handraise } from '../../cli/handraise.ts';
import { temporaryFolder } from '../../database/temporaryFolder.ts';
import { createTestDatabase } from '../../database/testDatabase.ts';

const why = 'the notes carry dates of their own in our CRM';

describe('handraise audit', () => {
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  let folder: string;
  let at: { cwd: string; database: string };
  let result: AuditResult;

  /** A small demo company, audited as at its end by a program that keeps the given features. */
  async function configure(keep?: Readonly<Record<string, string>>): Promise<void> {
    // With so few conversions the model, which nobody looks at, is soon made.
    const minimum = { trainPositives: 1_000_000 };
    const program = { ...demoConfig.programs.demo, minimum, ...(keep ? { audit: { keep } } : {}) };
    const config = { ...demoConfig, programs: { demo: program } };
    await writeFile(join(folder, 'handraise.config.ts'), `export default ${JSON.stringify(config)};`);
  }

  beforeAll(async () => {
    [database, folder] = await Promise.all([createTestDatabase(), temporaryFolder()]);
    at = { cwd: folder, database: database.connectionString };
    await loadDemoCompany(database.handle, { contacts: 1500, seed: 1, horizonDays: 60 });
  }, 60_000);

  afterAll(async () => {
    await Promise.all([database.drop(), rm(folder, { recursive: true, force: true })]);
  });

  const of = (feature: string) => result.findings.find((finding) => finding.feature === feature)!;

  it('finds the planted leaks without fitting or writing anything', async () => {
    await configure();
    const finished = await handraise(['audit', '--as-of', '2026-07-01', '--json'], at);
    expect(finished).toMatchObject({ code: 0 });
    result = JSON.parse(finished.stdout);
    const { findings } = result;
    expect(result.rowsNow).toBeGreaterThan(500);
    expect(result.trainingRows).toBeGreaterThan(result.trainingPositives);
    const excluded = findings.filter(({ verdict }) => verdict === 'excluded').map(({ feature }) => feature);
    expect(excluded.sort()).toEqual(['contact:budget_noted', 'contact:lead_status', 'contact:lifecycleStage']);
    expect(findings.slice(0, 3).every(({ verdict }) => verdict === 'excluded')).toBe(true);
    expect(of('tenure:contact').psi).toBeGreaterThan(0);
    const { rows } = await database.handle.pool.query('SELECT count(*)::int AS runs FROM handraise.run');
    expect(rows[0].runs).toBe(0);
  }, 60_000);

  it('names a change after its outcome that the tables really hold', async () => {
    const [reason] = of('contact:lead_status').reasons;
    const { example } = reason!.figures as NoticeFigures['follows-outcomes'];
    expect(example).toMatchObject({ entity: 'contact', attribute: 'lead_status', value: 'in talks' });
    const { rows } = await database.handle.pool.query(
      `SELECT FROM handraise_demo.property_history h JOIN handraise_demo.demo_requests r USING (person_id)
        WHERE h.value = 'in talks' AND h.changed >= r.requested_at AND (h.changed AT TIME ZONE 'UTC')::date = $1`,
      [example!.on],
    );
    expect(rows.length).toBeGreaterThan(0);
  }, 60_000);

  it('prints a table, the gravest findings first', async () => {
    const { code, stdout } = await handraise(['audit', '--as-of', '2026-07-01'], at);
    expect(code).toBe(0);
    const lines = stdout.split('\n');
    const header = lines.findIndex((line) => line.startsWith('verdict'));
    expect(lines[header]).toMatch(/feature +known by +missing +PSI +AUC +association +missing AUC/);
    const verdicts = lines.slice(header + 1, lines.indexOf('', header)).map((line) => line.split(' ')[0]!);
    const rank = ['excluded', 'warned', 'kept'];
    expect(verdicts).toEqual(verdicts.toSorted((a, b) => rank.indexOf(a) - rank.indexOf(b)));
    expect(stdout).toMatch(/^✗ contact:budget_noted: /m);
    expect(stdout).toMatch(/3 excluded, \d+ kept with a warning, \d+ kept\s*$/);
  }, 60_000);

  it('ends with 2 and names what is near when a feature to keep is none', async () => {
    await configure({ 'contact:budget_notd': why });
    const { code, stderr } = await handraise(['audit', '--as-of', '2026-07-01'], at);
    expect(code).toBe(2);
    expect(stderr).toContain('programs.demo.audit.keep');
    expect(stderr).toContain('contact:budget_noted');
  }, 60_000);

  it('what a program keeps is in the model, in its description and in its report, with the reason', async () => {
    await configure({ 'contact:budget_noted': why });
    const trained = await handraise(['train', '--as-of', '2026-07-01', '--json'], at);
    expect(trained).toMatchObject({ code: 0 });
    const { modelId, path, report } = JSON.parse(trained.stdout);
    const { artefact } = JSON.parse(await readFile(path, 'utf8'));
    expect(artefact.features.map(({ name }: { name: string }) => name)).toContain('contact:budget_noted');
    const finding = artefact.result.audit.find(({ feature }: AuditFinding) => feature === 'contact:budget_noted');
    expect(finding).toMatchObject({ verdict: 'warned', override: why });
    const shown = await handraise(['models', 'show', modelId], at);
    expect(shown.stdout).toMatch(new RegExp(`contact:budget_noted is used: .*${why}`));
    const html = await readFile(report, 'utf8');
    expect(html).toContain(why);
    expect(html).toContain('1 feature it would have excluded is used anyway');
  }, 120_000);

  it('leaves out whatever is made of accounts that contacts have because they converted', async () => {
    const query = `SELECT *, CASE WHEN person_id IN (SELECT person_id FROM handraise_demo.demo_requests) OR person_id % 14 = 0
      THEN company_id END AS known_company FROM handraise_demo.people`;
    const { table: _, columns, ...rest } = demoConfig.source.contact;
    const contact = { ...rest, query, columns: { ...columns, accountId: 'known_company' } };
    const config = { ...demoConfig, source: { ...demoConfig.source, contact } };
    await writeFile(join(folder, 'handraise.config.ts'), `export default ${JSON.stringify(config)};`);
    const finished = await handraise(['audit', '--as-of', '2026-07-01', '--json'], at);
    expect(finished).toMatchObject({ code: 0 });
    const { findings } = JSON.parse(finished.stdout) as AuditResult;
    const told = findings.filter(({ reasons }) => reasons.some(({ kind }) => kind === 'account-follows-outcome'));
    expect(told.every(({ verdict }) => verdict === 'excluded')).toBe(true);
    const names = told.map(({ feature }) => feature);
    for (const name of [
      'account:industry',
      'tenure:account',
      'size:account',
      'region:account',
      'opportunity:won:recency',
    ])
      expect(names).toContain(name);
    expect(names.filter((name) => name.startsWith('colleagues:')).length).toBeGreaterThan(2);
    expect(names).not.toContain('tenure:contact');
  }, 60_000);
});
