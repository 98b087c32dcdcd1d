import type pg from 'pg';
import type { ConfigInput } from '../config/schema.ts';
import { Random } from '../numeric/random.ts';
import { type Instant, timestampText } from '../time/instant.ts';

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
        { name: 'opportunity', title: 'Opportunity', enter: { deal: true } },
      ],
      timing: { says: ['timing'], to: 'names', waitDays: 90 },
      wronglyScored: { says: ['wrongly scored'], to: 'names', waitDays: 180 },
    },
    segments: [
      {
        name: 'handed-over',
        nurture: 'none: sales calls them',
        when: { stage: ['marketing-qualified', 'sales-accepted'] },
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
    if (called >= calledShares.inTime + calledShares.late) return [];
    const days = called >= calledShares.inTime ? 2 + 3 * random.integer(2) : random.integer(2);
    const calledAt = at + Math.floor((24 * days + within - 1) * microsecondsPerHour);
    return [{ contactId, at: calledAt, by, verdict: verdictOf(verdict) }];
  });
}

function verdictOf(draw: number): SalesCall['verdict'] {
  const { accepted, timing, wronglyScored } = verdictShares;
  if (draw < accepted) return { stage: 'SAL', reason: null };
  if (draw < accepted + timing) return { stage: 'names', reason: 'timing' };
  return draw < accepted + timing + wronglyScored ? { stage: 'names', reason: 'wrongly scored' } : null;
}

/** Writes calls, and what was decided, into the demo's CRM. */
export async function writeSalesCalls(client: pg.ClientBase, calls: readonly SalesCall[]): Promise<void> {
  const decided = calls.flatMap(({ verdict, ...call }) => (verdict === null ? [] : [{ ...call, ...verdict }]));
  const columnsOf = (rows: readonly (HandedOver & { readonly by: string })[]) => [
    rows.map(({ contactId }) => contactId),
    rows.map(({ at }) => timestampText(at)),
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
}
