import { wholeName } from '../personName.ts';
import type { PresetMapping } from '../preset.ts';
import { combined, derived, select, unionAll, withCtes } from '../statement.ts';
import type { TableReader } from '../tableReader.ts';
import { websiteDomain } from '../websiteDomain.ts';
import { namedId } from './namedId.ts';
import { aliases, madeAt, receivedAt, type SegmentSource } from './source.ts';
import { ownTraits } from './traits.ts';

type Sources = PresetMapping['source'];

/** Everybody who was identified. */
export function contactRelation(source: SegmentSource): NonNullable<Sources['contact']> {
  const { identifies, users, groups } = source;
  const traits = {
    name: wholeName,
    email: (table: TableReader) => table.filledText('email'),
    title: (table: TableReader) => table.filledText('title'),
  };
  const tables = users ? [identifies, users] : [identifies];
  const shown = Object.entries(traits).filter(([, trait]) => tables.some((table) => trait(table)));
  const calls = tables.map((table) =>
    select({
      columns: {
        user_id: namedId(table, table === users ? 'id' : 'user_id'),
        // A row of users is as old as its last change: it dates nobody who has an identify of its own.
        identified_at: table === users ? 'NULL::timestamptz' : receivedAt(table),
        known_at: receivedAt(table),
        created_at: table.instant('created_at') ?? 'NULL::timestamptz',
        ...Object.fromEntries(shown.map(([column, trait]) => [column, trait(table) ?? 'NULL::text'])),
      },
      from: table.from,
    }),
  );
  const people = select({
    columns: {
      id: 'coalesce(alias_of.person_id, call.user_id)',
      ...Object.fromEntries(shown.map(([column]) => [column, latest(`call.${column}`, 'call.known_at')])),
      created_at: 'least(min(call.created_at), coalesce(min(call.identified_at), min(call.known_at)))',
    },
    from: derived(unionAll(calls), 'call'),
    joins: ['LEFT JOIN alias_of ON alias_of.id = call.user_id'],
    where: ['call.user_id IS NOT NULL'],
    tail: 'GROUP BY 1',
  });
  const attributes: NonNullable<NonNullable<Sources['contact']>['attributes']> = ownTraits(identifies);
  if (identifies.has('title')) attributes.title = { type: 'category', availability: 'history', meaning: 'job title' };
  const person = groups
    ? 'SELECT person.*, member.account_id FROM person LEFT JOIN member ON member.person_id = person.id'
    : 'SELECT * FROM person';
  const ctes = { ...aliases(source), person: people, ...(groups ? { member: membership(groups) } : {}) };
  return { query: withCtes(ctes, person), attributes };
}

function membership(groups: TableReader): string {
  const user = namedId(groups, 'user_id');
  const group = namedId(groups, 'group_id');
  return `SELECT DISTINCT ON (1) coalesce(alias_of.person_id, ${user}) AS person_id, ${group} AS account_id
FROM ${groups.from}
LEFT JOIN alias_of ON alias_of.id = ${user}
WHERE ${user} IS NOT NULL AND ${group} IS NOT NULL
ORDER BY 1, ${madeAt(groups)} DESC NULLS LAST, ${receivedAt(groups)} DESC NULLS LAST, 2`;
}

/** Groups; undefined without calls of them. */
export function accountRelation({ groups }: SegmentSource): Sources['account'] {
  if (!groups) return undefined;
  const group = namedId(groups, 'group_id');
  const domain = combined('coalesce', groups.filledText('domain'), websiteDomain(groups));
  const created = groups.instant('created_at');
  const traits = { name: groups.filledText('name'), domain };
  const query = select({
    columns: {
      id: group,
      ...Object.fromEntries(
        Object.entries(traits).map(([name, value]) => [name, value && latest(value, receivedAt(groups))]),
      ),
      created_at: combined('least', created && `min(${created})`, `min(${receivedAt(groups)})`),
    },
    from: groups.from,
    where: [`${group} IS NOT NULL`],
    tail: 'GROUP BY 1',
  });
  return { query, attributes: ownTraits(groups) };
}

/** The value set last of those there are. */
function latest(value: string, setAt: string): string {
  return `(array_agg(${value} ORDER BY ${setAt} DESC, ${value}) FILTER (WHERE ${value} IS NOT NULL))[1]`;
}
