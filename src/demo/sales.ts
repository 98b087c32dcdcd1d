import type pg from 'pg';
import type { ConfigInput } from '../config/schema.ts';
import { Random } from '../numeric/random.ts';
import { type Instant, timestampText } from '../time/instant.ts';
import type { SurveyAnswer } from './survey.ts';

/** What the demo's sales team reads and writes, its promise and its page: what a company of this kind would add to its configuration. */
export const demoSales = {
  source: {
    touch: {
      query: "SELECT person_id, 'call' AS channel, called_at, caller FROM handraise_demo.sales_calls",
      columns: { contactId: 'person_id', occurredAt: 'called_at', by: 'caller' },
    },
    stageChange: {
      table: 'handraise_demo.stage_moves',
      columns: { contactId: 'person_id', stage: 'stage', changedAt: 'moved_at', reason: 'reason', by: 'moved_by' },
    },
  },
  program: {
    stages: {
      list: [
        { name: 'names', title: 'Names' },
        {
          name: 'marketing-qualified',
          title: 'Marketing-qualified',
          says: ['MQL'],
          enter: { tier: 'A' },
          stay: { tier: 'B' },
        },
        { name: 'sales-accepted', title: 'Sales-accepted', says: ['SAL'], enter: 'person' },
        {
          name: 'sales-qualified',
          title: 'Sales-qualified',
          says: ['SQL'],
          enter: { met: ['budget', 'authority'] },
        },
        { name: 'opportunity', title: 'Opportunity', enter: { deal: true } },
      ],
      timing: { says: ['timing'], to: 'names', waitDays: 90 },
      wronglyScored: { says: ['wrongly scored'], to: 'names', waitDays: 180 },
    },
    segments: [
      {
        name: 'handed-over',
        nurture: 'none: sales calls them',
        when: { stage: ['marketing-qualified', 'sales-accepted', 'sales-qualified'] },
      },
      { name: 'nearly-ready', nurture: 'an invitation to the next webinar', when: { tier: ['A', 'B'] } },
      { name: 'warm', nurture: 'case studies of their industry', when: { tier: ['C'] } },
      { name: 'cold', nurture: 'the newsletter' },
    ],
    serviceLevels: { zone: 'Europe/Berlin', stages: { 'marketing-qualified': { hours: 16 } } },
    page: { perWeek: 40, reach: ['email'] },
  },
} as const satisfies { readonly source: ConfigInput['source']; readonly program: object };

const callers = ['Ada Berg', 'Ben Cole', 'Cem Demir', 'Dora Elm'];

const microsecondsPerHour = 3_600_000_000;

/** Of hand-offs, the shares that the team calls within its promise, and too late; the others it never calls. */
export const calledShares = { inTime: 0.6, late: 0.2 } as const;

/** Of those it calls, the shares that it accepts, finds right but not ready, and gives back as wrongly scored. */
const verdictShares = { accepted: 0.25, timing: 0.1, wronglyScored: 0.06 } as const;

/** A contact that was handed over. */
export interface HandedOver {
  readonly contactId: string;
  readonly at: Instant;
}

/** A call of the sales team, and what it decided on the telephone. */
export interface SalesCall extends HandedOver {
  readonly by: string;
  readonly verdict: { readonly stage: string; readonly reason: string | null } | null;
  /** What somebody who is accepted said on the telephone. */
  readonly answers: readonly Pick<SurveyAnswer, 'question' | 'answer'>[];
}

/**
 * Whom the demo's sales team calls of those handed over, when, and what it decides: the same for the same seed, whatever the order.
 *
 * Hand-offs come on Wednesdays at midnight UTC: a call within its first 14 hours, or those of Thursday, keeps a promise of 16 working hours.
 */
export function salesCalls(handed: readonly HandedOver[], seed: number): readonly SalesCall[] {
  return handed.flatMap(({ contactId, at }) => {
    const random = new Random(seed).fork(`sales and ${contactId}`);
    const called = random.next();
    const by = callers[random.integer(callers.length)]!;
    const within = 8 + 7 * random.next();
    const verdict = random.next();
    const [budget, decision] = [random.next(), random.next()];
    if (called >= calledShares.inTime + calledShares.late) return [];
    const days = called >= calledShares.inTime ? 2 + 3 * random.integer(2) : random.integer(2);
    const calledAt = at + Math.floor((24 * days + within - 1) * microsecondsPerHour);
    const answers = verdict < verdictShares.accepted ? answersBy(budget, decision) : [];
    return [{ contactId, at: calledAt, by, verdict: verdictOf(verdict), answers }];
  });
}

function verdictOf(draw: number): SalesCall['verdict'] {
  const { accepted, timing, wronglyScored } = verdictShares;
  if (draw < accepted) return { stage: 'SAL', reason: null };
  if (draw < accepted + timing) return { stage: 'names', reason: 'timing' };
  return draw < accepted + timing + wronglyScored ? { stage: 'names', reason: 'wrongly scored' } : null;
}

/** Mostly yes; a question in five is not asked. */
function answersBy(budget: number, decision: number): SalesCall['answers'] {
  const said = (draw: number) => (draw < 0.6 ? 'yes' : 'no');
  return [
    ...(budget < 0.8 ? [{ question: 'budget', answer: said(budget) } as const] : []),
    ...(decision < 0.8 ? [{ question: 'decision', answer: said(decision) } as const] : []),
  ];
}

/** Writes calls, what was said, and what was decided, into the demo's CRM. */
export async function writeSalesCalls(client: pg.ClientBase, calls: readonly SalesCall[]): Promise<void> {
  const decided = calls.flatMap(({ verdict, ...call }) => (verdict === null ? [] : [{ ...call, ...verdict }]));
  const said = calls.flatMap(({ answers, ...call }) => answers.map((answer) => ({ ...call, ...answer })));
  const whoAndWhen = (rows: readonly HandedOver[]) => [
    rows.map(({ contactId }) => contactId),
    rows.map(({ at }) => timestampText(at)),
  ];
  const columnsOf = (rows: readonly (HandedOver & { readonly by: string })[]) => [
    ...whoAndWhen(rows),
    rows.map(({ by }) => by),
  ];
  await client.query(
    `INSERT INTO handraise_demo.sales_calls (person_id, called_at, caller)
     SELECT * FROM unnest($1::bigint[], $2::timestamptz[], $3::text[])`,
    columnsOf(calls),
  );
  await client.query(
    `INSERT INTO handraise_demo.stage_moves (person_id, moved_at, moved_by, stage, reason)
     SELECT * FROM unnest($1::bigint[], $2::timestamptz[], $3::text[], $4::text[], $5::text[])`,
    [...columnsOf(decided), decided.map(({ stage }) => stage), decided.map(({ reason }) => reason)],
  );
  await client.query(
    `INSERT INTO handraise_demo.survey_answers (person_id, answered_at, question, answer)
     SELECT * FROM unnest($1::bigint[], $2::timestamptz[], $3::text[], $4::text[])`,
    [...whoAndWhen(said), said.map(({ question }) => question), said.map(({ answer }) => answer)],
  );
}
