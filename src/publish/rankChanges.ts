import { sql } from 'kysely';
import type { DatabaseHandle } from '../database/connection.ts';
import { databaseFailure } from '../database/failure.ts';
import { instantOf } from '../database/instantSql.ts';
import type { RankChangeView } from '../database/schema.ts';
import type { ChangeKind, ContactChange, GoneReason, RankChanges } from '../ranking/change.ts';

/**
 * What changed from the ranking before to the published one.
 *
 * @param contacts those whose change is told one by one
 * @returns null where there was none before, or where it was removed.
 */
export async function readRankChanges(
  handle: DatabaseHandle,
  program: string,
  contacts: readonly string[],
): Promise<RankChanges | null> {
  const failed = (error: unknown): never => {
    throw databaseFailure(error, 'reading what changed');
  };
  const before = await handle.kysely
    .selectFrom('handraise.published as p')
    .innerJoin('handraise.run as r', (on) => on.onRef('r.program', '=', 'p.program').onRef('r.run_id', '=', 'p.run_id'))
    .innerJoin('handraise.run as b', (on) =>
      on.onRef('b.program', '=', 'r.program').onRef('b.run_id', '=', 'r.previous_run_id'),
    )
    .select(['b.run_id', instantOf('b.as_of').as('as_of')])
    .where('p.program', '=', program)
    .where('b.ranking_removed_at', 'is', null)
    .executeTakeFirst()
    .catch(failed);
  if (!before) return null;
  const ofProgram = handle.kysely.selectFrom('handraise.rank_change').where('program', '=', program);
  const counted = await ofProgram
    .select(['change', 'gone_reason'])
    .select(({ fn }) => fn.countAll<string>().as('contacts'))
    .groupBy(['change', 'gone_reason'])
    .execute()
    .catch(failed);
  const rows = await ofProgram
    .selectAll()
    .where('change', '<>', 'gone')
    .where('contact_id', '=', sql<string>`ANY(${contacts}::text[])`)
    .execute()
    .catch(failed);
  const count = (kind: ChangeKind) =>
    counted.reduce((sum, row) => sum + (row.change === kind ? Number(row.contacts) : 0), 0);
  return {
    previousRunId: before.run_id,
    previousAsOf: before.as_of,
    counts: { new: count('new'), gone: count('gone'), up: count('up'), down: count('down'), moved: count('moved') },
    gone: counted
      .flatMap(({ gone_reason, contacts }) =>
        gone_reason === null ? [] : [{ reason: gone_reason as GoneReason, contacts: Number(contacts) }],
      )
      .sort((a, b) => b.contacts - a.contacts || (a.reason < b.reason ? -1 : 1)),
    contacts: new Map(rows.map((row) => [row.contact_id, contactChange(row)])),
  };
}

function contactChange(row: RankChangeView): ContactChange {
  const { rank_before: rank, probability_before: probability, tier_before: tier } = row;
  const { activity, ageing, profile, model } = row;
  return {
    contactId: row.contact_id,
    change: row.change as ContactChange['change'],
    before: rank === null || probability === null || tier === null ? null : { rank, probability, tier },
    parts:
      activity === null || ageing === null || profile === null || model === null
        ? null
        : { activity, ageing, profile, model },
  };
}
