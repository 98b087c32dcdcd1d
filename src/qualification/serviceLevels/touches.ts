import { copyOut } from '../../database/copyOut.ts';
import { fieldPositions } from '../../snapshot/fieldPositions.ts';
import { growingFloats, growingIntegers } from '../../snapshot/growingArray.ts';
import type { Reading } from '../../snapshot/reading.ts';

/** When whom the company approached, in no order. */
export interface Touches {
  readonly contact: Int32Array;
  readonly at: Float64Array;
}

/** Reads the touches before the run's instant; what cannot be used is counted. */
export async function readTouches(
  { client, sources, knownBefore, anomalies }: Reading,
  contactOf: ReadonlyMap<string, number>,
): Promise<Touches> {
  const contacts = growingIntegers();
  const instants = growingFloats();
  if (sources.has('touch')) {
    const at = fieldPositions('touch');
    await copyOut(client, sources.select('touch'), (row) => {
      const contact = contactOf.get(row.text(at.contactId) ?? '');
      const occurredAt = row.instant(at.occurredAt);
      if (contact === undefined) return anomalies.add('touches of unknown contacts');
      if (!Number.isFinite(occurredAt)) return anomalies.add('touches without a date');
      if (occurredAt >= knownBefore) return anomalies.add('touches in the future');
      contacts.push(contact);
      instants.push(occurredAt);
    });
  }
  return { contact: contacts.finish(), at: instants.finish() };
}
