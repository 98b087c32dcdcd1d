import type { Ctes } from '../statement.ts';
import type { CrmPart, PartOfOthers } from './parts.ts';

const nobody = 'SELECT NULL::text AS contact_id, NULL::text AS crm_id, 1 AS rank WHERE false';

/**
 * SELECTs up to `<prefix>_person (id, person_id)` of each: which person of the CRM an id stands for. No row: none that
 * the CRM has ever had; person_id NULL: one that the CRM has deleted.
 *
 * Where ids point at several people, one who is there comes before one deleted, then the best rank, then the least id.
 */
export function personCtes(crm: CrmPart, others: readonly PartOfOthers[]): Ctes {
  const ctes: Record<string, string> = {
    crm_identity: crm.identities,
    crm_contact: crm.source.get('contact')!.query,
  };
  for (const { prefix, crmPeople } of others)
    ctes[`${prefix}_person`] = `SELECT DISTINCT ON (known.contact_id) known.contact_id AS id, present.id AS person_id
FROM (
${crmPeople ?? nobody}
) AS known
JOIN crm_identity ON crm_identity.id = known.crm_id
LEFT JOIN crm_contact AS present ON present.id = crm_identity.person_id
ORDER BY known.contact_id, present.id IS NULL, known.rank, present.id`;
  return ctes;
}

/** The id a person goes by, beside a join of `<prefix>_person AS person`. */
export function translated({ prefix }: PartOfOthers, id: string): string {
  return `coalesce(person.person_id, '${prefix}:' || ${id})`;
}
