import { select, unionAll, withCtes } from '../statement.ts';
import { otherIds, type SalesforceSource } from './source.ts';

/** SELECT of id, person_id: every id of a contact or lead, deleted ones included, and the person it goes by today. */
export function salesforceIdentities(source: SalesforceSource): string {
  const tables = source.lead ? [source.contact, source.lead] : [source.contact];
  const selects = tables.map((table) =>
    select({
      columns: { id: table.text('id'), person_id: `coalesce(other_id.person_id, ${table.text('id')})` },
      from: table.from,
      joins: [`LEFT JOIN other_id ON other_id.id = ${table.text('id')}`],
    }),
  );
  return withCtes(otherIds(source), unionAll(selects));
}
