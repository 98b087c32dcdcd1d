import pg from 'pg';
import { propertyColumn, type Sources } from './source.ts';

/** Columns of an event that its features are made of, apart from its properties. */
export const eventColumns = ['contact_id', 'occurred_at', 'ingested_at', 'kind', 'value'] as const;

/**
 * SELECT of events, each once: of the copies of one that which was known first counts, so that what arrives later cannot undo what was known.
 *
 * @param from what follows FROM, with the rows of `Sources.select('event')` as `source`.
 * @param further columns after `eventColumns`, quoted; they are text, or properties that are numbers.
 */
export function eventRows(
  sources: Sources,
  from: string,
  {
    condition = 'true',
    more = [],
  }: { readonly condition?: string | undefined; readonly more?: readonly string[] } = {},
): string {
  const about = more.map((column) => `source.${column}`);
  const columns = [...eventColumns.map((column) => `source.${column}`), ...about].join(', ');
  if (sources.unique('event')) return `SELECT ${columns} FROM ${from} WHERE ${condition}`;
  const numbers = new Set(sources.amounts.map(({ name }) => `source.${pg.escapeIdentifier(propertyColumn(name))}`));
  const inOrder = about.map((column) => (numbers.has(column) ? column : `${column} COLLATE "C"`));
  // A copy without a usable time or kind was never known.
  return `SELECT ${columns} FROM ${from} WHERE source.id IS NULL AND ${condition}
    UNION ALL
    (SELECT DISTINCT ON (source.contact_id, source.id) ${columns} FROM ${from} WHERE source.id IS NOT NULL AND ${condition}
    ORDER BY source.contact_id, source.id, (isfinite(source.occurred_at) AND source.kind IS NOT NULL) IS NOT TRUE,
      greatest(source.occurred_at, source.ingested_at), source.occurred_at, source.kind COLLATE "C", ${['source.value', ...inOrder].join(', ')})`;
}
