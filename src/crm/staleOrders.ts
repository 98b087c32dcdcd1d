import { type RawBuilder, sql } from 'kysely';

/**
 * SELECT of the collations among `used` (a list of their numbers, as an index has it) whose order was another when they came into the
 * database than it is on this system, as after an upgrade of the C library: an index in the old order misses rows that are there, and a
 * unique one lets them in twice. https://www.postgresql.org/docs/18/sql-altercollation.html
 */
export function staleOrders(used: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`SELECT c.collname, CASE WHEN c.collprovider = 'd' THEN d.datcollversion ELSE c.collversion END AS before
    FROM unnest(${used}::oid[]) AS used (id) JOIN pg_collation AS c ON c.oid = used.id
    JOIN pg_database AS d ON d.datname = current_database()
    WHERE CASE WHEN c.collprovider = 'd' THEN d.datcollversion <> pg_database_collation_actual_version(d.oid)
      ELSE c.collversion <> pg_collation_actual_version(c.oid) END`;
}
