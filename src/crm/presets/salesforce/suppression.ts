import { literalSql } from '../identifier.ts';
import type { PresetMapping } from '../preset.ts';
import { derived, select, unionAll, withCtes } from '../statement.ts';
import type { TableReader } from '../tableReader.ts';
import { isCurrent, keepsVersions, otherIds, type SalesforceSource } from './source.ts';

/** A field that forbids something once it is ticked. */
interface Refusal {
  readonly column: string;
  readonly reason: string;
  /** The only channel it forbids; null for every one. */
  readonly channel: string | null;
}

const ofPeople: readonly Refusal[] = [
  { column: 'has_opted_out_of_email', reason: 'opted out of e-mail', channel: 'email' },
  { column: 'do_not_call', reason: 'do not call', channel: 'call' },
];

const ofIndividuals: readonly Refusal[] = [
  { column: 'has_opted_out_solicit', reason: 'do not market', channel: null },
  { column: 'has_opted_out_processing', reason: 'do not process', channel: null },
  { column: 'has_opted_out_profiling', reason: 'do not profile', channel: null },
  { column: 'should_forget', reason: 'to be forgotten', channel: null },
];

/** Tables that say who refused what. */
export function refusalTables({ contact, lead, individual }: SalesforceSource): readonly TableReader[] {
  const people = [contact, lead].filter((table) => table !== undefined);
  return [
    ...people.filter((table) => ofPeople.some(({ column }) => table.has(column))),
    ...(individual && people.some((table) => table.has('individual_id')) ? [individual] : []),
  ];
}

/** Contacts and leads who must not be approached, on which channel, and since when where versions are kept. */
export function suppressionRelation(source: SalesforceSource): PresetMapping['source']['suppression'] {
  const { contact, lead, individual } = source;
  const people = lead ? [contact, lead] : [contact];
  const spans = people.flatMap((table) => spansOf(table, ofPeople));
  const linked = people.filter((table) => table.has('individual_id'));
  if (individual && linked.length > 0) {
    const links = linked.map(
      (table) => `SELECT ${table.text('id')} AS id, ${table.text('individual_id')} AS individual_id FROM ${table.from}`,
    );
    for (const refused of spansOf(individual, ofIndividuals))
      spans.push(`SELECT link.id, refused.reason, refused.channel, refused.since, refused.until
FROM ${derived(links.join('\nUNION\n'), 'link')}
JOIN ${derived(refused, 'refused')} ON refused.id = link.individual_id`);
  }
  if (spans.length === 0) return undefined;
  const query = `SELECT coalesce(other_id.person_id, span.id) AS contact_id,
  span.reason, span.channel, span.since, span.until
FROM ${derived(unionAll(spans), 'span')}
LEFT JOIN other_id ON other_id.id = span.id
GROUP BY 1, 2, 3, 4, 5`;
  return { query: withCtes(otherIds(source), query) };
}

function spansOf(table: TableReader, refusals: readonly Refusal[]): string[] {
  return refusals
    .filter(({ column }) => table.has(column))
    .map((refusal) => (keepsVersions(table) ? spansOverTime(table, refusal) : today(table, refusal)));
}

const said = ({ reason, channel }: Refusal) => ({
  reason: `${literalSql(reason)}::text`,
  channel: channel === null ? 'NULL::text' : `${literalSql(channel)}::text`,
});

function spansOverTime(table: TableReader, refusal: Refusal): string {
  const id = table.text('id');
  const since = table.instant('_fivetran_start');
  const { reason, channel } = said(refusal);
  const versions = `SELECT ${id} AS id, ${since} AS since, ${refuses(table, refusal)} AS refuses,
  lag(${refuses(table, refusal)}) OVER (PARTITION BY ${id} ORDER BY ${since}) AS before
FROM ${table.from}`;
  const changes = `SELECT id, refuses, since, lead(since) OVER (PARTITION BY id ORDER BY since) AS until
FROM ${derived(versions, 'versions')}
WHERE refuses IS DISTINCT FROM before`;
  return `SELECT id, ${reason} AS reason, ${channel} AS channel, since, until
FROM ${derived(changes, 'changes')}
WHERE refuses`;
}

function today(table: TableReader, refusal: Refusal): string {
  return select({
    columns: { id: table.text('id'), ...said(refusal), since: 'NULL::timestamptz', until: 'NULL::timestamptz' },
    from: table.from,
    where: [...isCurrent(table), refuses(table, refusal)],
  });
}

/** A record that was converted or merged away says nothing any more: what became of it does. */
function refuses(table: TableReader, { column }: Refusal): string {
  const became = ['master_record_id', ...(table.name === 'lead' ? ['converted_contact_id'] : [])].flatMap((other) => {
    const id = table.filledText(other);
    return id === undefined ? [] : [` AND ${id} IS NULL`];
  });
  return `(${table.flag(column)}${became.join('')})`;
}
