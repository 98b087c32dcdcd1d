import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Slice } from '../../../src/evaluation/slices.ts';
import { handraise } from '../../cli/handraise.ts';
import { ownServedCompany } from '../../demo/sharedCompanies.ts';

type Company = Awaited<ReturnType<typeof ownServedCompany>>;

const ladder = {
  list: [
    { name: 'names' },
    { name: 'ready', says: ['MQL'], enter: { tier: 'B' } },
    { name: 'accepted', enter: 'person' },
    { name: 'in-talks', enter: { deal: true } },
  ],
  wronglyScored: { to: 'names', waitDays: 90 },
};

/** The company's own decisions and touches, in tables as a CRM may have them. */
const source = {
  stageChange: {
    table: 'handraise_demo.moves',
    columns: { contactId: 'person', stage: 'status', changedAt: 'at', reason: 'why', by: 'owner' },
  },
  touch: {
    query: "SELECT person, 'call' AS channel, at FROM handraise_demo.calls",
    columns: { contactId: 'person', occurredAt: 'at' },
  },
};
const serviceLevels = { zone: 'Europe/Berlin', stages: { ready: { hours: 16 } } };

describe('a program with stages', () => {
  let company: Company;
  let config: { readonly source: object; readonly programs: { readonly demo: object } };
  let before: readonly unknown[];

  const rowsOf = async (statement: string) => (await company.database.handle.pool.query(statement)).rows;
  const run = (...args: string[]) =>
    handraise(args, { cwd: company.folder, database: company.database.connectionString });
  const declare = (stages: object) =>
    writeFile(
      join(company.folder, 'handraise.config.ts'),
      `export default ${JSON.stringify({
        ...config,
        source: { ...config.source, ...source },
        programs: { demo: { ...config.programs.demo, stages, serviceLevels } },
      })};\n`,
    );
  const score = async (asOf: string) => {
    const { code, stdout, stderr } = await run('score', '--as-of', asOf, '--json');
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
    return JSON.parse(stdout).qualification.stages;
  };
  const recordOf = (contact: string) =>
    rowsOf(`SELECT number, from_stage, to_stage, cause, reason, actor, run_id IS NULL AS typed
      FROM handraise.stage_transition WHERE contact_id = '${contact}' ORDER BY number`);

  beforeAll(async () => {
    company = await ownServedCompany();
    const written = await readFile(join(company.folder, 'handraise.config.ts'), 'utf8');
    config = JSON.parse(written.replace(/^export default |;\n$/g, ''));
    before = await rowsOf(
      'SELECT contact_id, rank, probability, score, tier, margin FROM handraise.candidate ORDER BY rank',
    );
    await rowsOf(`CREATE TABLE handraise_demo.moves (person bigint, status text, at timestamptz, why text, owner text);
      CREATE TABLE handraise_demo.calls (person bigint, at timestamptz)`);
    await declare(ladder);
  }, 120_000);
  afterAll(() => company?.drop());

  it('moves who fulfils the rules, shows where everybody stands, and changes no probability', async () => {
    const result = await score('2026-07-01');
    const ready = before.filter((row) => ['A', 'B'].includes((row as { tier: string }).tier)).length;
    expect(result.moved).toEqual({ rule: ready });
    expect(result.stages.map(({ stage }: { stage: string }) => stage)).toEqual([
      ...['names', 'ready', 'accepted', 'in-talks', 'recycled', 'disqualified'],
    ]);
    expect(result.stages.reduce((sum: number, { contacts }: { contacts: number }) => sum + contacts, 0)).toBe(2000);
    expect(
      await rowsOf('SELECT contact_id, rank, probability, score, tier, margin FROM handraise.candidate ORDER BY rank'),
    ).toEqual(before);
    expect(
      await rowsOf(`SELECT DISTINCT stage, tier IN ('A', 'B') AS good FROM handraise.candidate ORDER BY stage`),
    ).toEqual([
      { stage: 'names', good: false },
      { stage: 'ready', good: true },
    ]);
    expect(await score('2026-07-01')).toMatchObject({ moved: {} });
  }, 60_000);

  it('lets what people decide win, in the CRM and on the command line, and survive the next scorings', async () => {
    const [first, second, third] = (before as { contact_id: string }[]).map(({ contact_id }) => contact_id);
    await rowsOf(`INSERT INTO handraise_demo.moves VALUES
      (${first}, 'Accepted', '2026-06-30T10:00Z', NULL, 'Ann'),
      (${second}, 'names', '2026-06-30T10:00Z', 'Wrongly scored', NULL),
      (${second}, 'subscriber', '2026-06-29T10:00Z', NULL, NULL)`);
    const typed = await run('stage', third!, 'disqualified', '--reason', 'a student', '--by', 'Bea');
    expect(typed).toMatchObject({
      code: 0,
      stdout: `Contact ${third} moves from ready to disqualified, says Bea. No rule moves it until somebody decides again.\n`,
    });
    const result = await score('2026-07-01');
    expect(result).toMatchObject({ moved: { person: 1, 'wrongly scored': 1 } });
    expect(await recordOf(first!)).toMatchObject([{ to_stage: 'ready' }, { to_stage: 'accepted', actor: 'Ann' }]);
    expect(await recordOf(second!)).toMatchObject([
      { to_stage: 'ready', cause: 'rule', actor: 'rules' },
      { to_stage: 'names', cause: 'wrongly scored', reason: 'Wrongly scored', actor: 'crm', typed: false },
    ]);
    expect(await recordOf(third!)).toMatchObject([
      { number: 1, to_stage: 'ready' },
      { number: 2, from_stage: 'ready', to_stage: 'disqualified', cause: 'person', actor: 'Bea', typed: true },
    ]);
    expect(await score('2026-07-01')).toMatchObject({ moved: {} });
    expect(
      await rowsOf(`SELECT stage, position IS NULL AS held, held_by FROM handraise.candidate
        WHERE contact_id IN ('${first}', '${second}', '${third}') ORDER BY rank`),
    ).toEqual([
      { stage: 'accepted', held: false, held_by: [] },
      { stage: 'names', held: false, held_by: [] },
      { stage: 'disqualified', held: true, held_by: [{ kind: 'stage', stage: 'disqualified' }] },
    ]);
  }, 60_000);

  it('names stages that it does not declare', async () => {
    const id = (before[5] as { contact_id: string }).contact_id;
    await rowsOf(`INSERT INTO handraise_demo.moves VALUES (${id}, 'subscriber', '2026-06-29T10:00Z', NULL, NULL)`);
    expect(await score('2026-07-01')).toMatchObject({ moved: {}, unknown: [{ stage: 'subscriber', changes: 1 }] });
  }, 60_000);

  it('moves nobody as of an instant before the last run, and keeps a record that nobody can change', async () => {
    expect(await score('2026-06-24')).toMatchObject({ moved: null });
    await expect(rowsOf('DELETE FROM handraise.stage_transition')).rejects.toThrow(/only ever added to/);
  }, 60_000);

  it('says which hand-offs are met, due and breached', async () => {
    const ids = (before as { contact_id: string }[]).slice(10, 13).map(({ contact_id }) => contact_id);
    // Wednesday, 24 June, in the morning: two working days are over on Thursday at 17:00 in Berlin.
    for (const id of ids)
      await rowsOf(`INSERT INTO handraise_demo.moves VALUES (${id}, 'names', '2026-06-22T06:00Z', NULL, 'Ann'),
        (${id}, 'MQL', '2026-06-24T06:00Z', NULL, 'Ann')`);
    await rowsOf(
      `INSERT INTO handraise_demo.calls VALUES (${ids[0]}, '2026-06-25T14:59Z'), (${ids[1]}, '2026-06-25T15:01Z')`,
    );
    const { followUp } = await score('2026-07-01');
    const levels =
      await rowsOf(`SELECT contact_id, state, deadline, acted_at IS NOT NULL AS acted FROM handraise.service_level
      WHERE handed_over_at = '2026-06-24T06:00Z' ORDER BY array_position(ARRAY['${ids.join("','")}'], contact_id)`);
    const deadline = new Date('2026-06-25T15:00:00Z');
    expect(levels).toEqual([
      { contact_id: ids[0], state: 'met', deadline, acted: true },
      { contact_id: ids[1], state: 'breached', deadline, acted: true },
      { contact_id: ids[2], state: 'breached', deadline, acted: false },
    ]);
    const states = await rowsOf('SELECT state, count(*)::int AS rows FROM handraise.service_level GROUP BY state');
    for (const { state, rows } of states)
      expect(followUp.reduce((sum: number, counts: Record<string, number>) => sum + counts[state]!, 0)).toBe(rows);
    expect(await run('score')).toMatchObject({ code: 0, stdout: expect.stringMatching(/never acted upon/) });
  }, 60_000);

  it('counts whom sales gave back as wrongly scored as a slice of the evaluation, and takes it for no outcome', async () => {
    const dataOf = async (...args: string[]) => {
      const { code, stdout, stderr } = await run(...args, '--json');
      expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
      return JSON.parse(stdout);
    };
    await declare(ladder);
    const untold = await dataOf('evaluate');
    expect(untold.slices).toEqual([]);
    // Every third person, given back soon after the last of the test dates.
    await rowsOf(`INSERT INTO handraise_demo.moves
      SELECT person_id, 'wrongly scored', '2026-04-20T10:00Z', NULL, 'Ann' FROM handraise_demo.people WHERE person_id % 3 = 0`);
    const told = await dataOf('evaluate');
    expect({ ...told, slices: [] }).toEqual(untold);
    expectCounted(told.slices, told.evaluation);
    expect(told.slices[0].slices.reduce((sum: number, { expected }: Slice) => sum + expected, 0)).toBeCloseTo(
      told.byDate.reduce(
        (sum: number, date: { rows: number; meanPredicted: number }) => sum + date.rows * date.meanPredicted,
        0,
      ),
      6,
    );
    expect(await run('evaluate')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(
        /what sales said within the horizon +snapshots[\s\S]*\ngiven back as wrongly scored +\d/,
      ),
    });
    const { sides, slices } = (await dataOf('train')).findings;
    expectCounted(
      slices,
      sides.find(({ side }: { side: string }) => side === 'test'),
    );
  }, 120_000);

  it.each<[string, string[], string, object]>([
    ['a stage that there is not', ['stage', '1', 'won', '--reason', 'x'], 'is no stage of program demo', ladder],
    [
      'a contact that there is not',
      ['stage', 'nobody', 'ready', '--reason', 'x'],
      'there is no contact "nobody"',
      ladder,
    ],
    ['no reason', ['stage', '1', 'ready', '--reason', ' '], 'no reason is given', ladder],
    [
      'a fit without a profile',
      ['score'],
      'stage ready asks for fit, and the program has no profile',
      { list: [{ name: 'names' }, { name: 'ready', enter: { fit: 60 } }] },
    ],
  ])(
    'refuses %s',
    async (_, args, message, stages) => {
      await declare(stages);
      const [id] = (before as { contact_id: string }[]).map(({ contact_id }) => contact_id);
      const { code, stderr } = await run(...args.map((arg) => (arg === '1' ? id! : arg)));
      expect({ code, stderr }).toMatchObject({
        code: expect.toBeOneOf([2, 3]),
        stderr: expect.stringContaining(message),
      });
    },
    60_000,
  );
});

/** That those given back are counted apart, and that with the others they are all there are. */
function expectCounted(
  slicings: readonly { readonly title: string; readonly slices: readonly Slice[] }[],
  all: { readonly rows: number; readonly positives: number },
): void {
  const { slices } = slicings.find(({ title }) => title === 'what sales said within the horizon')!;
  const back = slices.find(({ name }) => name === 'given back as wrongly scored')!;
  expect(back.rows).toBeGreaterThan(100);
  expect(back.positives).toBeGreaterThan(0);
  expect(slices.reduce((sum, { rows }) => sum + rows, 0)).toBe(all.rows);
  expect(slices.reduce((sum, { positives }) => sum + positives, 0)).toBe(all.positives);
}
