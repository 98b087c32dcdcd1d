import type { Landing } from '../preset.ts';
import { required } from '../tableReader.ts';
import type { AirbyteIds } from './airbyteIds.ts';
import { airbyteTable, elementsJoin } from './airbyteTable.ts';
import type { EngagementObject } from './objects.ts';
import { salesEmailKind } from './salesEmail.ts';

/** What sales wrote down of its dealings with contacts, one object per stream. */
export function airbyteEngagements(landing: Landing, ids: AirbyteIds): EngagementObject[] {
  return ['call', 'meeting', 'note', 'email'].flatMap((kind): EngagementObject[] => {
    const stream = `engagements_${kind}s`;
    if (!landing.has(stream)) return [];
    const table = airbyteTable(landing, stream, 'e', 'id');
    const contacts = table.value('contacts');
    const at = table.instant('properties_hs_timestamp');
    if (contacts === undefined || at === undefined) return [];
    return [
      {
        from: `${table.from}\n${elementsJoin(contacts, 'part', 'id')}`,
        where: table.where,
        id: required(table.text('id')),
        contactId: ids.contact.read({ sql: 'part.id', type: 'text' }),
        at,
        recordedAt: table.instant('createdAt'),
        kind: kind === 'email' ? salesEmailKind(table.text('properties_hs_email_direction')) : `'${kind}'`,
      },
    ];
  });
}
