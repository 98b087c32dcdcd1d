import pg from 'pg';
import { burstEvents } from '../../crm/eventBurst.ts';
import { propertyColumn, type Sources } from '../../crm/source.ts';
import { instantSql } from '../../database/instantSql.ts';
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
  const events = `(${sources.selectWithNumber('event', 'contactId') ?? sources.select('event')}) AS source`;
  const rowsFrom = (from: string, condition?: string) => eventRows(sources, from, condition, properties);
  if (partition.of === 1) return rowsFrom(events);
  const mine = `${events} JOIN (${idsOfPartition(sources, knownBefore, partition)}) AS mine ON mine.id = source.contact_id::text`;
  if (partition.index > 0) return rowsFrom(mine);
  const orphans = `${events} LEFT JOIN (${idsOfAll(sources, knownBefore)}) AS known ON known.id = source.contact_id::text`;
  return `${rowsFrom(mine)} UNION ALL ${rowsFrom(orphans, 'known.id IS NULL')}`;
}

function eventRows(sources: Sources, from: string, condition = 'true', properties: readonly string[] = []): string {
  const about = properties.map((name) => `source.${pg.escapeIdentifier(propertyColumn(name))}`);
  const columns = [
    ...['contact_id', 'occurred_at', 'ingested_at', 'kind', 'value'].map((column) => `source.${column}`),
    ...about,
  ].join(', ');
  if (sources.unique('event')) return `SELECT ${columns} FROM ${from} WHERE ${condition}`;
  // Of the copies of an event the one known first counts, so that what arrives later cannot undo what was known;
  // a copy without a usable time or kind was never known.
  return `SELECT ${columns} FROM ${from} WHERE source.id IS NULL AND ${condition}
    UNION ALL
    (SELECT DISTINCT ON (source.contact_id, source.id) ${columns} FROM ${from} WHERE source.id IS NOT NULL AND ${condition}
    ORDER BY source.contact_id, source.id, (isfinite(source.occurred_at) AND source.kind IS NOT NULL) IS NOT TRUE,
      greatest(source.occurred_at, source.ingested_at), source.occurred_at, source.kind COLLATE "C", source.value${about.map((column) => `, ${column} COLLATE "C"`).join('')})`;
}

/**
 * SELECT of the bursts of some contacts, see `burstEvents`, of events known before an instant: contact_id, kind, occurred_at, when events became
 * known and how many; a row per instant at which some of a burst became known, in that order, burst after burst.
 */
export function burstStatement(sources: Sources, knownBefore: Instant, contacts: readonly string[]): string {
  const events = eventRows(
    sources,
    `(${sources.select('event')}) AS source`,
    `source.contact_id = ANY(${textArray(contacts)})`,
  );
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

/** SQL of texts, bound by no parameter, which a COPY does not take. */
function textArray(texts: readonly string[]): string {
  const quoted = texts.map((text) => `"${text.replaceAll(/["\\]/g, '\\$&')}"`);
  return `${pg.escapeLiteral(`{${quoted.join(',')}}`)}::text[]`;
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
