import { optOutSpans } from '../optOutSpans.ts';
import type { PresetMapping } from '../preset.ts';
import { type Ctes, select, unionAll, withCtes } from '../statement.ts';
import type { TableReader } from '../tableReader.ts';
import { trackedChanges } from './history.ts';
import { personCtes, personJoin } from './people.ts';
import type { OdooSource } from './source.ts';

/**
 * Who must not be approached, by channel: addresses and numbers that opted out of mailings, since and until when Odoo
 * wrote it down, and who left every mailing list.
 */
export function suppressionRelation(source: OdooSource): PresetMapping['source']['suppression'] {
  const { mailBlacklist, phoneBlacklist } = source;
  const numbers = numbersOfPeople(source);
  const parts = [
    ...(mailBlacklist
      ? [
          blacklist(source, mailBlacklist, {
            model: 'mail.blacklist',
            column: 'email',
            of: 'address_of',
            channel: 'email',
          }),
        ]
      : []),
    ...(phoneBlacklist && numbers
      ? [
          blacklist(source, phoneBlacklist, {
            model: 'phone.blacklist',
            column: 'number',
            of: 'number_of',
            channel: 'text',
          }),
        ]
      : []),
  ].map(optOutSpans);
  const left = leftLists(source);
  const selects = [...parts.flatMap((part) => part.selects), ...left];
  if (selects.length === 0) return undefined;
  const ctes: Ctes = {
    ...personCtes(source),
    address_of: 'SELECT email AS key, person_id\nFROM document\nWHERE email IS NOT NULL\nGROUP BY 1, 2',
    ...(phoneBlacklist && numbers ? { number_of: numbers } : {}),
    ...Object.assign({}, ...parts.map((part) => part.ctes)),
  };
  return { query: withCtes(ctes, unionAll(selects)) };
}

/** An entry stays when somebody comes back, and is marked as not active; what it was before, tracked changes tell. */
function blacklist(
  source: OdooSource,
  table: TableReader,
  of: { readonly model: string; readonly column: string; readonly of: string; readonly channel: string },
) {
  const join = `JOIN ${of.of} ON ${of.of}.key = lower(${table.text(of.column)})`;
  const added = select({
    columns: { contact_id: `${of.of}.person_id`, opted_out: 'true', at: table.instantFrom('create_date') },
    from: table.from,
    joins: [join],
  });
  const changes = trackedChanges(source);
  const changed = changes
    ? [
        select({
          columns: {
            contact_id: `${of.of}.person_id`,
            opted_out: `${changes.tracking.number('new_value_integer')} = 1`,
            at: changes.message.instantFrom('date'),
          },
          from: changes.from,
          joins: [
            ...changes.joins,
            `JOIN ${table.from} ON ${changes.message.text('model')} = '${of.model}' AND ${table.text('id')} = ${changes.message.text('res_id')}`,
            join,
          ],
          where: [`${changes.field.text('name')} = 'active'`],
        }),
      ]
    : [];
  return {
    name: `${of.channel}_opt_out`,
    reason: 'unsubscribed',
    channel: of.channel,
    told: unionAll([added, ...changed]),
    today: select({
      columns: { contact_id: `${of.of}.person_id` },
      from: table.from,
      joins: [join],
      where: [table.flag('active')],
      tail: 'GROUP BY 1',
    }),
  };
}

function numbersOfPeople({ partner, lead }: OdooSource): string | undefined {
  const selects = (
    [
      ['res.partner', partner],
      ['crm.lead', lead],
    ] as const
  ).flatMap(([model, table]) => {
    const number = table.filledText('phone_sanitized');
    if (number === undefined) return [];
    return [
      select({
        columns: { key: `lower(${number})`, person_id: 'document.person_id' },
        from: table.from,
        joins: [personJoin(model, table.text('id'))],
        where: [`${number} IS NOT NULL`],
      }),
    ];
  });
  return selects.length === 0
    ? undefined
    : `SELECT key, person_id\nFROM (\n${unionAll(selects)}\n) AS numbers\nGROUP BY 1, 2`;
}

/** Who left one list may be on another; who left all of them wants no mailings. */
function leftLists({ mailingContact, subscription }: OdooSource): readonly string[] {
  if (!mailingContact || !subscription) return [];
  const left = subscription.instantFrom('opt_out_datetime');
  return [
    select({
      columns: {
        contact_id: 'document.person_id',
        reason: `'left all mailing lists'`,
        channel: `'email'`,
        since: left ? `max(${left})` : 'NULL::timestamptz',
        until: 'NULL::timestamptz',
      },
      from: subscription.from,
      joins: [personJoin('mailing.contact', subscription.text('contact_id'))],
      tail: `GROUP BY 1\nHAVING bool_and(${subscription.flag('opt_out')})`,
    }),
  ];
}
