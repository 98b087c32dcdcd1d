import { sql } from 'kysely';
import type { Config } from '../../config/schema.ts';
import type { DatabaseHandle } from '../../database/connection.ts';
import { inSnapshot } from '../../database/transaction.ts';
import type { Finding } from '../../notice/finding.ts';
import { notice } from '../../notice/notice.ts';
import { absentKinds, type RowsOf, readMachineShares } from '../machine/machineShares.ts';
import { probeSources } from '../source.ts';
import { runOn } from './measure.ts';

/** Opens and clicks by machines, by rule and by domain, where the configuration says which events are opens and clicks. */
export async function machines(handle: DatabaseHandle, config: Config): Promise<Finding[]> {
  if (!config.source.event?.machine) return [];
  return inSnapshot(handle, async (client) => {
    const run = runOn(handle, client, 'looking for opens and clicks by machines');
    const rowsOf: RowsOf = (statement) => run(sql.raw(statement));
    const sources = await probeSources({ kysely: handle.kysely, pool: client }, config.source);
    if (sources.machine === null) return [];
    const absent = await absentKinds(rowsOf, sources);
    const shares = await readMachineShares(rowsOf, sources);
    return [
      ...(absent.length > 0 ? [notice('machine-kinds-absent', { entity: 'event', kinds: absent })] : []),
      ...(shares.events > 0 ? [notice('machine-events', { entity: 'event', ...shares })] : []),
    ];
  });
}
