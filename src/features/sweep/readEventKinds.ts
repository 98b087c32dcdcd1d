import type pg from 'pg';
import type { Sources } from '../../crm/source.ts';
import { copyOut } from '../../database/copyOut.ts';
import type { Instant } from '../../time/instant.ts';
import type { KindCount } from './eventKinds.ts';
import { kindStatement } from './eventStatements.ts';

/** Counts the events of each kind, ascending by nothing in particular, and all rows, duplicates included. */
export async function readEventKinds(
  client: pg.ClientBase,
  sources: Sources,
  knownBefore: Instant,
  signal?: AbortSignal,
): Promise<{ readonly counts: readonly KindCount[]; readonly rows: number }> {
  const counts: KindCount[] = [];
  let rows = 0;
  await copyOut(
    client,
    kindStatement(sources, knownBefore),
    (row) => {
      rows += row.float(1);
      const kind = row.text(0);
      if (kind !== null) counts.push({ kind, events: row.float(2), values: row.float(3) });
    },
    signal,
    'counting events',
  );
  return { counts, rows };
}
