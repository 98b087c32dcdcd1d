import { existsSync } from 'node:fs';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../database/temporaryFolder.ts';
import { createTestDatabase } from '../database/testDatabase.ts';
import { handraise } from './handraise.ts';

const data = join(import.meta.dirname, '../../../shared/data/relax_adopted');
const absent = !existsSync(data);
if (absent) console.warn(`skipping tests on public data: there is none at ${data}`);

/** A broken copy of relax_adopted, by the commands a user would type. */
describe.skipIf(absent)('broken data', () => {
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  let folder: string;
  let at: { cwd: string; database: string };

  beforeAll(async () => {
    [database, folder] = await Promise.all([createTestDatabase(), temporaryFolder()]);
    at = { cwd: folder, database: database.connectionString };
    await cp(join(import.meta.dirname, '../realData/relax'), folder, { recursive: true });
    const good = await readFile(join(data, 'takehome_users.csv'));
    await writeFile(join(folder, 'good.csv'), good);
    const lines = good.toString('latin1').split(/\r?\n/);
    lines[10] = `${lines[10]},one,too,many`;
    lines[20] = lines[20]!.split(',').slice(0, 4).join(',');
    lines[30] = lines[15]!;
    lines[40] = lines[40]!.replace(/,\d\d-\d\d-\d{4}/, ',31-02-2014');
    lines[50] = lines[50]!.replace(/^(\d+),/, '$1\u0000,');
    lines[60] = lines[60]!.replace(/@/, '\u0081@');
    const broken = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(lines.join('\r\n'), 'latin1')]);
    await writeFile(join(folder, 'broken.csv'), broken);
    expect(await handraise(['import', 'contact', 'good.csv'], at)).toMatchObject({ code: 0 });
  }, 60_000);

  afterAll(async () => {
    await Promise.all([database.drop(), rm(folder, { recursive: true, force: true })]);
  });

  const digest = async () =>
    (
      await database.handle.pool.query(
        'SELECT count(*), md5(string_agg(c::text, chr(10) ORDER BY id)) FROM handraise.contact c',
      )
    ).rows;

  it('is named line by line by import, which exits with 3 and loses nothing', async () => {
    const before = await digest();
    const { code, stderr } = await handraise(['import', 'contact', 'broken.csv', '--encoding', 'utf-8'], at);
    expect(code).toBe(3);
    for (const line of [11, 21, 31, 41, 51, 61]) expect(stderr).toContain(String(line));
    expect(await digest()).toEqual(before);
    const rejects = await readFile(join(folder, 'broken.csv.rejects.csv'), 'utf8');
    for (const line of [11, 21, 31, 41, 51, 61]) expect(rejects).toMatch(new RegExp(`^${line},`, 'm'));
  });

  it('loads the rest when asked', async () => {
    const { code, stdout } = await handraise(
      ['import', 'contact', 'broken.csv', '--encoding', 'utf-8', '--skip-bad-rows', '--json'],
      at,
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ read: 12_000, inserted: 0 });
    expect(JSON.parse(stdout).rejected).toBeGreaterThanOrEqual(6);
  });

  it('is named by check, with its effect and its remedy, which exits with 3', async () => {
    await database.handle.pool.query(`
      CREATE TABLE public.people AS SELECT id, account_id, created_at::timestamp AS created_at FROM handraise.contact;
      INSERT INTO public.people SELECT * FROM public.people WHERE id IN ('1', '2');
      INSERT INTO handraise.event (id, contact_id, occurred_at, kind) VALUES ('e1', 'nobody', '2013-01-01Z', 'login');`);
    await writeFile(
      join(folder, 'dirty.config.ts'),
      `export default { source: { contact: { table: 'public.people' }, event: {}, outcome: { table: 'public.absent' } } };`,
    );
    const { code, stdout } = await handraise(['check', '--config', 'dirty.config.ts', '--json'], at);
    expect(code).toBe(3);
    const { problems } = JSON.parse(stdout);
    const found = problems
      .map((problem: { code: string; sentence: string }) => `${problem.code} ${problem.sentence}`)
      .join('\n');
    expect(found).toMatch(/H101 contact: .*without time zone, which names no instant/);
    expect(found).toMatch(/H152 contact: id is the same in more than one row \(2 rows\)/);
    expect(found).toMatch(/H140 event: contactId names no contact/);
    expect(found).toMatch(/H101 outcome: .*absent/);
    for (const problem of problems)
      expect(problem).toMatchObject({ effect: expect.stringMatching(/./), remedy: expect.stringMatching(/./) });
  });
});
