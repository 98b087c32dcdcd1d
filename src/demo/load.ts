import { sql } from 'kysely';
import type pg from 'pg';
import type { DatabaseHandle } from '../database/connection.ts';
import { copyIn } from '../database/copyIn.ts';
import { inTransaction } from '../database/transaction.ts';
import { Random } from '../numeric/random.ts';
import { microsecondsPerDay } from '../time/instant.ts';
import { type DemoAccount, demoAccounts, demoDays, demoEnd, demoStart } from './company.ts';
import { movedBy } from './contents.ts';
import { buyingWindow, type DemoActivity, type DemoHistory, liveHistory } from './history.ts';
import { conversionProbabilities, type DemoDay, settledShares, stateCount } from './interest.ts';
import { budgetNoted, leadStatuses } from './leaks.ts';
import { type Mailings, mailedTo, mailingsOf, scannedBy } from './mailings.ts';
import { surveyAnswers } from './survey.ts';

export const demoSchema = 'handraise_demo';

/** What the demo company is made of, and the truth about it, which stays out of the database. */
export interface DemoCompany {
  readonly accounts: number;
  readonly contacts: number;
  readonly activities: number;
  readonly requests: number;
  /** Activities that a mail gateway caused, by id. */
  readonly scanned: ReadonlySet<string>;
  /** Exact probability that the contact asks for a demo within the horizon that begins at the end of the record. */
  trueProbability(contactId: string): number;
}

/** What the histories leave behind for the tables that are written after the activities. */
interface Traces {
  readonly requestedAt: Map<bigint, number>;
  readonly optedOutAt: Map<bigint, number>;
  readonly deals: { accountId: string; createdAt: number; closedAt: number; won: boolean }[];
  readonly truth: Map<string, number>;
  /** Settled shares by curiosity, of which there are a handful. */
  readonly settled: Map<number, Float64Array>;
  readonly scanned: Set<string>;
  mailed: number;
  accounts: number;
  activities: number;
}

const tables = `
  CREATE TABLE companies (company_id text PRIMARY KEY, company_name text, web_domain text, industry text, country text,
    employees integer, created timestamptz);
  CREATE TABLE people (person_id bigint PRIMARY KEY, company_id text, full_name text, email text, job_title text,
    source text, lifecycle_stage text, lead_status text, budget_noted double precision, created timestamptz NOT NULL);
  CREATE TABLE property_history (person_id bigint NOT NULL, property text NOT NULL, value text, changed timestamptz NOT NULL);
  CREATE TABLE activities (activity_id bigint NOT NULL, person_id bigint NOT NULL, activity text NOT NULL,
    happened_at timestamptz NOT NULL, loaded_at timestamptz, minutes double precision);
  CREATE TABLE demo_requests (person_id bigint NOT NULL, requested_at timestamptz NOT NULL);
  CREATE TABLE deals (deal_id bigint PRIMARY KEY, company_id text, opened timestamptz NOT NULL, closed timestamptz, won boolean);
  CREATE TABLE opt_outs (person_id bigint PRIMARY KEY, opted_out_at timestamptz NOT NULL);
  CREATE TABLE sales_calls (person_id bigint NOT NULL, called_at timestamptz NOT NULL, caller text NOT NULL);
  CREATE TABLE survey_answers (person_id bigint NOT NULL, question text NOT NULL, answer text, answered_at timestamptz NOT NULL);
  CREATE TABLE stage_moves (person_id bigint NOT NULL, stage text NOT NULL, moved_at timestamptz NOT NULL, reason text,
    moved_by text NOT NULL);`;

/**
 * Writes the demo company's CRM into schema `handraise_demo`, replacing what an earlier demo left there.
 *
 * The dirt is that of a real CRM: activities that arrive weeks late, arrive twice, belong to nobody or lie in the
 * future; free-mail addresses; people who opted out or converted. Three columns of people know the outcome: `lifecycle_stage` and
 * `lead_status`, which are overwritten after it, and `budget_noted`, which is filled in after it; the property history tells of the second.
 *
 * @param contacts how many people, from 100 to a million
 * @param personas whether two kinds of people buy far more often than others, see `demoPersonas`; by default not
 * @param contents whether activities say in a column `content` what they were about, and one webinar series triples the chance to convert for two
 *   months; by default not. True probabilities then leave out what people attend after the end of the record.
 * @param scannedDomains send everybody a mailing every other week, and have the mail gateways of so many of the largest accounts open and click; by
 *   default nothing is sent. But for what the gateways do the company is the same for any number.
 */
export async function loadDemoCompany(
  handle: DatabaseHandle,
  options: {
    readonly contacts: number;
    readonly seed: number;
    readonly horizonDays: number;
    readonly personas?: boolean;
    readonly contents?: boolean;
    readonly scannedDomains?: number;
    readonly onProgress?: (done: number, total: number) => void;
    readonly signal?: AbortSignal;
  },
): Promise<DemoCompany> {
  return inTransaction(handle, async (client) => {
    await client.query(`DROP SCHEMA IF EXISTS ${demoSchema} CASCADE; CREATE SCHEMA ${demoSchema}`);
    await client.query(`SET LOCAL search_path = ${demoSchema}; ${tables}; SET LOCAL search_path = DEFAULT`);
    const traces: Traces = {
      requestedAt: new Map(),
      optedOutAt: new Map(),
      deals: [],
      truth: new Map(),
      settled: new Map(),
      scanned: new Set(),
      mailed: 0,
      accounts: 0,
      activities: 0,
    };
    if (options.contents)
      await client.query(
        sql`ALTER TABLE ${sql.table(`${demoSchema}.activities`)} ADD COLUMN content text`.compile(handle.kysely).sql,
      );
    await writeActivities(client, options, traces);
    await writePeople(client, options, traces);
    await writeHistory(client, options, traces);
    await writeCompanies(client, options);
    await writeAnswers(client, options);
    await writeSmallTables(client, traces);
    await client.query(sql`ANALYZE ${sql.table(`${demoSchema}.activities`)}`.compile(handle.kysely).sql);
    return {
      accounts: traces.accounts,
      contacts: options.contacts,
      activities: traces.activities,
      requests: traces.requestedAt.size,
      scanned: traces.scanned,
      trueProbability: (contactId) => traces.truth.get(contactId) ?? Number.NaN,
    };
  });
}

type Size = Parameters<typeof loadDemoCompany>[1];

/** Ids of what mailings add, so that those of what people do by themselves are the same without them. */
const firstMailId = 1e12;
const firstScanId = 2e12;

async function writeActivities(client: pg.PoolClient, size: Size, traces: Traces): Promise<void> {
  const columns = [
    ...['activity_id', 'person_id', 'activity', 'happened_at', 'loaded_at', 'minutes'],
    ...(size.contents ? ['content'] : []),
  ];
  const random = new Random(size.seed).fork('dirt');
  const mail = size.scannedDomains === undefined ? null : mailingsOf(size, size.scannedDomains);
  let done = 0;
  await copyIn(
    client,
    { schema: demoSchema, table: 'activities', columns },
    function* (row) {
      const write = (id: number, person: bigint, activity: DemoActivity) => {
        row.bigint(BigInt(id));
        row.bigint(person);
        row.text(activity.kind);
        row.instant(activity.occurredAt);
        row.instant(activity.ingestedAt);
        row.float(activity.minutes);
        if (size.contents) row.text(activity.content);
      };
      for (const account of demoAccounts(size.contacts, size.seed, size.personas)) {
        for (const { id, person, activity, dirt } of recordedOf(account, { size, traces, mail, random })) {
          const draw = dirt.next();
          // One in a hundred belongs to somebody deleted since; a few clocks are a year ahead.
          const owner = draw < 0.01 ? -person : person;
          const wrongClock = draw > 0.9995 ? 365 * microsecondsPerDay : 0;
          write(id, owner, { ...activity, occurredAt: activity.occurredAt + wrongClock });
          yield;
          if (draw > 0.01 && draw < 0.025 && activity.ingestedAt + 7_200_000_000 < demoEnd) {
            write(id, owner, { ...activity, ingestedAt: activity.ingestedAt + 7_200_000_000 });
            yield;
          }
        }
        traces.accounts++;
        done += account.contacts.length;
        size.onProgress?.(done, size.contacts);
      }
    },
    size.signal,
  );
}

interface Recorded {
  readonly id: number;
  readonly person: bigint;
  readonly activity: DemoActivity;
  /** What spoils it. */
  readonly dirt: Random;
}

/** What people of an account do, and where there are mailings what becomes of them; the first is the same without the second. */
function* recordedOf(
  account: DemoAccount,
  {
    size,
    traces,
    mail,
    random,
  }: { readonly size: Size; readonly traces: Traces; readonly mail: Mailings | null; readonly random: Random },
): Generator<Recorded> {
  const opened = new Map<bigint, number>();
  for (const { person, activities } of liveAccount(account, size, traces))
    for (const activity of activities) {
      if (activity.kind === 'email_open') opened.set(person, (opened.get(person) ?? 0) + 1);
      yield { id: ++traces.activities, person, activity, dirt: random };
    }
  if (mail === null) return;
  const fork = (what: string) => new Random(size.seed).fork(`${what} ${account.id}`);
  const mailed = mailedTo(fork('mail to'), account);
  const dirt = fork('dirt of mail to');
  for (const { contact, activity } of mailed) {
    if (activity.kind === 'email_open') opened.set(contact.id, (opened.get(contact.id) ?? 0) + 1);
    yield { id: firstMailId + ++traces.mailed, person: contact.id, activity, dirt };
  }
  const scanner = mail.scanned.get(account.id);
  if (scanner === undefined) return;
  for (const { contact, activity } of scannedBy(fork('gateway of'), scanner, account, mailed, opened)) {
    const id = firstScanId + traces.scanned.size;
    traces.scanned.add(String(id));
    yield { id, person: contact.id, activity, dirt };
  }
}

function* liveAccount(
  account: DemoAccount,
  size: Size,
  traces: Traces,
): Generator<{ readonly person: bigint; readonly activities: readonly DemoActivity[] }> {
  const random = new Random(size.seed).fork(account.id);
  const window = buyingWindow(random);
  const months = monthsAhead(size.horizonDays);
  for (const contact of account.contacts) {
    const contents = size.contents ? new Random(size.seed).fork(`contents of ${contact.id}`) : null;
    const history = liveHistory(random, contact, window, settledOf(contact.disposition.curiosity, traces), contents);
    if (!Number.isNaN(history.requestedAt)) {
      traces.requestedAt.set(contact.id, history.requestedAt);
      if (random.next() < 0.55) traces.deals.push(dealAfter(random, account.id, history.requestedAt));
    }
    if (!Number.isNaN(history.optedOutAt)) traces.optedOutAt.set(contact.id, history.optedOutAt);
    const open = window[window.length - 1] === 1 ? stateCount : 0;
    const probabilities = conversionProbabilities(contact.disposition, daysAhead(months, contact.createdDay, history));
    traces.truth.set(String(contact.id), probabilities[open + history.finalState]!);
    yield { person: contact.id, activities: history.activities };
  }
}

function settledOf(curiosity: number, { settled }: Traces): Float64Array {
  const known = settled.get(curiosity) ?? settledShares(curiosity);
  settled.set(curiosity, known);
  return known;
}

function dealAfter(random: Random, accountId: string, requestedAt: number) {
  const createdAt = requestedAt + Math.floor((1 + random.next() * 4) * microsecondsPerDay);
  const closedAt = createdAt + Math.floor((20 + random.next() * 90) * microsecondsPerDay);
  return { accountId, createdAt, closedAt: closedAt < demoEnd ? closedAt : Number.NaN, won: random.next() < 0.3 };
}

function monthsAhead(days: number): number[] {
  return Array.from({ length: days }, (_, day) => new Date((demoEnd + day * microsecondsPerDay) / 1000).getUTCMonth());
}

function daysAhead(months: readonly number[], createdDay: number, { movedUntil }: DemoHistory): DemoDay[] {
  return months.map((month, day) => ({
    month,
    age: demoDays + day - createdDay,
    moved: demoDays + day < movedUntil ? movedBy : 1,
  }));
}

async function writePeople(client: pg.PoolClient, size: Size, traces: Traces): Promise<void> {
  const columns = [
    'person_id',
    'company_id',
    'full_name',
    'email',
    'job_title',
    'source',
    'lifecycle_stage',
    'lead_status',
    'budget_noted',
    'created',
  ];
  const random = new Random(size.seed).fork('people');
  const statuses = new Random(size.seed).fork('lead status');
  const budgets = new Random(size.seed).fork('budget');
  await copyIn(client, { schema: demoSchema, table: 'people', columns }, function* (row) {
    for (const account of demoAccounts(size.contacts, size.seed, size.personas)) {
      for (const contact of account.contacts) {
        row.bigint(contact.id);
        // A merge that lost its company leaves a dangling reference.
        row.text(random.next() < 0.004 ? `${account.id}-merged` : account.id);
        row.text(contact.name);
        row.text(contact.email);
        row.text(contact.title);
        row.text(contact.source);
        const requestedAt = traces.requestedAt.get(contact.id);
        row.text(stageOf(random, requestedAt !== undefined));
        row.text(leadStatuses(statuses, contact, requestedAt).at(-1)!.value);
        row.float(budgetNoted(budgets, requestedAt));
        row.instant(demoStart + contact.createdDay * microsecondsPerDay + random.integer(21_600) * 1_000_000);
        yield;
      }
    }
  });
}

/** The lead statuses that `writePeople` took the last ones of, from the same random numbers. */
async function writeHistory(client: pg.PoolClient, size: Size, traces: Traces): Promise<void> {
  const columns = ['person_id', 'property', 'value', 'changed'];
  const statuses = new Random(size.seed).fork('lead status');
  await copyIn(client, { schema: demoSchema, table: 'property_history', columns }, function* (row) {
    for (const account of demoAccounts(size.contacts, size.seed, size.personas)) {
      for (const contact of account.contacts) {
        for (const { value, at } of leadStatuses(statuses, contact, traces.requestedAt.get(contact.id))) {
          row.bigint(contact.id);
          row.text('lead_status');
          row.text(value);
          row.instant(at);
          yield;
        }
      }
    }
  });
}

/** Today's stage: overwritten when somebody converts, and so a copy of the outcome. */
function stageOf(random: Random, converted: boolean): string {
  const draw = random.next();
  if (converted) return draw < 0.6 ? 'opportunity' : draw < 0.8 ? 'customer' : 'sales qualified';
  return draw < 0.7 ? 'subscriber' : 'lead';
}

async function writeCompanies(client: pg.PoolClient, size: Size): Promise<void> {
  const columns = ['company_id', 'company_name', 'web_domain', 'industry', 'country', 'employees', 'created'];
  await copyIn(client, { schema: demoSchema, table: 'companies', columns }, function* (row) {
    for (const account of demoAccounts(size.contacts, size.seed, size.personas)) {
      row.text(account.id);
      row.text(account.name);
      row.text(account.domain);
      row.text(account.industry);
      row.text(account.country);
      row.integer(account.employees);
      row.instant(demoStart + account.createdDay * microsecondsPerDay);
      yield;
    }
  });
}

async function writeAnswers(client: pg.PoolClient, size: Size): Promise<void> {
  const columns = ['person_id', 'question', 'answer', 'answered_at'];
  const random = new Random(size.seed).fork('survey');
  await copyIn(client, { schema: demoSchema, table: 'survey_answers', columns }, function* (row) {
    for (const account of demoAccounts(size.contacts, size.seed, size.personas)) {
      for (const contact of account.contacts) {
        for (const { question, answer, at } of surveyAnswers(random, contact)) {
          row.bigint(contact.id);
          row.text(question);
          row.text(answer);
          row.instant(at);
          yield;
        }
      }
    }
  });
}

async function writeSmallTables(client: pg.PoolClient, traces: Traces): Promise<void> {
  const requests = { schema: demoSchema, table: 'demo_requests', columns: ['person_id', 'requested_at'] };
  await copyIn(client, requests, function* (row) {
    for (const [person, at] of traces.requestedAt) {
      row.bigint(person);
      row.instant(at);
      yield;
    }
  });
  const deals = { schema: demoSchema, table: 'deals', columns: ['deal_id', 'company_id', 'opened', 'closed', 'won'] };
  await copyIn(client, deals, function* (row) {
    for (const [index, deal] of traces.deals.entries()) {
      if (deal.createdAt >= demoEnd) continue;
      const closed = !Number.isNaN(deal.closedAt);
      row.bigint(BigInt(index + 1));
      row.text(deal.accountId);
      row.instant(deal.createdAt);
      row.instant(deal.closedAt);
      row.boolean(closed ? deal.won : null);
      yield;
    }
  });
  const optOuts = { schema: demoSchema, table: 'opt_outs', columns: ['person_id', 'opted_out_at'] };
  await copyIn(client, optOuts, function* (row) {
    for (const [person, at] of traces.optedOutAt) {
      row.bigint(person);
      row.instant(at);
      yield;
    }
  });
}
