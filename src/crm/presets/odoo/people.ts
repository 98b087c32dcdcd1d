import { type Ctes, select, unionAll } from '../statement.ts';
import type { TableReader } from '../tableReader.ts';
import { isActive, normalizedEmail, type OdooSource } from './source.ts';

/** How Odoo writes a reference to a record: `res.partner,12`. */
const reference = (model: string, id: string | undefined) => `'${model},' || ${id}`;

/** Conditions for the partners that are people from outside: neither companies, addresses, employees nor archived. */
export function isPerson(partner: TableReader): readonly string[] {
  const type = partner.filledText('type');
  return [
    `${partner.boolean('is_company')} IS NOT TRUE`,
    isActive(partner),
    ...(type ? [`coalesce(${type}, 'contact') = 'contact'`] : []),
    ...(partner.has('partner_share') ? [`${partner.boolean('partner_share')} IS NOT FALSE`] : []),
  ];
}

/**
 * SELECTs up to `document (model, res_id, person_id, email, created_at)`: every record that stands for a person, and the
 * one the person goes by.
 *
 * A partner is a person. A lead is its partner, where that is a person; else, like a member of a mailing list, the
 * partner of the same address, else the first lead of that address, else the first member. A lead without an address is a
 * person of its own, if it names one.
 */
export function personCtes(source: OdooSource): Ctes {
  const { partner, lead, mailingContact: member } = source;
  const partnerId = lead.filledText('partner_id');
  const partnerEmail = normalizedEmail(partner, 'email') ?? 'NULL::text';
  const leadEmail = normalizedEmail(lead, 'email_from');
  // Where no column could name anybody, every lead counts as somebody.
  const leadNames = lead.has('contact_name')
    ? `${lead.filledText('contact_name')} IS NOT NULL`
    : String(leadEmail === undefined && partnerId === undefined);
  const records = [
    select({
      columns: {
        model: `'res.partner'`,
        res_id: partner.text('id'),
        priority: '1',
        named: 'true',
        own_id: reference('res.partner', partner.text('id')),
        partner_id: 'NULL::text',
        email: partnerEmail,
        created_at: partner.instant('create_date'),
      },
      from: partner.from,
      where: isPerson(partner),
    }),
    select({
      columns: {
        model: `'crm.lead'`,
        res_id: lead.text('id'),
        priority: '2',
        named: leadNames,
        own_id: reference('crm.lead', lead.text('id')),
        partner_id: partnerId ?? 'NULL::text',
        email: leadEmail ?? 'NULL::text',
        created_at: lead.instant('create_date'),
      },
      from: lead.from,
    }),
    ...(member
      ? [
          select({
            columns: {
              model: `'mailing.contact'`,
              res_id: member.text('id'),
              priority: '3',
              named: 'true',
              own_id: reference('mailing.contact', member.text('id')),
              partner_id: 'NULL::text',
              email: normalizedEmail(member, 'email') ?? 'NULL::text',
              created_at: member.instant('create_date'),
            },
            from: member.from,
          }),
        ]
      : []),
  ];
  return {
    record: unionAll(records),
    address: `SELECT DISTINCT ON (email) email, own_id AS person_id
FROM record
WHERE email IS NOT NULL
ORDER BY email, priority, created_at, own_id`,
    // Whoever is an employee, or was archived, is nobody to approach, under any address.
    outsider: select({
      columns: { email: partnerEmail },
      from: partner.from,
      where: [`${partner.boolean('is_company')} IS NOT TRUE`, `${partnerEmail} IS NOT NULL`],
      tail: `GROUP BY 1
HAVING NOT bool_or(${isPerson(partner).join(' AND ')})`,
    }),
    document: `SELECT record.model, record.res_id, record.email, record.created_at, record.own_id,
  coalesce(CASE record.priority WHEN 1 THEN record.own_id END, of_partner.own_id, address.person_id, record.own_id) AS person_id
FROM record
LEFT JOIN record AS of_partner ON of_partner.model = 'res.partner' AND of_partner.res_id = record.partner_id
LEFT JOIN address ON address.email = record.email
LEFT JOIN outsider ON outsider.email = record.email
WHERE record.priority = 1 OR of_partner.own_id IS NOT NULL
  OR outsider.email IS NULL AND (record.email IS NOT NULL OR record.named)`,
  };
}
