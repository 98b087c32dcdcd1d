import { literalSql } from '../identifier.ts';
import type { PresetMapping } from '../preset.ts';
import { saysYes } from '../sqlValue.ts';
import { combined, derived, select, unionAll, withCtes } from '../statement.ts';
import { knowsPast, pastOf } from './past.ts';
import { isCurrent, otherIds, type SalesforceSource } from './source.ts';
import { keepsVersions, type SalesforceTable } from './table.ts';

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
export function refusalTables({ contact, lead, individual }: SalesforceSource): readonly SalesforceTable[] {
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
  const spans = people.flatMap((table) => spansOf(source, table, ofPeople));
  const linked = people.filter((table) => table.has('individual_id'));
  if (individual && linked.length > 0) {
    const links = linked.map(
      (table) => `SELECT ${table.text('id')} AS id, ${table.text('individual_id')} AS individual_id
FROM ${table.from}
WHERE ${table.text('individual_id')} IS NOT NULL`,
    );
    for (const refused of spansOf(source, individual, ofIndividuals))
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

/** Whether it is known since when somebody refused. */
export function knowsRefusalsOverTime(source: SalesforceSource): boolean {
  return refusalTables(source).every((table) =>
    [...ofPeople, ...ofIndividuals].every(({ column }) => !table.has(column) || knowsPast(source, table, column)),
  );
}

function spansOf(source: SalesforceSource, table: SalesforceTable, refusals: readonly Refusal[]): string[] {
  return refusals
    .filter(({ column }) => table.has(column))
    .map((refusal) => {
      if (keepsVersions(table)) return spansOfVersions(table, refusal);
      const values = pastOf(source, table, { refused: refusal.column });
      return values === undefined ? today(table, refusal) : spansOfChanges(table, refusal, values);
    });
}

const said = ({ reason, channel }: Refusal) => ({
  reason: `${literalSql(reason)}::text`,
  channel: channel === null ? 'NULL::text' : `${literalSql(channel)}::text`,
});

function spansOfVersions(table: SalesforceTable, refusal: Refusal): string {
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

/** A lead's refusal ends with the day of its conversion; a record that was merged away says nothing any more. */
function spansOfChanges(table: SalesforceTable, refusal: Refusal, values: string): string {
  const { reason, channel } = said(refusal);
  const spans = `SELECT id, valid_from AS since, value, lead(valid_from) OVER (PARTITION BY id ORDER BY valid_from) AS until
FROM ${derived(values, 'past')}`;
  const converted = table.name === 'lead' ? table.instant('converted_date') : undefined;
  const master = table.filledText('master_record_id');
  return select({
    columns: {
      id: 'span.id',
      reason,
      channel,
      since: 'span.since',
      until: combined('least', 'span.until', converted),
    },
    from: derived(spans, 'span'),
    joins: [`JOIN ${table.from} ON ${table.text('id')} = span.id`],
    where: [
      saysYes('span.value'),
      ...(converted ? [`(${converted} IS NULL OR ${converted} > span.since)`] : []),
      ...(master ? [`${master} IS NULL`] : []),
    ],
  });
}

function today(table: SalesforceTable, refusal: Refusal): string {
  return select({
    columns: { id: table.text('id'), ...said(refusal), since: 'NULL::timestamptz', until: 'NULL::timestamptz' },
    from: table.from,
    where: [...isCurrent(table), refuses(table, refusal)],
  });
}

/** A record that was converted or merged away says nothing any more: what became of it does. */
function refuses(table: SalesforceTable, { column }: Refusal): string {
  const became = ['master_record_id', ...(table.name === 'lead' ? ['converted_contact_id'] : [])].flatMap((other) => {
    const id = table.filledText(other);
    return id === undefined ? [] : [` AND ${id} IS NULL`];
  });
  return `(${table.flag(column)}${became.join('')})`;
}
