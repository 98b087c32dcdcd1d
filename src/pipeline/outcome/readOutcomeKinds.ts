import { copyOut } from '../../database/copyOut.ts';
import { instantSql } from '../../database/instantSql.ts';
import type { Reading } from '../../snapshot/reading.ts';
import { outcomeStatement } from '../../snapshot/readOutcomes.ts';

/** How many outcomes of each kind were known before the run's as-of, the most frequent first. */
export async function readOutcomeKinds({
  client,
  sources,
  knownBefore,
}: Pick<Reading, 'client' | 'sources' | 'knownBefore'>): Promise<
  readonly { readonly kind: string | null; readonly outcomes: number }[]
> {
  const limit = instantSql(knownBefore);
  const kinds: { readonly kind: string | null; readonly outcomes: number }[] = [];
  if (!sources.has('outcome')) return kinds;
  const statement = `SELECT kind, count(*)::float8 FROM (${outcomeStatement(sources, undefined)}) AS outcomes
    WHERE occurred_at < ${limit} AND (ingested_at IS NULL OR ingested_at < ${limit})
    GROUP BY kind ORDER BY count(*) DESC, kind`;
  await copyOut(client, statement, (row) => kinds.push({ kind: row.text(0), outcomes: row.float(1) }));
  return kinds;
}
