import { copyOut } from '../database/copyOut.ts';
import { fieldPositions } from './fieldPositions.ts';
import type { Spans } from './population.ts';
import type { Reading } from './reading.ts';
import { SpanList } from './spanList.ts';

/**
 * Reads the suppressions in force at some time before the run's as-of.
 *
 * How long after the as-of one will last makes no difference to any snapshot: such an end is read as open.
 */
export async function readSuppressions(
  { client, sources, knownBefore, anomalies }: Reading,
  contactOf: ReadonlyMap<string, number>,
): Promise<Spans> {
  const spans = new SpanList();
  const at = fieldPositions('suppression');
  if (sources.has('suppression'))
    await copyOut(client, sources.select('suppression'), (row) => {
      const since = row.instant(at.since);
      const until = row.instant(at.until);
      const contact = contactOf.get(row.text(at.contactId) ?? '');
      if (since >= knownBefore) return anomalies.add('suppressions in the future');
      if (contact === undefined) return anomalies.add('suppressions of unknown contacts');
      spans.add(
        contact,
        since === Number.NEGATIVE_INFINITY ? Number.NaN : since,
        until > knownBefore ? Number.NaN : until,
      );
    });
  return spans.finish();
}
