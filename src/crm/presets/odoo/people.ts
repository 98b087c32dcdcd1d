import { type Ctes, indented, select, unionAll } from '../statement.ts';
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

/** CTEs of one kind of record each, and the person that each stands for: id, person_id, email, created_at. */
export const personOf = {
  'res.partner': 'partner_person',
  'crm.lead': 'lead_person',
  'mailing.contact': 'member_person',
} as const;

/**
 * SELECTs up to those of {@link personOf}, and `document (model, res_id, person_id, email, created_at)`: every record
 * that stands for a person, and the one the person goes by.
 *
 * A partner is a person. A lead is its partner, where that is a person; else, like a member of a mailing list, the
 * partner of the same address, else the first lead of that address, else the first member. A lead without an address is a
 * person of its own, if it names one.
 */
export function personCtes(source: OdooSource): Ctes {
  const { partner, lead, mailingContact: member } = source;
  const partnerEmail = normalizedEmail(partner, 'email') ?? 'NULL::text';
  const models = ['res.partner', 'crm.lead', ...(member ? (['mailing.contact'] as const) : [])] as const;
  return {
    partner_person: select({
      columns: {
        id: partner.text('id'),
        person_id: reference('res.partner', partner.text('id')),
        email: partnerEmail,
        created_at: partner.instant('create_date'),
      },
      from: partner.from,
      where: isPerson(partner),
    }),
    // Whoever is an employee, or was archived, is nobody to approach, under any address.
    outsider: select({
      columns: { email: partnerEmail },
      from: partner.from,
      where: [`${partner.boolean('is_company')} IS NOT TRUE`, `${partnerEmail} IS NOT NULL`],
      tail: `GROUP BY 1
HAVING NOT bool_or(${isPerson(partner).join(' AND ')})`,
    }),
    lead_record: leadRecords(lead),
    ...(member
      ? {
          member_record: select({
            columns: {
              id: member.text('id'),
              own_id: reference('mailing.contact', member.text('id')),
              email: normalizedEmail(member, 'email'),
              created_at: member.instant('create_date'),
            },
            from: member.from,
          }),
        }
      : {}),
    address: `SELECT DISTINCT ON (email) email, person_id
FROM (
${indented(
  unionAll([
    'SELECT email, person_id, created_at, 1 AS priority FROM partner_person',
    'SELECT email, own_id, created_at, 2 FROM lead_record',
    ...(member ? ['SELECT email, own_id, created_at, 3 FROM member_record'] : []),
  ]),
)}
) AS known
WHERE email IS NOT NULL
ORDER BY email, priority, created_at, person_id`,
    lead_person: `SELECT lead_record.id, lead_record.email, lead_record.created_at,
  coalesce(of_partner.person_id, address.person_id, lead_record.own_id) AS person_id
FROM lead_record
LEFT JOIN partner_person AS of_partner ON of_partner.id = lead_record.partner_id
LEFT JOIN address ON address.email = lead_record.email
LEFT JOIN outsider ON outsider.email = lead_record.email
WHERE of_partner.id IS NOT NULL OR outsider.email IS NULL AND (lead_record.email IS NOT NULL OR lead_record.named)`,
    ...(member
      ? {
          member_person: `SELECT member_record.id, member_record.email, member_record.created_at,
  coalesce(address.person_id, member_record.own_id) AS person_id
FROM member_record
LEFT JOIN address ON address.email = member_record.email
LEFT JOIN outsider ON outsider.email = member_record.email
WHERE outsider.email IS NULL`,
        }
      : {}),
    document: unionAll(
      models.map(
        (model) => `SELECT '${model}' AS model, id AS res_id, person_id, email, created_at FROM ${personOf[model]}`,
      ),
    ),
  };
}

function leadRecords(lead: TableReader): string {
  const partnerId = lead.filledText('partner_id');
  const email = normalizedEmail(lead, 'email_from');
  return select({
    columns: {
      id: lead.text('id'),
      own_id: reference('crm.lead', lead.text('id')),
      partner_id: partnerId ?? 'NULL::text',
      email: email ?? 'NULL::text',
      created_at: lead.instant('create_date'),
      // Where no column could name anybody, every lead counts as somebody.
      named: lead.has('contact_name')
        ? `${lead.filledText('contact_name')} IS NOT NULL`
        : String(email === undefined && partnerId === undefined),
    },
    from: lead.from,
  });
}

/** Joins the person that a record of one kind stands for, as `document`. */
export function personJoin(model: keyof typeof personOf, id: string | undefined): string {
  return `JOIN ${personOf[model]} AS document ON document.id = ${id}`;
}
