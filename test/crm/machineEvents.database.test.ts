import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ConfigInput, configSchema } from '../../src/config/schema.ts';
import { judgedEvents } from '../../src/crm/machine/machineEvents.ts';
import { linksAtOnce, peopleAtOnce, secondsAfterSend } from '../../src/crm/machine/machineRules.ts';
import { probeSources } from '../../src/crm/source.ts';
import { createTestDatabase, type TestDatabase } from '../database/testDatabase.ts';
import { fc } from '../property/fastCheck.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.handle.pool.query(`
    CREATE SCHEMA mail;
    CREATE TABLE mail.person (id text, email text, created_at timestamptz);
    CREATE TABLE mail.event (id text, contact_id text, occurred_at timestamptz, ingested_at timestamptz, kind text, agent text, details jsonb);
    INSERT INTO mail.person
      SELECT 'p' || i, 'p' || i || '@Big.example', timestamptz '2025-01-01Z' FROM generate_series(1, 9) AS i
      UNION ALL SELECT 'f' || i, 'f' || i || '@gmail.com', timestamptz '2025-01-01Z' FROM generate_series(1, 9) AS i`);
});
afterAll(() => database.drop());

interface More {
  readonly known?: string;
  readonly agent?: string;
  readonly link?: string;
  readonly id?: string;
}
type Event = readonly [who: string, at: string, kind: string, more?: More];
type Machine = NonNullable<NonNullable<ConfigInput['source']>['event']>['machine'];
const kinds = { sends: ['sent'], opens: ['open'], clicks: ['click'] };
const link = { column: 'details', path: ['link'] };

/** The rule that finds each of the events, in their order. */
async function rulesOf(events: readonly Event[], machine: Machine = kinds): Promise<(string | null)[]> {
  const { handle } = database;
  await handle.pool.query('TRUNCATE mail.event');
  const inserted = events.map(([who, time, kind, { known = null, agent = null, link = null, id } = {}], at) => ({
    ...{ id: id ?? `e${at}`, contact_id: who, occurred_at: day(time), ingested_at: known && day(known), kind, agent },
    details: { link, at },
  }));
  await handle.pool.query('INSERT INTO mail.event SELECT * FROM json_populate_recordset(NULL::mail.event, $1)', [
    JSON.stringify(inserted),
  ]);
  const { source } = configSchema.parse({
    source: {
      contact: { table: 'mail.person' },
      event: { table: 'mail.event', properties: { at: { column: 'details', path: ['at'] } }, machine },
    },
  });
  const sources = await probeSources(handle, source);
  const told = `(${sources.select('event')}) AS source`;
  const { rows } = await handle.pool.query<{ at: number; machine_rule: string | null }>(
    `SELECT "property:at"::int AS at, machine_rule FROM (${judgedEvents(sources, told, ['"property:at"'])}) AS judged`,
  );
  return events.map((_, at) => rows.find((row) => row.at === at)?.machine_rule ?? null);
}

const day = (time: string) => (/^\d\d:/.test(time) ? `2026-03-02 ${time}Z` : time);

describe('an open or a click soon after a message', () => {
  test('is by a machine, later and before it is by a person', async () => {
    expect(
      await rulesOf([
        ['p1', '10:00:58', 'sent'],
        ['p1', '10:00:58', 'open'],
        ['p1', `10:01:0${secondsAfterSend - 2}`, 'open'],
        ['p1', `10:01:0${secondsAfterSend - 2}.000001`, 'open'],
        ['p1', '10:00:57.9', 'open'],
        ['p1', '10:01:03', 'click'],
        ['p2', '10:01:03', 'open'],
        ['p1', '10:01:03', 'visit'],
      ]),
    ).toEqual([null, 'after-send', 'after-send', null, null, 'after-send', null, null]);
  });

  test('says nothing where the instant tells no second, or nothing was sent', async () => {
    const sent: Event = ['p1', '10:00:55', 'sent'];
    expect(await rulesOf([sent, ['p1', '10:01:00', 'open']])).toEqual([null, null]);
    expect(await rulesOf([sent, ['p1', '10:00:57', 'open']], { opens: ['open'] })).toEqual([null, null]);
  });
});

describe('clicks at once', () => {
  const clicks = (count: number, of: (i: number) => More = () => ({})): Event[] =>
    Array.from({ length: count }, (_, i) => ['p1', `10:00:07.${i}`, 'click', of(i)]);

  test(`on ${linksAtOnce} links are by a machine, on fewer they are by a person`, async () => {
    expect(new Set(await rulesOf(clicks(linksAtOnce)))).toEqual(new Set(['links-at-once']));
    expect(new Set(await rulesOf(clicks(linksAtOnce - 1)))).toEqual(new Set([null]));
  });

  test('are told apart by their link, or else by their id', async () => {
    const linked = { ...kinds, link };
    const different = (i: number) => ({ link: `https://a.example/${i}` });
    expect(new Set(await rulesOf(clicks(3, different), linked))).toEqual(new Set(['links-at-once']));
    expect(
      new Set(
        await rulesOf(
          clicks(3, () => ({ link: 'https://a.example' })),
          linked,
        ),
      ),
    ).toEqual(new Set([null]));
    expect(new Set(await rulesOf(clicks(3, () => ({ id: 'same' }))))).toEqual(new Set([null]));
  });

  test('leave an open of the same moment alone', async () => {
    expect(await rulesOf([...clicks(3), ['p1', '10:00:07.1', 'open']])).toEqual([
      ...Array(3).fill('links-at-once'),
      null,
    ]);
  });
});

describe('people of one domain at once', () => {
  const opens = (count: number, whose: string, ahead = ''): Event[] =>
    Array.from({ length: count }, (_, i) => [
      `${whose}${i + 1}`,
      `10:00:07.${i}`,
      'open',
      ahead ? { known: ahead } : {},
    ]);

  test('are opened for by their gateway; of free mailboxes they are people', async () => {
    expect(new Set(await rulesOf(opens(peopleAtOnce, 'p')))).toEqual(new Set(['domain-at-once']));
    expect(new Set(await rulesOf(opens(peopleAtOnce - 1, 'p')))).toEqual(new Set([null]));
    expect(new Set(await rulesOf(opens(9, 'f')))).toEqual(new Set([null]));
  });

  test('count once each, and from when they are known', async () => {
    expect(new Set(await rulesOf([...opens(4, 'p'), ...opens(4, 'p')]))).toEqual(new Set([null]));
    await database.handle.pool.query(`UPDATE mail.person SET created_at = '2026-03-03Z' WHERE id = 'p5'`);
    expect(await rulesOf(opens(5, 'p'))).toEqual([null, null, null, null, null]);
    await database.handle.pool.query(`UPDATE mail.person SET created_at = '2025-01-01Z' WHERE id = 'p5'`);
  });
});

test.each([
  ['Mozilla/5.0', 'user-agent'],
  ['Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15', null],
  ['Barracuda Sentinel (EE)', 'user-agent'],
  ['Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)', 'user-agent'],
  ['Mozilla/5.0 (Linux; Android 9; CUBOT X19) AppleWebKit/537.36', null],
  ['python-requests/2.31.0', 'user-agent'],
  ['Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)', null],
  ['YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html', null],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/42.0.2311.135 Safari/537.36 Edge/12.246 Mozilla/5.0',
    'user-agent',
  ],
])('a program that calls itself %s', async (agent, rule) => {
  const machine = { ...kinds, userAgent: { column: 'agent' } };
  expect(
    await rulesOf(
      [
        ['p1', '10:00:00', 'open', { agent }],
        ['p1', '10:00:00', 'visit', { agent }],
      ],
      machine,
    ),
  ).toEqual([rule, null]);
});

test('what became known later than an hour after an event decides nothing about it', async () => {
  const sent = (known: string): Event => ['p1', '10:00:05', 'sent', { known }];
  const open: Event = ['p1', '10:00:07', 'open', { known: '12:00:00' }];
  expect(await rulesOf([sent('13:00:00'), open])).toEqual([null, 'after-send']);
  expect(await rulesOf([sent('13:00:00.000001'), open])).toEqual([null, null]);
});

test('instants beyond what the server reckons with are judged by nothing', async () => {
  const far: Event[] = ['infinity', '-infinity', '294276-12-31 23:59:59Z', '4713-01-02 00:00:01Z BC'].flatMap(
    (at): Event[] => [
      ['p1', at, 'sent'],
      ['p1', at, 'open', { known: 'infinity' }],
      ['p1', at, 'click'],
    ],
  );
  expect(new Set(await rulesOf(far))).toEqual(new Set([null]));
});

/** Each rule as its definition says, looking at every other event. */
function naiveRules(events: readonly Sent[]): (string | null)[] {
  return events.map((event) => {
    if (event.kind === 'sent') return null;
    const known = events.filter((other) => other.known <= event.known + 3600);
    const second = Math.floor(event.at);
    if (
      known.some(({ who, kind, at }) => who === event.who && kind === 'sent' && at <= event.at && event.at <= at + 10)
    )
      return 'after-send';
    const sameSecond = known.filter(({ kind, at }) => kind !== 'sent' && Math.floor(at) === second);
    const clicked = sameSecond.filter(({ who, kind }) => who === event.who && kind === 'click');
    if (event.kind === 'click' && new Set(clicked.map((click) => click.link)).size >= 3) return 'links-at-once';
    return new Set(sameSecond.map(({ who }) => who)).size >= 5 ? 'domain-at-once' : null;
  });
}

interface Sent {
  readonly who: string;
  readonly kind: string;
  /** Seconds after the first minute of a day, and when it became known. */
  readonly at: number;
  readonly known: number;
  readonly link: string;
}

const sent: fc.Arbitrary<Sent> = fc
  .record({
    who: fc.constantFrom('p1', 'p2', 'p3', 'p4', 'p5', 'p6'),
    kind: fc.constantFrom('sent', 'open', 'open', 'click', 'click', 'click'),
    at: fc.integer({ min: 1, max: 59 }).map((quarters) => 1 + quarters / 4),
    late: fc.constantFrom(0, 0, 100, 3590, 3600, 5000, 9000),
    link: fc.constantFrom('a', 'b', 'c', 'd'),
  })
  .map(({ late, ...event }) => ({ ...event, known: event.at + late }));

test('each rule finds what it says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(sent, { maxLength: 60 }), async (events) => {
      const instant = (seconds: number) => new Date(Date.UTC(2026, 2, 2) + 60_000 + 1000 * seconds).toISOString();
      const rows = events.map(
        ({ who, kind, at, known, link }): Event => [who, instant(at), kind, { known: instant(known), link }],
      );
      expect(await rulesOf(rows, { ...kinds, link })).toEqual(naiveRules(events));
    }),
    { numRuns: 40 },
  );
});
