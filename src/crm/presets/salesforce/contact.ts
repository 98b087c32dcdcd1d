import { wholeName } from '../personName.ts';
import type { PresetMapping } from '../preset.ts';
import { combined, derived, select, unionAll, withCtes } from '../statement.ts';
import type { TableReader } from '../tableReader.ts';
import { websiteDomain } from '../websiteDomain.ts';
import { knowsPast } from './past.ts';
import { isCurrent, mergedAccounts, otherIds, peopleOf, type SalesforceSource } from './source.ts';
import { trackedColumns } from './tracked.ts';

type Relation = NonNullable<PresetMapping['source']['contact']>;

const facts: Readonly<Record<string, (table: TableReader) => string | undefined>> = {
  name: wholeName,
  email: (table) => table.text('email'),
  title: (table) => table.text('title'),
  lead_source: (table) => table.text('lead_source'),
};

/** People: contacts, and leads that were not converted. */
export function contactRelation(source: SalesforceSource): Relation {
  const { contact, lead } = source;
  const tables = peopleOf(source);
  const shown = Object.entries(facts).filter(([, fact]) => tables.some((table) => fact(table)));
  const accounts = accountsOfPeople(source);
  const columns = (table: TableReader, account: string | undefined) => ({
    id: table.text('id'),
    account_id: accounts.known ? (account ?? 'NULL::text') : undefined,
    current_account_id: accounts.today[table.name],
    ...Object.fromEntries(shown.map(([name, fact]) => [name, fact(table) ?? 'NULL::text'])),
    created_at: combined('least', table.instant('created_date'), 'earlier.created_at'),
  });
  const selects = [
    select({
      columns: columns(contact, accounts.ofContact),
      from: contact.from,
      joins: [`LEFT JOIN earlier ON earlier.person_id = ${contact.text('id')}`, ...accounts.joinsOfContact],
      where: isCurrent(contact),
    }),
  ];
  if (lead)
    selects.push(
      select({
        columns: columns(lead, accounts.ofLead),
        from: lead.from,
        joins: [
          `LEFT JOIN earlier ON earlier.person_id = ${lead.text('id')}`,
          ...accounts.joinsOfLead,
          `LEFT JOIN other_id ON other_id.id = ${lead.text('id')}`,
        ],
        where: ['other_id.id IS NULL', ...isCurrent(lead)],
      }),
    );
  const records = tables.map(
    (table) => `SELECT ${table.text('id')} AS id, ${table.instant('created_date')} AS created_at FROM ${table.from}`,
  );
  const ctes = {
    ...otherIds(source),
    earlier: `SELECT other_id.person_id, min(record.created_at) AS created_at, bool_or(other_id.was_lead) AS was_lead
FROM other_id
JOIN ${derived(unionAll(records), 'record')} ON record.id = other_id.id
GROUP BY 1`,
    ...accounts.selects,
  };
  return { query: withCtes(ctes, unionAll(selects)), attributes: attributesOf(source, tables, shown) };
}

/** Attributes of contacts or leads whose past is known, by name, each with its column. */
export function contactPast(source: SalesforceSource, table: TableReader): Readonly<Record<string, string>> {
  const own = trackedColumns(source, [table], source.own.people.taken).columns;
  return {
    ...(titlesOverTime(source) ? { title: 'title' } : {}),
    ...(table.name === 'lead' ? { lead_status: 'status' } : {}),
    ...Object.fromEntries(own.map((name) => [name, name])),
  };
}

/** Where one of the tables does not know its past, history would leave its people without a title. */
function titlesOverTime(source: SalesforceSource): boolean {
  const tables = peopleOf(source).filter((table) => table.has('title'));
  return tables.length > 0 && tables.every((table) => knowsPast(source, table, 'title'));
}

function attributesOf(
  source: SalesforceSource,
  tables: readonly TableReader[],
  shown: readonly (readonly [string, unknown])[],
) {
  const attributes: NonNullable<Relation['attributes']> = {};
  if (shown.some(([name]) => name === 'lead_source'))
    attributes.lead_source = { type: 'category', availability: 'created-with', meaning: 'first contact through' };
  if (titlesOverTime(source)) attributes.title = { type: 'category', availability: 'history', meaning: 'job title' };
  if (source.lead && knowsPast(source, source.lead, 'status'))
    attributes.lead_status = { type: 'category', availability: 'history', meaning: 'status as a lead' };
  return { ...attributes, ...trackedColumns(source, tables, source.own.people.taken).attributes };
}

/**
 * How people find their account.
 *
 * Conversion gives a lead an account, and sales converts those who ask: to have one would say who did. A person who
 * began as a lead therefore has the account whose website is the domain of its e-mail, converted or not. The account of
 * today is the one that the conversion gave.
 */
function accountsOfPeople(source: SalesforceSource) {
  const { account, contact, lead } = source;
  const domain = account && websiteDomain(account);
  const joinDomain = (table: TableReader | undefined) =>
    lead && domain && table?.has('email')
      ? `LEFT JOIN domain_account ON domain_account.domain = lower(split_part(${table.text('email')}, '@', 2))`
      : undefined;
  const id = account && contact.filledText('account_id');
  const joins = { contact: joinDomain(contact), lead: joinDomain(lead) };
  const own = id && `coalesce(merged_account.kept, ${id})`;
  const asLead = joins.contact ? `domain_account.id` : 'NULL';
  const beganAsLead = `earlier.was_lead AND earlier.created_at < ${contact.instant('created_date')}`;
  const selects: Record<string, string> = account ? { ...mergedAccounts(source) } : {};
  if (account && (joins.contact || joins.lead)) {
    const named = select({
      columns: { id: account.text('id'), domain },
      from: account.from,
      where: isCurrent(account),
    });
    selects.domain_account = `SELECT domain, min(id) AS id
FROM ${derived(named, 'named')}
WHERE domain IS NOT NULL
GROUP BY domain
HAVING count(*) = 1`;
  }
  const converted = lead?.filledText('converted_account_id');
  const conversion = account && lead && converted;
  if (conversion)
    selects.conversion = `SELECT coalesce(other_id.person_id, ${lead.text('id')}) AS person_id,
  max(coalesce(merged_account.kept, ${converted})) AS account_id
FROM ${lead.from}
LEFT JOIN other_id ON other_id.id = ${lead.text('id')}
LEFT JOIN merged_account ON merged_account.id = ${converted}
WHERE ${converted} IS NOT NULL
GROUP BY 1`;
  const given = conversion ? 'conversion.account_id' : undefined;
  const today = {
    contact: combined('coalesce', own, given) ?? 'NULL::text',
    lead: combined('coalesce', given, joins.lead && 'domain_account.id') ?? 'NULL::text',
  };
  return {
    known: own !== undefined || joins.contact !== undefined || joins.lead !== undefined,
    selects,
    today: (lead && account ? today : {}) as Readonly<Record<string, string>>,
    ofContact: `CASE WHEN ${beganAsLead} THEN ${asLead} ELSE ${own ?? 'NULL'} END`,
    joinsOfContact: [
      id && `LEFT JOIN merged_account ON merged_account.id = ${id}`,
      joins.contact,
      conversion && `LEFT JOIN conversion ON conversion.person_id = ${contact.text('id')}`,
    ].filter((join) => join !== undefined),
    ofLead: joins.lead && 'domain_account.id',
    joinsOfLead: [
      joins.lead,
      conversion && lead && `LEFT JOIN conversion ON conversion.person_id = ${lead.text('id')}`,
    ].filter((join) => join !== undefined),
  };
}
