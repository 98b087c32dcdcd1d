import pg from 'pg';
import { burstEvents } from '../../crm/eventBurst.ts';
import { eventColumns, eventRows } from '../../crm/eventRows.ts';
import { usedEvents } from '../../crm/machine/machineEvents.ts';
import { propertyColumn, type Sources } from '../../crm/source.ts';
import { instantSql } from '../../database/instantSql.ts';
import { textArray } from '../../database/textArray.ts';
import type { Instant } from '../../time/instant.ts';
import { mostPairs, mostValues } from './eventProperties.ts';
import { idsOfAll, idsOfPartition, type Partition } from './partitions.ts';

/** Whether `eventStatement` gives the ids of contacts as whole numbers, which is quicker, and not as text. */
export function sendsNumbers(sources: Sources): boolean {
  return sources.selectWithNumber('event', 'contactId') !== null;
}

/**
 * SELECT of contact_id, occurred_at, ingested_at, kind, value and the properties given: one row per event, in no particular order.
 *
 * Of several partitions each gets the events of its contacts, the first those of unknown contacts as well. Events of a contact of which
 * the CRM has several rows may come in more than one.
 */
export function eventStatement(
  sources: Sources,
  knownBefore: Instant,
  partition: Partition,
  properties: readonly string[] = [],
): string {
  const told = `(${sources.selectWithNumber('event', 'contactId') ?? sources.select('event')}) AS source`;
  const more = properties.map((name) => pg.escapeIdentifier(propertyColumn(name)));
  const used = usedEvents(sources, told, more);
  const events = used ?? told;
  const rowsFrom = (from: string, condition?: string) =>
    used ? columnsOf(from, condition, more) : eventRows(sources, from, { condition, more });
  if (partition.of === 1) return rowsFrom(events);
  const ofMine = `JOIN (${idsOfPartition(sources, knownBefore, partition)}) AS mine ON mine.id = source.contact_id::text`;
  if (partition.index > 0) return rowsFrom(`${events} ${ofMine}`);
  const ofKnown = `LEFT JOIN (${idsOfAll(sources, knownBefore)}) AS known ON known.id = source.contact_id::text`;
  if (used) return rowsFrom(`${used} LEFT ${ofMine} ${ofKnown}`, 'mine.id IS NOT NULL OR known.id IS NULL');
  return `${rowsFrom(`${events} ${ofMine}`)} UNION ALL ${rowsFrom(`${events} ${ofKnown}`, 'known.id IS NULL')}`;
}

function columnsOf(from: string, condition = 'true', more: readonly string[] = []): string {
  const columns = [...eventColumns, ...more].map((column) => `source.${column}`).join(', ');
  return `SELECT ${columns} FROM ${from} WHERE ${condition}`;
}

/**
 * SELECT of the bursts of some contacts, see `burstEvents`, of events known before an instant: contact_id, kind, occurred_at, when events became
 * known and how many; a row per instant at which some of a burst became known, in that order, burst after burst.
 */
export function burstStatement(sources: Sources, knownBefore: Instant, contacts: readonly string[]): string {
  const told = `(${sources.select('event')}) AS source`;
  const condition = `source.contact_id = ANY(${textArray(contacts)})`;
  const used = usedEvents(sources, told);
  const events = used ? columnsOf(used, condition) : eventRows(sources, told, { condition });
  return `SELECT contact_id, kind, occurred_at, known_at, events::float8
    FROM (
      SELECT contact_id, kind, occurred_at, known_at, count(*) AS events,
        sum(count(*)) OVER (PARTITION BY contact_id, kind, occurred_at) AS together
      FROM (
        SELECT contact_id COLLATE "C" AS contact_id, kind COLLATE "C" AS kind, occurred_at, greatest(occurred_at, ingested_at) AS known_at
        FROM (${events}) AS event WHERE isfinite(occurred_at) AND kind IS NOT NULL
      ) AS known
      WHERE known_at < ${instantSql(knownBefore)} GROUP BY 1, 2, 3, 4
    ) AS grouped
    WHERE together >= ${burstEvents} ORDER BY 1, 2, 3, 4`;
}

/**
 * SELECT of the position of a property, a value of it, how many events known before the instant have it, and how many different values the
 * property has; a row for each of its most frequent values, ties by their bytes.
 */
export function propertyStatement(sources: Sources, properties: readonly string[], knownBefore: Instant): string {
  const pairs = properties.map((name, at) => `(${at}, source.${pg.escapeIdentifier(propertyColumn(name))})`).join(', ');
  return `SELECT property::float8, value, events::float8, values::float8
    FROM (
      SELECT property, value, events, count(*) OVER (PARTITION BY property) AS values,
        row_number() OVER (PARTITION BY property ORDER BY events DESC, value) AS place
      FROM (
        SELECT about.property, about.value COLLATE "C" AS value, count(*) AS events
        FROM (${sources.select('event')}) AS source, LATERAL (VALUES ${pairs}) AS about (property, value)
        WHERE about.value <> '' AND ${knownCondition(knownBefore)} GROUP BY 1, 2
      ) AS counted
    ) AS ranked WHERE place <= ${mostValues}`;
}

/** SELECT of the position of a property, a kind and a value of it, and how many events known before the instant have both; the most frequent of each property. */
export function pairStatement(
  sources: Sources,
  properties: readonly string[],
  kinds: readonly string[],
  knownBefore: Instant,
): string {
  const pairs = properties.map((name, at) => `(${at}, source.${pg.escapeIdentifier(propertyColumn(name))})`).join(', ');
  return `SELECT property::float8, kind, value
    FROM (
      SELECT property, kind, value, row_number() OVER (PARTITION BY property ORDER BY count(*) DESC, kind, value) AS place
      FROM (
        SELECT about.property, source.kind COLLATE "C" AS kind, about.value COLLATE "C" AS value
        FROM (${sources.select('event')}) AS source, LATERAL (VALUES ${pairs}) AS about (property, value)
        WHERE about.value <> '' AND source.kind = ANY(${textArray(kinds)}) AND ${knownCondition(knownBefore)}
      ) AS known GROUP BY 1, 2, 3
    ) AS ranked WHERE place <= ${mostPairs} ORDER BY property, place`;
}

/** SELECT of how many events known before the instant have something that is no number, for each of the properties that are numbers, in their order. */
export function unreadableStatement({ amounts, unreadableAmounts }: Sources, knownBefore: Instant): string {
  const counts = amounts.map(({ name }) => `count(${pg.escapeIdentifier(propertyColumn(name))})::float8`);
  return `SELECT ${counts.join(', ')} FROM (${unreadableAmounts}) AS source WHERE ${knownCondition(knownBefore)}`;
}

/** Whether an event of `source` is known before an instant. */
function knownCondition(knownBefore: Instant): string {
  const limit = instantSql(knownBefore);
  return `isfinite(occurred_at) AND occurred_at < ${limit} AND (ingested_at IS NULL OR ingested_at < ${limit})`;
}

/** SELECT of kind, all rows, rows known before the instant, and those of them that carry a value, per kind. */
export function kindStatement(sources: Sources, knownBefore: Instant): string {
  const known = knownCondition(knownBefore);
  return `SELECT kind, count(*)::float8, (count(*) FILTER (WHERE ${known}))::float8,
      (count(value) FILTER (WHERE ${known}))::float8
    FROM (${sources.select('event')}) AS source GROUP BY kind`;
}
