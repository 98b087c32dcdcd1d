import { optOutSpans } from '../optOutSpans.ts';
import type { PresetMapping } from '../preset.ts';
import { saysYes } from '../sqlValue.ts';
import { derived, select, unionAll, withCtes } from '../statement.ts';
import { changesOf } from './changes.ts';
import { type MarketoSource, mergedJoin, ownerOf, presentLeads } from './source.ts';

/**
 * Who must not be approached, by channel: since and until when the log of changes and the opt-outs say, else as it is
 * today.
 */
export function suppressionRelation(source: MarketoSource): PresetMapping['source']['suppression'] {
  const { lead } = source;
  const today = (column: string) =>
    lead.has(column)
      ? select({
          columns: { contact_id: lead.text('id') },
          from: lead.from,
          joins: [`JOIN person ON person.id = ${lead.text('id')}`],
          where: [lead.flag(column)],
        })
      : undefined;
  const parts = (
    [
      ['unsubscribed', 'unsubscribed', 'email'],
      ['black_listed', 'blocked from e-mail', 'email'],
      ['marketing_suspended', 'marketing suspended', 'email'],
      ['do_not_call', 'do not call', 'call'],
    ] as const
  ).map(([column, reason, channel]) =>
    optOutSpans({ name: column, reason, channel, told: told(source, column), today: today(column) }),
  );
  const selects = parts.flatMap((part) => part.selects);
  if (selects.length === 0) return undefined;
  const ctes = Object.assign({}, ...parts.map((part) => part.ctes));
  return { query: withCtes({ ...presentLeads(source), ...ctes }, unionAll(selects)) };
}

function told(source: MarketoSource, column: string): string | undefined {
  const { unsubscribe } = source;
  const changes = changesOf(source, [column]);
  const selects = [
    ...(changes
      ? [
          `SELECT lead_id AS contact_id, ${saysYes(`coalesce(new_value, '')`)} AS opted_out, at
FROM ${derived(changes, 'changes')}
JOIN person ON person.id = lead_id`,
        ]
      : []),
    ...(unsubscribe && column === 'unsubscribed'
      ? [
          select({
            columns: {
              contact_id: ownerOf(unsubscribe.text('lead_id')),
              opted_out: 'true',
              at: unsubscribe.instantFrom('activity_date'),
            },
            from: unsubscribe.from,
            joins: [mergedJoin(unsubscribe.text('lead_id'))],
            where: unsubscribe.where,
          }),
        ]
      : []),
  ];
  return selects.length === 0 ? undefined : unionAll(selects);
}
