import pg from 'pg';
import type { Sources } from '../crm/source.ts';
import { copyOut } from '../database/copyOut.ts';
import { fieldPositions, firstAttributePosition } from './fieldPositions.ts';
import { growingFloats, growingIntegers } from './growingArray.ts';
import { compareNumbers, sortedRows } from './ordering.ts';
import type { Occurrences } from './population.ts';
import type { Reading } from './reading.ts';

/**
 * Reads the outcomes of one kind (by default of all) that happened and were known before the run's as-of.
 *
 * One that happened at `-infinity` is kept: it precedes every as-of date.
 */
export async function readOutcomes(
  { client, sources, knownBefore, anomalies, ofToday }: Reading,
  contactOf: ReadonlyMap<string, number>,
  kind: string | undefined,
): Promise<Occurrences> {
  const contact = growingIntegers();
  const occurredAt = growingFloats();
  const ingestedAt = growingFloats();
  const begunAt = growingFloats();
  const at = fieldPositions('outcome');
  const begunPosition = firstAttributePosition('outcome');
  await copyOut(client, outcomeStatement(sources, kind), (row) => {
    const begun = row.instant(begunPosition);
    const occurred = ofToday ? begun : row.instant(at.occurredAt);
    const ingested = row.instant(at.ingestedAt);
    const index = contactOf.get(row.text(at.contactId) ?? '');
    if (Number.isNaN(occurred)) return anomalies.add('outcomes without a date');
    if (occurred >= knownBefore) return anomalies.add('outcomes in the future');
    if (ingested >= knownBefore) return anomalies.add('outcomes not yet known');
    if (index === undefined) return anomalies.add('outcomes of unknown contacts');
    contact.push(index);
    occurredAt.push(occurred);
    begunAt.push(begun);
    ingestedAt.push(ingested === Number.NEGATIVE_INFINITY ? Number.NaN : ingested);
  });
  const order = sortedRows(
    contact.length,
    (a, b) => contact.at(a) - contact.at(b),
    (a, b) => compareNumbers(occurredAt.at(a), occurredAt.at(b)),
    (a, b) => compareNumbers(ingestedAt.at(a), ingestedAt.at(b)),
  );
  const taken = {
    contact: contact.take(order),
    occurredAt: occurredAt.take(order),
    ingestedAt: ingestedAt.take(order),
  };
  const begun = begunAt.take(order);
  return begun.some((instant, i) => instant !== taken.occurredAt[i]) ? { ...taken, begunAt: begun } : taken;
}

/** SELECT of the outcomes of one kind, by default of all. */
export function outcomeStatement(sources: Sources, kind: string | undefined): string {
  const chosen = kind === undefined ? '' : ` WHERE kind = ${pg.escapeLiteral(kind)}`;
  return `SELECT * FROM (${sources.select('outcome')}) AS source${chosen}`;
}
