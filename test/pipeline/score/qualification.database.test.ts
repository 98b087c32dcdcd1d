import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoConfig } from '../../../src/demo/config.ts';
import { loadDemoCompany } from '../../../src/demo/load.ts';
import { handraise } from '../../cli/handraise.ts';
import { temporaryFolder } from '../../database/temporaryFolder.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testDatabase.ts';

const asOf = '2026-07-01';

const qualification = {
  framework: 'BANT',
  criteria: {
    budget: {
      meaning: 'has money for it',
      evidence: [
        { answer: 'budget', met: ['yes'], notMet: ['no'], holdsDays: 90 },
        { note: { met: ['budget approved'], notMet: ['no budget'] } },
      ],
    },
    authority: { evidence: [{ answer: 'decides', met: ['me', 'my team'], notMet: 'otherwise' }] },
  },
  required: ['budget'],
};
const survey = {
  questions: {
    budget: { text: 'Is there a budget this year?', incentive: 'a voucher' },
    decides: { text: 'Who decides?', priority: 1 },
  },
};

describe('what stands beside the probabilities of a scoring', () => {
  let database: TestDatabase;
  let folder: string;
  let plain: { contentHash: string; qualification: unknown };
  let before: readonly { contact_id: string; rank: number; probability: number }[];

  const rowsOf = async (statement: string) => (await database.handle.pool.query(statement)).rows;
  const run = (args: readonly string[]) => handraise(args, { cwd: folder, database: database.connectionString });
  const score = async () => {
    const scored = await run(['score', '--json']);
    expect({ code: scored.code, stderr: scored.stderr }).toMatchObject({ code: 0 });
    return JSON.parse(scored.stdout);
  };
  const importRows = async (entity: string, header: string, rows: readonly string[]) => {
    const file = join(folder, `${entity}.csv`);
    await writeFile(file, [header, ...rows.map((row) => row.replace(/(\d{4}-\d\d-\d\d)/, '$1T00:00:00Z'))].join('\n'));
    const imported = await run(['import', entity, file, '--json']);
    expect(JSON.parse(imported.stdout)).toMatchObject({ loaded: rows.length, rejected: 0 });
  };
  const configure = (further: object) => {
    const programs = { demo: { ...demoConfig.programs.demo, ...further } };
    return writeFile(
      join(folder, 'handraise.config.ts'),
      `export default ${JSON.stringify({ ...demoConfig, asOf, programs })};`,
    );
  };
  const listed = () =>
    rowsOf('SELECT contact_id, rank, probability, score, tier, reasons FROM handraise.candidate ORDER BY rank');

  beforeAll(async () => {
    [database, folder] = await Promise.all([createTestDatabase(), temporaryFolder()]);
    await loadDemoCompany(database.handle, { contacts: 800, seed: 3, horizonDays: 60 });
    await configure({});
    const trained = await run(['train', '--json']);
    expect({ code: trained.code, stderr: trained.stderr }).toMatchObject({ code: 0 });
    await run(['models', 'promote', JSON.parse(trained.stdout).modelId, '--override', 'a test']);
    plain = await score();
    before = await listed();
  }, 180_000);

  afterAll(() => Promise.all([database.drop(), rm(folder, { recursive: true, force: true })]));

  it('is nothing where nothing is configured: everybody is worked by rank', async () => {
    expect(plain.qualification).toBe(null);
    const [others] = await rowsOf(`SELECT count(*)::int AS others FROM handraise.candidate
      WHERE position <> rank OR held_by <> '[]' OR num_nonnulls(stage, fit, grid, override, segment, next_question) > 0`);
    expect(others).toEqual({ others: 0 });
    expect(await rowsOf('SELECT FROM handraise.evidence')).toEqual([]);
  });

  it('tells of each criterion what is known, and holds off the list who lacks a required one', async () => {
    const [yes, no, old, torn, late, vague] = before.map((row) => row.contact_id);
    await importRows('answer', 'contactId,question,answer,answeredAt', [
      `${yes},budget,Yes,2026-06-01`,
      `${yes},decides,the board,2026-06-01`,
      `${no},budget,no,2026-06-01`,
      `${old},budget,yes,2026-01-01`,
      `${torn},budget,yes,2026-06-01`,
      `${late},budget,yes,2026-07-01`,
      `${vague},budget,ask again,2026-06-01`,
      'nobody,budget,yes,2026-06-01',
    ]);
    await importRows('note', 'id,contactId,text,writtenAt,by', [
      `n1,${torn},Called: there is no budget.,2026-06-15,Ada`,
    ]);
    await configure({ qualification, survey });
    const { qualification: said, contentHash } = await score();
    expect(contentHash).not.toBe(plain.contentHash);
    expect(await listed()).toEqual(before);
    const count = before.length;
    expect(said.list).toMatchObject({
      considered: count,
      kept: 1,
      excluded: { 'budget not met': 1, 'budget contradicted': 1, 'budget unknown': count - 3 },
      heldByCriterion: { budget: count - 1 },
    });
    expect(said.list.criteria[0]).toEqual({
      ...{ criterion: 'budget', required: true, met: 1, notMet: 1, contradicted: 1, unknown: count - 3 },
    });
    expect(said.anomalies).toEqual({
      'answers in the future': 1,
      'answers of unknown contacts': 1,
      'answers to budget of which no rule knows what they say': 1,
    });
    const evidence = await rowsOf(`SELECT contact_id, state, met, value, source, dated::text, expires::text, age_days,
        required, place, jsonb_array_length(pieces) AS pieces
      FROM handraise.evidence JOIN handraise.candidate USING (program, contact_id)
      WHERE criterion = 'budget' ORDER BY rank LIMIT 6`);
    const june = {
      source: 'answer:budget',
      dated: '2026-06-01 00:00:00+00',
      expires: '2026-08-30 00:00:00+00',
      age_days: 30,
    };
    const none = { met: null, value: null, source: null, dated: null, expires: null, age_days: null, pieces: 0 };
    const note = { source: 'note', dated: '2026-06-15 00:00:00+00', expires: null, age_days: 16, pieces: 2 };
    const past = { dated: '2026-01-01 00:00:00+00', expires: '2026-04-01 00:00:00+00', age_days: 181 };
    const expected = [
      { state: 'known', met: true, value: 'Yes', ...june, pieces: 1 },
      { state: 'known', met: false, value: 'no', ...june, pieces: 1 },
      { state: 'unknown', met: null, value: 'yes', ...june, ...past, pieces: 1 },
      { state: 'contradicted', met: null, value: 'Called: there is no budget.', ...note },
      { state: 'unknown', ...none },
      { state: 'unknown', met: null, value: 'ask again', ...june, pieces: 1 },
    ];
    expect(evidence).toEqual(
      expected.map((row, i) => ({ contact_id: before[i]!.contact_id, required: true, place: 1, ...row })),
    );
    const [all] = await rowsOf('SELECT count(*)::int AS rows FROM handraise.evidence');
    expect(all).toEqual({ rows: 4 * count });
    expect(JSON.parse((await run(['capacity', '--per-week', '40', '--json'])).stdout)).toMatchObject({
      ...{ contacts: 1, asked: { taken: 1, cut: before[0]!.probability } },
    });
    const explained = await run(['explain', torn!]);
    expect(explained.stdout).toContain('held off the list: sources contradict each other about budget');
    expect(explained.stdout).toMatch(
      /has money for it \(required\) +contradicted +"Called: there is no budget\." \(note, 15\sJune\s2026\); "yes"/,
    );
    const standing =
      await rowsOf(`SELECT position, held_by, next_question ->> 'question' AS next FROM handraise.candidate
      ORDER BY rank LIMIT 3`);
    const lacks = (state: string) => [{ kind: 'criterion', criterion: 'budget', state }];
    expect(standing).toEqual([
      { position: 1, held_by: [], next: null },
      { position: null, held_by: lacks('not met'), next: 'decides' },
      { position: null, held_by: lacks('unknown'), next: 'budget' },
    ]);
    const ledger =
      await rowsOf(`SELECT sum(rows)::int AS rows FROM handraise.ledger JOIN handraise.published USING (program, run_id)
      WHERE stage = 'list'`);
    expect(ledger).toEqual([{ rows: count }]);
  }, 120_000);

  it('puts everybody into the first segment whose rule holds', async () => {
    const segments = [
      { name: 'ask', nurture: 'the survey', when: { tier: ['A', 'B'], lacks: ['budget'] } },
      { name: 'known', title: 'Budget is known', nurture: 'a call', when: { met: ['budget'] } },
      { name: 'cold', nurture: 'the newsletter', when: { probability: { below: 0.02 } } },
    ];
    await configure({ qualification: { ...qualification, required: [] }, survey, segments });
    const { qualification: said } = await score();
    expect(await listed()).toEqual(before);
    const rows = await rowsOf(`SELECT c.segment, c.tier, c.probability, e.met FROM handraise.candidate c
      JOIN handraise.evidence e USING (program, contact_id) WHERE criterion = 'budget'`);
    const expected = rows.map(({ tier, probability, met }) =>
      'AB'.includes(tier) && met !== true ? 'ask' : met === true ? 'known' : probability < 0.02 ? 'cold' : null,
    );
    expect(rows.map(({ segment }) => segment)).toEqual(expected);
    const count = (name: string) => expected.filter((segment) => segment === name).length;
    expect(count('ask')).toBeGreaterThan(10);
    expect(said.list.segments).toEqual(
      segments.map(({ name, nurture }) => ({ segment: name, nurture, contacts: count(name) })),
    );
    const published = await rowsOf(`SELECT segment, place, title, nurture, contacts FROM handraise.segment
      JOIN handraise.published USING (program, run_id) ORDER BY place`);
    expect(published).toEqual(
      segments.map(({ name, title = name, nurture }, i) => ({
        ...{ segment: name, place: i + 1, title, nurture, contacts: count(name) },
      })),
    );
    await configure({ segments: [{ name: 'fits', nurture: 'b', when: { grid: ['A1'] } }] });
    expect(await run(['score'])).toMatchObject({ code: 2, stderr: expect.stringContaining('handraise icp demo') });
    await configure({ segments: [{ name: 'a', nurture: 'b', when: { met: ['budget'] } }] });
    expect(await run(['score'])).toMatchObject({ code: 2, stderr: expect.stringContaining('budget is no criterion') });
  }, 120_000);

  it('publishes nothing where nobody would be left to work, and says what was never heard of', async () => {
    const [published] = await rowsOf('SELECT run_id FROM handraise.published');
    const need = { evidence: [{ answer: 'needs', met: ['yes'] }] };
    const criteria = { ...qualification.criteria, need };
    await configure({ qualification: { ...qualification, criteria, required: ['need'] } });
    const blocked = await run(['score']);
    expect(blocked).toMatchObject({
      code: 9,
      stderr: expect.stringContaining(`all ${before.length} contacts of program demo would be held off the list`),
    });
    expect(await rowsOf('SELECT run_id FROM handraise.published')).toEqual([published]);
    await configure({ qualification: { ...qualification, criteria, required: [] } });
    const { remarks } = await score();
    expect(remarks).toMatchObject([{ code: 'H619', figures: { sources: ['answer:needs'] } }]);
  }, 120_000);

  it('shows what people decided, and moves nobody’s rank or probability', async () => {
    const last = before.at(-1)!.contact_id;
    const [first, second] = before.map((row) => row.contact_id);
    await configure({});
    const overridden = await run(['override', last, 'up', '--reason', 'met at the fair', '--until', '2026-09-30']);
    expect(overridden).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('is worked before all others until 2026-09-30'),
    });
    expect(await run(['override', first!, 'down', '--reason', 'on holiday'])).toMatchObject({ code: 0 });
    expect(await run(['override', second!, 'never', '--reason', 'own staff'])).toMatchObject({ code: 0 });
    const { qualification: said } = await score();
    expect(said.list).toMatchObject({
      kept: before.length - 1,
      excluded: { 'a person said never': 1 },
      overridden: { up: 1, down: 1, never: 1 },
    });
    expect(await listed()).toEqual(before);
    const worked = await rowsOf(
      'SELECT contact_id, override FROM handraise.candidate WHERE position IS NOT NULL ORDER BY position',
    );
    expect(worked.map((row) => row.contact_id)).toEqual([
      ...[last, ...before.slice(2, -1).map((row) => row.contact_id), first],
    ]);
    expect(worked[0].override).toMatchObject({
      ...{ direction: 'up', reason: 'met at the fair', since: '2026-07-01T00:00:00.000000Z' },
      until: '2026-09-30T00:00:00.000000Z',
    });
    const explained = await run(['explain', last, '--json']);
    expect(JSON.parse(explained.stdout).contact.standing).toMatchObject({
      position: 1,
      override: { until: '2026-09-30T00:00:00Z' },
    });
  }, 120_000);

  it('takes back what people decided, and forgets none of it', async () => {
    for (const { contact_id } of [before[0]!, before[1]!, before.at(-1)!])
      expect(await run(['override', contact_id, 'none', '--reason', 'over'])).toMatchObject({ code: 0 });
    const { contentHash } = await score();
    expect(contentHash).toBe(plain.contentHash);
    expect(await rowsOf('SELECT count(*)::int AS decisions FROM handraise.override')).toEqual([{ decisions: 6 }]);
    await expect(rowsOf("UPDATE handraise.override SET reason = 'other'")).rejects.toThrow('only ever added to');
  }, 120_000);

  it.each([
    ['a direction there is not', ['override', '1', 'sideways', '--reason', 'x'], 2, 'say one of up, down, never, none'],
    ['a contact that the CRM has not', ['override', 'nobody', 'up', '--reason', 'x'], 3, 'no contact "nobody"'],
    [
      'an end in the past',
      ['override', '1', 'up', '--reason', 'x', '--until', '2026-07-01'],
      2,
      'would end before it begins',
    ],
    ['no reason', ['override', '1', 'up', '--reason', ' '], 2, 'needs a reason'],
  ])('refuses %s', async (_, args, code, message) => {
    const refused = await run(args);
    expect(refused).toMatchObject({ code, stderr: expect.stringContaining(message) });
  });

  it('refuses events of machines as evidence', async () => {
    const machine = { opens: ['email_open'], clicks: [] };
    const event = { ...demoConfig.source.event, machine };
    const criteria = { need: { evidence: [{ event: 'email_open', holdsDays: 30 }] } };
    const programs = { demo: { ...demoConfig.programs.demo, qualification: { framework: 'BANT', criteria } } };
    const config = { ...demoConfig, source: { ...demoConfig.source, event }, programs };
    await writeFile(join(folder, 'handraise.config.ts'), `export default ${JSON.stringify(config)};`);
    expect(await run(['score'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('may be caused by machines'),
    });
  });
});
