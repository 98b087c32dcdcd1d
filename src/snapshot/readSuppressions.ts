import { channelKey } from '../config/channel.ts';
import { firstPlausibleInstant } from '../crm/plausible.ts';
import { copyOut } from '../database/copyOut.ts';
import { fieldPositions } from './fieldPositions.ts';
import { laterOf } from './laterOf.ts';
import type { Spans } from './population.ts';
import type { Reading } from './reading.ts';
import { SpanList } from './spanList.ts';

/**
 * Reads the suppressions in force at some time before the run's as-of.
 *
 * One of a channel that the program does not count is left aside, which is no anomaly; one without a channel forbids every one.
 * How long after the as-of one will last makes no difference to any snapshot: such an end is read as open.
 */
export async function readSuppressions(
  { client, sources, knownBefore, anomalies, ofToday }: Reading,
  contactOf: ReadonlyMap<string, number>,
  channels: readonly string[] | undefined,
): Promise<Spans> {
  const spans = new SpanList();
  const at = fieldPositions('suppression');
  if (sources.has('suppression'))
    await copyOut(client, sources.select('suppression'), (row) => {
      const channel = channelKey(row.text(at.channel) ?? '');
      if (channels !== undefined && channel !== '' && !channels.includes(channel)) return;
      const since = row.instant(at.since);
      const until = row.instant(at.until);
      const ingested = ofToday ? Number.NaN : row.instant(at.ingestedAt);
      const contact = contactOf.get(row.text(at.contactId) ?? '');
      if (since >= knownBefore) return anomalies.add('suppressions in the future');
      if (ingested >= knownBefore) return anomalies.add('suppressions not yet known');
      if (contact === undefined) return anomalies.add('suppressions of unknown contacts');
      spans.add(
        contact,
        laterOf(since === Number.NEGATIVE_INFINITY ? Number.NaN : since, ingested),
        // An end before anything was recorded is none.
        until > knownBefore || until < firstPlausibleInstant ? Number.NaN : until,
      );
    });
  return spans.finish();
}
