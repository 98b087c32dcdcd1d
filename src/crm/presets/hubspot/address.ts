import { type Ctes, derived, select, unionAll } from '../statement.ts';
import { knowsMerges, mergedJoin, ownerOf } from './merged.ts';
import type { HubspotObjects } from './objects.ts';

/**
 * A CTE `address` (email, contact_id): one contact per address, however many share it, so that none of its events counts
 * twice: rather one whose own address it is than one that it came to by a merge, then the one created first.
 */
export function addressCte(objects: HubspotObjects): Ctes {
  const { contact } = objects;
  const merges = knowsMerges(objects, 'contact');
  const own = merges ? 'merged_contact.id IS NULL' : 'true';
  const there =
    merges && contact.where.length > 0
      ? [`(merged_contact.id IS NOT NULL OR ${contact.where.join(' AND ')})`]
      : contact.where;
  const columns = (email: string | undefined, isOwn: string) => ({
    email,
    contact_id: ownerOf(objects, 'contact', contact.id),
    created_at: contact.createdAt,
    own: isOwn,
  });
  const known = [
    select({
      columns: columns(contact.email, own),
      from: contact.from,
      joins: mergedJoin(objects, 'contact', contact.id),
      where: there,
    }),
  ];
  if (contact.furtherEmails !== undefined)
    known.push(
      select({
        columns: columns('lower(btrim(further.email))', 'false'),
        from: contact.from,
        joins: [
          `CROSS JOIN LATERAL unnest(string_to_array(${contact.furtherEmails}, ';')) AS further (email)`,
          ...mergedJoin(objects, 'contact', contact.id),
        ],
        where: there,
      }),
    );
  return {
    address: `SELECT DISTINCT ON (email) email, contact_id
FROM ${derived(unionAll(known), 'known')}
WHERE email <> ''
ORDER BY email, own DESC, created_at, contact_id`,
  };
}
