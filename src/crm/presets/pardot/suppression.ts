import { optOutSpans } from '../optOutSpans.ts';
import type { PresetMapping } from '../preset.ts';
import { select, unionAll, withCtes } from '../statement.ts';
import { activityTypes, typeOf } from './activities.ts';
import { isThere, type PardotSource } from './source.ts';

const { unsubscribePage, spamComplaint, resubscribed, indirectResubscribed } = activityTypes;

/**
 * Who must not be approached, by channel: opt-outs of e-mail since when the activities say, else as they are today;
 * marks not to e-mail or call as they are today.
 *
 * The page to unsubscribe may have been looked at only: where the prospect's own mark says no today, the last visit to
 * it opted nobody out.
 */
export function suppressionRelation(source: PardotSource): PresetMapping['source']['suppression'] {
  const { prospect } = source;
  const today = (column: string) =>
    prospect.has(column)
      ? select({
          columns: { contact_id: prospect.text('id') },
          from: prospect.from,
          where: [prospect.flag(column), ...isThere(source)],
        })
      : undefined;
  const parts = [
    { name: 'opt_out', reason: 'unsubscribed', channel: 'email', told: toldOptOuts(source), today: today('opted_out') },
    { name: 'no_email', reason: 'do not e-mail', channel: 'email', told: undefined, today: today('is_do_not_email') },
    { name: 'no_call', reason: 'do not call', channel: 'call', told: undefined, today: today('is_do_not_call') },
  ].map(optOutSpans);
  const selects = parts.flatMap((part) => part.selects);
  const ctes = Object.assign({}, ...parts.map((part) => part.ctes));
  return selects.length === 0 ? undefined : { query: withCtes(ctes, unionAll(selects)) };
}

function toldOptOuts(source: PardotSource): string | undefined {
  const { prospect, activity } = source;
  if (!activity) return undefined;
  const type = typeOf(activity);
  return select({
    columns: {
      contact_id: prospect.text('id'),
      opted_out: `${type} IN (${unsubscribePage}, ${spamComplaint})`,
      at: activity.instantFrom('created_at'),
    },
    from: activity.from,
    joins: [`JOIN ${prospect.from} ON ${prospect.text('id')} = ${activity.text('prospect_id')}`],
    where: [
      `${type} IN (${[unsubscribePage, spamComplaint, resubscribed, indirectResubscribed].join(', ')})`,
      ...isThere(source),
      ...activity.where,
    ],
  });
}
