import { required, type TableReader } from '../tableReader.ts';
import type { HubspotIds } from './fivetranIds.ts';
import type { HistoryObject } from './objects.ts';

/** The history of an object's properties. */
export function fivetranHistory(
  table: TableReader | undefined,
  owner: keyof HubspotIds,
  ids: HubspotIds,
): HistoryObject | undefined {
  return (
    table && {
      from: table.from,
      where: table.where,
      owner: required(table.id(`${owner}_id`, ids[owner])),
      property: required(table.text('name')),
      value: required(table.text('value')),
      at: required(table.instant('timestamp')),
    }
  );
}
