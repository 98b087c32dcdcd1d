import type { ConfigInput } from '../../../config/schema.ts';
import { select, unionAll, withCtes } from '../statement.ts';
import { mergedCtes, mergedJoin, ownerOf } from './merged.ts';
import type { HubspotObjects } from './objects.ts';

type Relation = NonNullable<NonNullable<ConfigInput['source']>['touch']>;

/** Calls, meetings and e-mails of sales, by the kind that each has as an event. */
const channels = { call: 'call', meeting: 'meeting', sales_email: 'email' } as const;

/** When sales approached contacts: what it wrote down, but for notes and for what contacts answered. */
export function touchRelation(objects: HubspotObjects): Relation | undefined {
  const { engagements } = objects;
  if (engagements.length === 0) return undefined;
  const written = engagements.map(({ from, where, contactId, at, kind }) =>
    select({
      columns: { contact_id: ownerOf(objects, 'contact', contactId), occurred_at: at, kind },
      from,
      joins: mergedJoin(objects, 'contact', contactId),
      where,
    }),
  );
  const cases = Object.entries(channels).map(([kind, channel]) => `\n    WHEN '${kind}' THEN '${channel}'`);
  return {
    query: withCtes(
      { ...mergedCtes(objects, 'contact'), written: unionAll(written) },
      `SELECT contact_id, occurred_at,\n  CASE kind${cases.join('')}\n  END AS channel
FROM written
WHERE kind IN (${Object.keys(channels)
        .map((kind) => `'${kind}'`)
        .join(', ')})`,
    ),
  };
}
