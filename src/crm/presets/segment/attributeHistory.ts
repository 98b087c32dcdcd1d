import { historyRows } from '../historyRows.ts';
import type { PresetMapping } from '../preset.ts';
import { derived, unionAll, withCtes } from '../statement.ts';
import { required, type TableReader } from '../tableReader.ts';
import { namedId } from './namedId.ts';
import { aliases, receivedAt, type SegmentSource } from './source.ts';
import { ownTraits } from './traits.ts';

type Sources = PresetMapping['source'];

/** Traits over time, as the calls set them. */
export function attributeHistoryRelation(source: SegmentSource): Sources['attributeHistory'] {
  const { identifies, groups } = source;
  const columns = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, name]));
  const changes = (table: TableReader, id: string, names: readonly string[]) =>
    historyRows(table, {
      id: required(namedId(table, id)),
      validFrom: receivedAt(table),
      columns: columns(names),
      missing: 'says nothing',
    });
  const ofPeople = [...(identifies.has('title') ? ['title'] : []), ...Object.keys(ownTraits(identifies))];
  const ofGroups = groups ? Object.keys(ownTraits(groups)) : [];
  const selects = [
    ...(ofPeople.length > 0
      ? [
          `SELECT 'contact' AS entity, coalesce(alias_of.person_id, change.id) AS entity_id, change.name, change.value,
  greatest(change.valid_from, alias_of.known_at) AS valid_from
FROM ${derived(changes(identifies, 'user_id', ofPeople), 'change')}
LEFT JOIN alias_of ON alias_of.id = change.id`,
        ]
      : []),
    ...(groups && ofGroups.length > 0
      ? [
          `SELECT 'account' AS entity, change.id AS entity_id, change.name, change.value, change.valid_from
FROM ${derived(changes(groups, 'group_id', ofGroups), 'change')}`,
        ]
      : []),
  ];
  return selects.length === 0 ? undefined : { query: withCtes(aliases(source), unionAll(selects)) };
}
