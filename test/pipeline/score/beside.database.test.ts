import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoEnd } from '../../../src/demo/company.ts';
import { demoConfig } from '../../../src/demo/config.ts';
import { type OpenWorkbench, openWorkbench, type RankedAccount, type RankedContact } from '../../../src/index.ts';
import { momentumOf } from '../../../src/qualification/activity/momentum.ts';
import { microsecondsPerDay, timestampText } from '../../../src/time/instant.ts';
import { ownServedCompany, quickProgram } from '../../demo/sharedCompanies.ts';

describe('what stands beside the probabilities of a scoring', () => {
  let company: Awaited<ReturnType<typeof ownServedCompany>>;
  let workbench: OpenWorkbench;
  let before: readonly RankedContact[];
  let contacts: readonly RankedContact[];
  let accounts: readonly RankedAccount[];

  beforeAll(async () => {
    company = await ownServedCompany();
    const { folder, database } = company;
    const never = { students: { titleWords: ['student*', 'werkstudent*', 'working student', 'intern'] } };
    const config = {
      ...demoConfig,
      asOf: new Date(demoEnd / 1000).toISOString(),
      programs: { demo: { ...quickProgram, profile: { never } } },
    };
    await writeFile(join(folder, 'handraise.config.ts'), `export default ${JSON.stringify(config)};\n`);
    workbench = await openWorkbench({ cwd: folder, database: database.connectionString });
    const program = workbench.program();
    before = await program.candidates();
    await program.icp();
    await program.score();
    [contacts, accounts] = await Promise.all([program.candidates(), program.accounts()]);
  }, 240_000);

  afterAll(async () => {
    await workbench?.close();
    await company.drop();
  });

  test('neither profile nor exclusion changes a rank or a probability, and the program is the one the model was trained for', () => {
    const figures = (rows: readonly RankedContact[]) =>
      rows.map(({ rank, contactId, probability, score, margin }) => ({ rank, contactId, probability, score, margin }));
    expect(figures(contacts)).toEqual(figures(before));
  });

  test('everybody has a fit and a cell of the grid, and few kinds of people have many of either', () => {
    const cells = new Set(contacts.map(({ standing }) => standing.grid));
    expect(
      contacts.every(
        ({ standing: { fit, grid } }) => fit !== null && fit >= 0 && fit <= 100 && /^[A-D][1-4]$/.test(grid!),
      ),
    ).toBe(true);
    expect(cells.size).toBeGreaterThan(6);
  });

  test('firm exclusions keep people off the list with their name', () => {
    const students = contacts.filter(({ title }) => /student|intern\b/i.test(title ?? ''));
    expect(students.length).toBeGreaterThan(0);
    for (const { contactId, title, standing } of contacts)
      expect([contactId, standing.heldBy.map((held) => held.kind === 'exclusion' && held.rule)]).toEqual([
        contactId,
        /student|intern\b/i.test(title ?? '') ? ['students'] : [],
      ]);
  });

  test('the activity of accounts is that of a statement of its own, and the momentum follows from it', async () => {
    const end = demoEnd;
    const day = (days: number) => `'${timestampText(end - days * microsecondsPerDay)}'::timestamptz`;
    const week = (n: number) =>
      `count(*) FILTER (WHERE a.happened_at >= ${day(7 * n + 7)} AND a.happened_at < ${day(7 * n)})::int`;
    const people = (days: number) => `count(DISTINCT a.person_id) FILTER (WHERE a.happened_at >= ${day(days)})::int`;
    const { rows } = await company.database.handle.pool.query(
      `SELECT p.company_id AS id, ARRAY[${[0, 1, 2, 3].map(week).join(', ')}] AS weeks, ${people(7)} AS w, ${people(90)} AS q
       FROM handraise_demo.people p LEFT JOIN (
         SELECT DISTINCT ON (person_id, activity_id) * FROM handraise_demo.activities WHERE loaded_at < ${day(0)} AND happened_at < ${day(0)}
         ORDER BY person_id, activity_id, greatest(happened_at, loaded_at)
       ) a ON a.person_id = p.person_id
       GROUP BY 1`,
    );
    const told = new Map(rows.map(({ id, weeks, w, q }) => [id, { weeks, peopleOfWeek: w, peopleOfQuarter: q }]));
    expect(accounts.length).toBeGreaterThan(100);
    for (const { accountId, activity, momentum } of accounts) {
      expect([accountId, activity]).toEqual([accountId, told.get(accountId)]);
      const [now, ...earlier] = activity!.weeks;
      expect(momentum).toBe(
        momentumOf(
          now,
          earlier.reduce((sum, count) => sum + count, 0),
        ),
      );
    }
    expect(new Set(accounts.map(({ momentum }) => momentum)).size).toBe(5);
  });

  test('each account says whom it has, and nobody twice', () => {
    const groups = accounts.flatMap(({ buyingGroup }) => (buyingGroup ? [buyingGroup] : []));
    expect(groups.length).toBeGreaterThan(100);
    for (const { engaged, silent, missing } of groups) {
      const all = [engaged, silent, missing].flatMap(({ departments }) => departments);
      expect(new Set(all).size).toBe(all.length);
    }
    expect(groups.some(({ missing }) => missing.departments.length + missing.seniorities.length > 0)).toBe(true);
  });
});
