import type { Landing } from '../preset.ts';
import { required } from '../tableReader.ts';
import type { HubspotIds } from './fivetranIds.ts';
import { fivetranTable } from './fivetranTable.ts';
import type { EngagementObject } from './objects.ts';
import { salesEmailKind } from './salesEmail.ts';

/** What sales wrote down of its dealings with contacts, one object per kind. */
export function fivetranEngagements(landing: Landing, ids: HubspotIds): EngagementObject[] {
  return ['call', 'meeting', 'note', 'email'].flatMap((kind): EngagementObject[] => {
    const name = `engagement_${kind}`;
    if (!landing.has(name) || !landing.has('engagement_contact')) return [];
    const table = fivetranTable(landing, name, 'e');
    const pairs = fivetranTable(landing, 'engagement_contact', 'k');
    const id = required(table.id('engagement_id', ids.engagement));
    return [
      {
        from: `${table.from}\nJOIN ${pairs.from} ON ${pairs.id('engagement_id', ids.engagement)} = ${id}`,
        where: [...table.where, ...pairs.where],
        id,
        contactId: required(pairs.id('contact_id', ids.contact)),
        at: required(table.instant('property_hs_timestamp')),
        recordedAt: table.instant('property_hs_createdate'),
        kind: kind === 'email' ? salesEmailKind(table.text('property_hs_email_direction')) : `'${kind}'`,
      },
    ];
  });
}
