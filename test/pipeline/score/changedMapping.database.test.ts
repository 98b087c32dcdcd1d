import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConfigInput } from '../../../src/config/schema.ts';
import { demoEnd } from '../../../src/demo/company.ts';
import { demoConfig } from '../../../src/demo/config.ts';
import { canonicalJson } from '../../../src/numeric/canonicalJson.ts';
import { sha256Hex } from '../../../src/numeric/hash.ts';
import { runScoring } from '../../../src/pipeline/score/score.ts';
import { prepareWorkbench } from '../../../src/workbench/prepareWorkbench.ts';
import { handraise } from '../../cli/handraise.ts';
import { temporaryFolder } from '../../database/temporaryFolder.ts';
import type { TestDatabase } from '../../database/testDatabase.ts';
import { companyDatabase, quickProgram } from '../../demo/sharedCompanies.ts';

type Source = NonNullable<ConfigInput['source']>;
type Change = (source: Source) => Source;

const machine = { sends: ['fair_visit', 'chat_started'], opens: ['email_open'], clicks: ['email_click'] };
const events =
  "SELECT *,\n  happened_at AS seen_at, 1 AS always, CASE activity_id % 3 WHEN 0 THEN 'guide' ELSE 'case' END AS content FROM handraise_demo.activities";

/** What the champion is trained with. */
const trainedWith: Source = {
  ...demoConfig.source,
  event: { ...demoConfig.source.event, table: undefined, query: events, properties: { content: {} }, machine },
};

const ofEvents =
  (change: Partial<NonNullable<Source['event']>>): Change =>
  (source) => ({ ...source, event: { ...source.event, ...change } });
const ofColumns = (change: Readonly<Record<string, string>>): Change =>
  ofEvents({ columns: { ...demoConfig.source.event.columns, ...change } });
const ofAccounts =
  (change: Partial<NonNullable<Source['account']>>): Change =>
  (source) => ({ ...source, account: { ...source.account, ...change } });

/** What is changed of the mapping → the part that is refused, null where it is scored. */
const table: readonly (readonly [what: string, change: Change, refused: string | null])[] = [
  ['nothing', (source) => source, null],
  ['machines are declared no more', ofEvents({ machine: undefined }), 'event.machine'],
  ['machines are kept', ofEvents({ machine: { ...machine, keep: true } }), 'event.machine'],
  ['one kind less is judged', ofEvents({ machine: { ...machine, clicks: [] } }), 'event.machine'],
  ['links are told apart', ofEvents({ machine: { ...machine, link: { column: 'content' } } }), 'event.machine'],
  ['the same in another order', ofEvents({ machine: { ...machine, sends: machine.sends.toReversed() } }), null],
  ['another query', ofEvents({ query: `${events} WHERE minutes IS NULL OR minutes > 0` }), 'event.query'],
  ['the query indented otherwise', ofEvents({ query: events.replace('\n  ', '\n\n      ') }), null],
  ['the table in place of the query', ofEvents({ query: undefined, table: 'handraise_demo.seen' }), 'event.query'],
  ['another instant', ofColumns({ occurredAt: 'seen_at' }), 'event.columns.occurredAt'],
  ['known when it happened', ofColumns({ ingestedAt: 'seen_at' }), 'event.columns.ingestedAt'],
  ['values of another column', ofColumns({ value: 'always' }), 'event.columns.value'],
  ['another property', ofEvents({ properties: { content: { column: 'activity' } } }), 'event.properties.content'],
  ['one property more', ofEvents({ properties: { content: {}, what: { column: 'activity' } } }), null],
  ['what a property is called', ofEvents({ properties: { content: { meaning: 'material' } } }), null],
  ['a zone that no column needs', ofEvents({ zone: 'Europe/Berlin' }), null],
  [
    'an attribute of another column',
    ofAccounts({
      attributes: {
        ...demoConfig.source.account.attributes,
        industry: { column: 'country', type: 'category', availability: 'stable' },
      },
    }),
    'account.attributes.industry',
  ],
  [
    'an attribute that no feature is made of',
    (source) => ({
      ...source,
      contact: {
        ...source.contact,
        attributes: {
          ...demoConfig.source.contact.attributes,
          lead_status: { column: 'source', type: 'category', availability: 'stable' },
        },
      },
    }),
    null,
  ],
  ['names for the page', ofAccounts({ columns: { ...demoConfig.source.account.columns, name: 'industry' } }), null],
  [
    'fewer outcomes',
    (source) => ({
      ...source,
      outcome: { ...source.outcome, query: `${demoConfig.source.outcome.query} WHERE person_id > 0` },
    }),
    'outcome.query',
  ],
  [
    'when deals became known',
    (source) => ({
      ...source,
      opportunity: {
        ...source.opportunity,
        columns: { ...demoConfig.source.opportunity.columns, ingestedAt: 'opened' },
      },
    }),
    'opportunity.columns.ingestedAt',
  ],
  ['whom to leave alone', (source) => ({ ...source, suppression: undefined }), null],
];

describe('a mapping that has changed since the champion was trained', () => {
  let database: TestDatabase;
  let folder: string;
  let modelId: string;
  let at: { cwd: string; database: string };

  let written = 0;
  /** Each under a name of its own: what was imported once stays as it was. */
  const configured = async (change?: Change, program?: Readonly<Record<string, unknown>>) => {
    const path = join(folder, `case-${written++}.config.ts`);
    await configure(change, program, path);
    return path;
  };
  const configure = (
    change: Change = (source) => source,
    program: Readonly<Record<string, unknown>> = {},
    path = join(folder, 'handraise.config.ts'),
  ) =>
    writeFile(
      path,
      `export default ${JSON.stringify({
        source: change(trainedWith),
        asOf: new Date(demoEnd / 1000).toISOString(),
        programs: {
          demo: {
            ...quickProgram,
            features: { families: [...quickProgram.features.families, 'touchCount', 'valueSum'] },
            ...program,
          },
        },
      })};\n`,
    );

  beforeAll(async () => {
    [database, folder] = await Promise.all([companyDatabase(), temporaryFolder()]);
    at = { cwd: folder, database: database.connectionString };
    await database.handle.pool.query(`CREATE VIEW handraise_demo.seen AS ${events};
      CREATE VIEW handraise_demo.firms AS SELECT * FROM handraise_demo.companies`);
    await configure();
    const trained = await handraise(['train', '--json'], at);
    expect({ code: trained.code, stderr: trained.stderr }).toMatchObject({ code: 0 });
    ({ modelId } = JSON.parse(trained.stdout));
    await handraise(['models', 'promote', modelId, '--override', 'a test'], at);
  }, 90_000);

  afterAll(() => database.drop());

  /** Scores in this process, which is quicker than by command. */
  async function scored(config: string): Promise<unknown> {
    const prepared = await prepareWorkbench({ ...at, config });
    try {
      return await runScoring(prepared, 'demo', { accept: [{ gate: 'sources', reason: 'a test' }] });
    } finally {
      await prepared.close();
    }
  }

  it.each(table)('%s', async (_, change, refused) => {
    const scoring = scored(await configured(change));
    if (refused === null) return expect(await scoring).toMatchObject({ modelId });
    await expect(scoring).rejects.toMatchObject({
      exitCode: 6,
      message: expect.stringContaining(`source.${refused} `),
      hint: expect.stringContaining('handraise train --promote'),
    });
  });

  it('is refused by command in one line, with exit code 6', async () => {
    await configure(ofEvents({ machine: undefined }));
    const { code, stderr, stdout } = await handraise(['score', '--accept', 'sources=a test'], at);
    expect({ code, stdout }).toEqual({ code: 6, stdout: '' });
    expect(stderr).toContain('source.event.machine ');
  });

  it.each([
    ['horizon', { horizonDays: 90 }],
    ['start of the record', { outcome: { ...quickProgram.outcome, recordedSince: '2024-08-01' } }],
    ['unit', { unit: 'contact' }],
    ['list of kinds left out', { exclude: { eventKinds: ['page_view'] } }],
  ])('is refused for another %s of the program, too', async (_, program) => {
    await expect(scored(await configured(undefined, program))).rejects.toMatchObject({
      exitCode: 6,
      message: expect.stringContaining('program demo has changed'),
    });
  });

  it('that only names another table is scored, and said', async () => {
    await configure(ofAccounts({ table: 'handraise_demo.firms' }));
    const { code, stdout } = await handraise(['score', '--accept', 'sources=a test'], at);
    expect({ code, stdout }).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/source\.account names another table/),
    });
  });

  it('is not found where an older program trained the champion, which is said', async () => {
    const older = join(folder, 'models/demo', `${modelId}.json`);
    const { artefact } = JSON.parse(await readFile(older, 'utf8'));
    const { inputs, ...body } = artefact;
    expect(Object.keys(inputs)).toContain('event.machine');
    const json = canonicalJson({ ...body, schemaVersion: 3 });
    const digits = sha256Hex(json);
    const id = `m-${digits.slice(0, 12)}`;
    await writeFile(join(folder, 'models/demo', `${id}.json`), `{"checksum":"sha256:${digits}","artefact":${json}}\n`);
    await handraise(['doctor', '--repair'], at);
    await handraise(['models', 'promote', id, '--override', 'a test'], at);
    await configure(ofEvents({ machine: undefined }));
    const { code, stdout, stderr } = await handraise(['score', '--accept', 'sources=a test'], at);
    expect({ code, stderr, stdout }).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(`Model ${id} does not record how the tables were read`),
    });
  });
});
