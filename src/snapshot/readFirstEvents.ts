import { firstPlausible } from '../crm/plausible.ts';
import { copyOut } from '../database/copyOut.ts';
import { instantSql } from '../database/instantSql.ts';
import type { Instant } from '../time/instant.ts';
import type { Reading } from './reading.ts';

/** By index of the contact, its first event that was known before the run's as-of; events of unknown contacts are left aside. */
export async function readFirstEvents(
  { client, sources, knownBefore }: Reading,
  contactOf: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<number, Instant>> {
  const first = new Map<number, Instant>();
  if (!sources.has('event')) return first;
  const limit = instantSql(knownBefore);
  const statement = `SELECT contact_id, min(occurred_at)
    FROM (${sources.select('event')}) AS source
    WHERE occurred_at >= '${firstPlausible}' AND occurred_at < ${limit} AND (ingested_at IS NULL OR ingested_at < ${limit})
    GROUP BY contact_id`;
  await copyOut(client, statement, (row) => {
    const contact = contactOf.get(row.text(0) ?? '');
    if (contact !== undefined) first.set(contact, row.instant(1));
  });
  return first;
}
