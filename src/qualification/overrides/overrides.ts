import { sql } from 'kysely';
import type { DatabaseHandle } from '../../database/connection.ts';
import { databaseFailure } from '../../database/failure.ts';
import { instantOf } from '../../database/instantSql.ts';
import { inTransaction } from '../../database/transaction.ts';
import { HandraiseError } from '../../errors.ts';
import type { Override } from '../../ranking/standing.ts';
import { type Instant, timestampText } from '../../time/instant.ts';

/** What may be said of a contact: `none` takes back what was said before. */
export const overrideDirections = ['up', 'down', 'never', 'none'] as const;

/** What a person says of a contact's place on the list. */
export interface OverrideDecision {
  readonly program: string;
  readonly contactId: string;
  readonly direction: (typeof overrideDirections)[number];
  readonly reason: string;
  readonly since: Instant;
  readonly until: Instant | null;
}

/** What was recorded. */
export interface RecordedOverride extends OverrideDecision {
  readonly by: string;
}

/** @throws HandraiseError `usage` for an end that is not later than the beginning, or an empty reason. */
export function checkOverride({ reason, since, until }: OverrideDecision): void {
  if (reason.trim() === '')
    throw new HandraiseError('usage', 'an override needs a reason', { hint: 'say it with --reason' });
  if (until !== null && until <= since)
    throw new HandraiseError('usage', 'the override would end before it begins', {
      hint: 'give a later date with --until',
    });
}

/**
 * Records what a person says of a contact's place on the list; it counts from the next scoring on, and nothing recorded is ever changed.
 *
 * @param decision as `checkOverride` lets it pass
 */
export async function recordOverride(handle: DatabaseHandle, decision: OverrideDecision): Promise<RecordedOverride> {
  const { program, contactId, direction, since, until } = decision;
  const reason = decision.reason.trim();
  return inTransaction(handle, async (client) => {
    const { rows } = await client.query<{ decided_by: string }>(
      `INSERT INTO handraise.override (program, contact_id, direction, reason, since, until)
       VALUES ($1, $2, $3, $4, $5, $6) RETURNING decided_by`,
      [program, contactId, direction, reason, timestampText(since), until === null ? null : timestampText(until)],
    );
    return { ...decision, reason, by: rows[0]!.decided_by };
  });
}

/** The overrides of a program that are in force at an instant, by contact: of each contact the last one recorded counts. */
export async function overridesInForce(
  handle: DatabaseHandle,
  program: string,
  now: Instant,
): Promise<ReadonlyMap<string, Override>> {
  const rows = await handle.kysely
    .selectFrom('handraise.override as o')
    .distinctOn('o.contact_id')
    .select(['o.contact_id', 'o.direction', 'o.reason', 'o.decided_by'])
    .select([instantOf('o.since').as('since'), sql<Instant | null>`${instantOf('o.until')}`.as('until')])
    .where('o.program', '=', program)
    .orderBy('o.contact_id')
    .orderBy('o.override_id', 'desc')
    .execute()
    .catch((error: unknown) => {
      throw databaseFailure(error, 'reading the overrides');
    });
  const inForce = new Map<string, Override>();
  for (const { contact_id, direction, reason, decided_by, since, until } of rows)
    if (direction !== 'none' && (until === null || until > now))
      inForce.set(contact_id, { direction, reason, by: decided_by, since, until });
  return inForce;
}
