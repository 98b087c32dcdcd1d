import { type RawBuilder, sql } from 'kysely';
import type { EntityName } from '../../config/entity.ts';
import { notice } from '../../notice/notice.ts';
import type { Others } from './measure.ts';
import type { RowRule } from './rowRule.ts';

interface ConditionalRule extends RowRule {
  readonly entities: readonly EntityName[];
  readonly needs: readonly string[];
  readonly joins?: readonly (keyof Others)[];
  /** Not where these can be joined: another rule then looks at them too. */
  readonly without?: readonly (keyof Others)[];
}

const names = (column: RawBuilder<unknown>) => sql`(${column} IS NOT NULL AND ${column} <> '')`;
const contactOf = sql`s.contact_id`;
const accountOf = sql`s.account_id`;
const unknownContact = sql`(${names(contactOf)} AND c.id IS NULL)`;
const unknownAccount = sql`(${names(accountOf)} AND a.id IS NULL)`;

const rules: readonly ConditionalRule[] = [
  {
    entities: ['contact'],
    needs: ['accountId'],
    joins: ['account'],
    says: (found) => notice('unknown-account', { ...found, field: 'accountId' }),
    when: unknownAccount,
    shows: 'accountId',
  },
  {
    entities: ['contact'],
    needs: ['currentAccountId'],
    joins: ['account'],
    says: (found) => notice('unknown-account', { ...found, field: 'currentAccountId' }),
    when: sql`(${names(sql`s.current_account_id`)} AND t.id IS NULL)`,
    shows: 'currentAccountId',
  },
  {
    entities: ['event', 'outcome', 'opportunityContact', 'suppression', 'answer', 'touch', 'note', 'stageChange'],
    needs: ['contactId'],
    joins: ['contact'],
    says: (found) => notice('unknown-contact', { ...found, field: 'contactId' }),
    when: unknownContact,
    shows: 'contactId',
  },
  {
    entities: ['opportunityContact'],
    needs: ['opportunityId'],
    joins: ['opportunity'],
    says: (found) => notice('unknown-opportunity', { ...found, field: 'opportunityId' }),
    when: sql`(${names(sql`s.opportunity_id`)} AND o.id IS NULL)`,
    shows: 'opportunityId',
  },
  {
    entities: ['opportunity'],
    needs: [],
    joins: ['contact', 'account'],
    without: ['opportunityContact'],
    says: (found) => notice('opportunity-of-nobody', { ...found, links: false }),
    when: sql`(a.id IS NULL AND c.id IS NULL AND n.id IS NULL)`,
  },
  {
    entities: ['opportunity'],
    needs: [],
    joins: ['contact', 'account', 'opportunityContact'],
    says: (found) => notice('opportunity-of-nobody', { ...found, links: true }),
    when: sql`(a.id IS NULL AND c.id IS NULL AND n.id IS NULL AND l.id IS NULL)`,
  },
  {
    entities: ['opportunity'],
    needs: ['contactId'],
    joins: ['contact', 'account'],
    says: (found) => notice('unknown-contact', { ...found, field: 'contactId' }),
    when: sql`(${unknownContact} AND a.id IS NOT NULL)`,
    shows: 'contactId',
  },
  {
    entities: ['opportunity'],
    needs: ['accountId'],
    joins: ['contact', 'account'],
    says: (found) => notice('unknown-account', { ...found, field: 'accountId' }),
    when: sql`(${unknownAccount} AND (c.id IS NOT NULL OR n.id IS NOT NULL))`,
    shows: 'accountId',
  },
  {
    entities: ['attributeHistory'],
    needs: ['entity'],
    says: (found) => notice('history-of-neither', found),
    when: sql`(s.entity IS NOT NULL AND s.entity NOT IN ('contact', 'account'))`,
  },
  {
    entities: ['attributeHistory'],
    needs: ['entity', 'entityId'],
    joins: ['contact'],
    says: (found) => notice('history-of-unknown', { ...found, of: 'contact' }),
    when: sql`(s.entity = 'contact' AND s.entity_id IS NOT NULL AND c.id IS NULL)`,
  },
  {
    entities: ['attributeHistory'],
    needs: ['entity', 'entityId'],
    joins: ['account'],
    says: (found) => notice('history-of-unknown', { ...found, of: 'account' }),
    when: sql`(s.entity = 'account' AND s.entity_id IS NOT NULL AND a.id IS NULL)`,
  },
  {
    entities: ['event'],
    needs: ['occurredAt'],
    joins: ['contact'],
    says: (found) => notice('event-before-contact', found),
    when: sql`s.occurred_at < c.created_at`,
  },
  {
    entities: ['outcome'],
    needs: ['occurredAt'],
    joins: ['contact'],
    says: (found) => notice('outcome-before-contact', found),
    when: sql`s.occurred_at <= c.created_at`,
  },
  {
    entities: ['event', 'outcome'],
    needs: ['occurredAt', 'ingestedAt'],
    says: (found) => notice('known-before-it-happened', found),
    when: sql`s.ingested_at < s.occurred_at`,
  },
  {
    entities: ['event', 'outcome'],
    needs: ['occurredAt', 'ingestedAt'],
    says: (found) => notice('known-late', found),
    when: sql`(s.ingested_at > s.occurred_at + interval '24 hours')`,
  },
  {
    entities: ['opportunity'],
    needs: ['closedAt'],
    says: (found) => notice('closed-before-opened', found),
    when: sql`s.closed_at < s.created_at`,
  },
  {
    entities: ['opportunity'],
    needs: ['closedAt', 'won'],
    says: (found) => notice('won-without-date', found),
    when: sql`s.won AND s.closed_at IS NULL`,
  },
  {
    entities: ['suppression'],
    needs: ['since', 'until'],
    says: (found) => notice('ends-before-it-begins', found),
    when: sql`s.until < s.since`,
  },
];

/** What the fields of a row may have wrong with each other, or with the rows they point to. */
export function relationRules(entity: EntityName, fields: ReadonlySet<string>, others: Others): RowRule[] {
  return rules.filter(
    (rule) =>
      rule.entities.includes(entity) &&
      rule.needs.every((field) => fields.has(field)) &&
      (rule.joins ?? []).every((join) => others[join] !== null) &&
      (rule.without ?? []).every((join) => others[join] === null),
  );
}
