import { type RawBuilder, sql } from 'kysely';
import type { EntityName } from '../../config/entity.ts';
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

const ofNobody = {
  severity: 'warning',
  cost: 'these opportunities are left out: their contacts stay candidates',
  remedy: 'load the missing accounts or contacts, or map the ids that those have',
} as const;

const rules: readonly ConditionalRule[] = [
  {
    entities: ['contact'],
    needs: ['accountId'],
    joins: ['account'],
    severity: 'warning',
    problem: 'accountId names no account of the CRM',
    cost: 'these contacts count as having no account: nothing is known of their colleagues, and no account is ranked for them',
    remedy: 'load the missing accounts',
    when: unknownAccount,
    shows: 'accountId',
  },
  {
    entities: ['contact'],
    needs: ['currentAccountId'],
    joins: ['account'],
    severity: 'warning',
    problem: 'currentAccountId names no account of the CRM',
    cost: 'no account is ranked for these contacts; open deals of the account they name still keep them off the list',
    remedy: 'load the missing accounts',
    when: sql`(${names(sql`s.current_account_id`)} AND t.id IS NULL)`,
    shows: 'currentAccountId',
  },
  {
    entities: ['event', 'outcome', 'opportunityContact', 'suppression', 'answer', 'touch', 'stageChange'],
    needs: ['contactId'],
    joins: ['contact'],
    severity: 'warning',
    problem: 'contactId names no contact of the CRM',
    cost: 'these rows are left out and counted',
    remedy: 'load the missing contacts, or map contactId onto the id that contacts have',
    when: unknownContact,
    shows: 'contactId',
  },
  {
    entities: ['opportunityContact'],
    needs: ['opportunityId'],
    joins: ['opportunity'],
    severity: 'warning',
    problem: 'opportunityId names no opportunity of the CRM',
    cost: 'these rows are left out and counted: their contacts stay candidates',
    remedy: 'load the missing opportunities, or map opportunityId onto the id that opportunities have',
    when: sql`(${names(sql`s.opportunity_id`)} AND o.id IS NULL)`,
    shows: 'opportunityId',
  },
  {
    entities: ['opportunity'],
    needs: [],
    joins: ['contact', 'account'],
    without: ['opportunityContact'],
    ...ofNobody,
    problem: 'neither accountId nor contactId names anybody of the CRM',
    when: sql`(a.id IS NULL AND c.id IS NULL AND n.id IS NULL)`,
  },
  {
    entities: ['opportunity'],
    needs: [],
    joins: ['contact', 'account', 'opportunityContact'],
    ...ofNobody,
    problem: 'neither accountId, nor contactId, nor opportunityContact names anybody of the CRM',
    when: sql`(a.id IS NULL AND c.id IS NULL AND n.id IS NULL AND l.id IS NULL)`,
  },
  {
    entities: ['opportunity'],
    needs: ['contactId'],
    joins: ['contact', 'account'],
    severity: 'warning',
    problem: 'contactId names no contact of the CRM',
    cost: 'these opportunities keep only the contacts of their account off the list',
    remedy: 'load the missing contacts, or map contactId onto the id that contacts have',
    when: sql`(${unknownContact} AND a.id IS NOT NULL)`,
    shows: 'contactId',
  },
  {
    entities: ['opportunity'],
    needs: ['accountId'],
    joins: ['contact', 'account'],
    severity: 'warning',
    problem: 'accountId names no account of the CRM',
    cost: 'these opportunities keep off the list their own contact and contacts that name the same account; no feature counts them',
    remedy: 'load the missing accounts',
    when: sql`(${unknownAccount} AND (c.id IS NOT NULL OR n.id IS NOT NULL))`,
    shows: 'accountId',
  },
  {
    entities: ['attributeHistory'],
    needs: ['entity'],
    severity: 'warning',
    problem: 'entity is neither contact nor account',
    cost: 'these values are left out',
    remedy: 'map entity onto a column, or a SELECT, that says contact or account',
    when: sql`(s.entity IS NOT NULL AND s.entity NOT IN ('contact', 'account'))`,
  },
  {
    entities: ['attributeHistory'],
    needs: ['entity', 'entityId'],
    joins: ['contact'],
    severity: 'warning',
    problem: 'entityId names no contact of the CRM',
    cost: 'these values are left out and counted',
    remedy: 'load the missing contacts, or map the id that contacts have',
    when: sql`(s.entity = 'contact' AND s.entity_id IS NOT NULL AND c.id IS NULL)`,
  },
  {
    entities: ['attributeHistory'],
    needs: ['entity', 'entityId'],
    joins: ['account'],
    severity: 'warning',
    problem: 'entityId names no account of the CRM',
    cost: 'these values are left out and counted',
    remedy: 'load the missing accounts, or map the id that accounts have',
    when: sql`(s.entity = 'account' AND s.entity_id IS NOT NULL AND a.id IS NULL)`,
  },
  {
    entities: ['event'],
    needs: ['occurredAt'],
    joins: ['contact'],
    severity: 'info',
    problem: 'occurred before the contact was created',
    cost: 'they count as activity of the contact from its first day on',
    remedy: 'nothing, if visitors are tracked before they sign up; else see that no migration reset the creation dates',
    when: sql`s.occurred_at < c.created_at`,
  },
  {
    entities: ['outcome'],
    needs: ['occurredAt'],
    joins: ['contact'],
    severity: 'warning',
    problem: 'was reached when the contact was created, or before',
    cost: 'these contacts count as converted from the start and teach the model nothing',
    remedy:
      'nothing, if asking is what created them; else see that no migration reset the creation dates, and that both are of one zone',
    when: sql`s.occurred_at <= c.created_at`,
  },
  {
    entities: ['event', 'outcome'],
    needs: ['occurredAt', 'ingestedAt'],
    severity: 'warning',
    problem: 'became known before it happened',
    cost: 'the later of both dates counts',
    remedy: 'see that occurredAt and ingestedAt are not swapped, and are of one zone',
    when: sql`s.ingested_at < s.occurred_at`,
  },
  {
    entities: ['event', 'outcome'],
    needs: ['occurredAt', 'ingestedAt'],
    severity: 'info',
    problem: 'became known more than a day after it happened',
    cost: 'no snapshot uses it before it was known',
    remedy: 'nothing',
    when: sql`(s.ingested_at > s.occurred_at + interval '24 hours')`,
  },
  {
    entities: ['opportunity'],
    needs: ['closedAt'],
    severity: 'warning',
    problem: 'was closed before it was opened',
    cost: 'it keeps nobody off the list at any date',
    remedy: 'correct the dates, or the mapping of createdAt and closedAt',
    when: sql`s.closed_at < s.created_at`,
  },
  {
    entities: ['opportunity'],
    needs: ['closedAt', 'won'],
    severity: 'warning',
    problem: 'was won, but nothing says when it was closed',
    cost: 'it counts as open for good: its contacts never come back on the list',
    remedy: 'give the date, or map closedAt onto one that every won opportunity has',
    when: sql`s.won AND s.closed_at IS NULL`,
  },
  {
    entities: ['suppression'],
    needs: ['since', 'until'],
    severity: 'warning',
    problem: 'ends before it begins',
    cost: 'it keeps nobody off the list at any date',
    remedy: 'correct the dates, or the mapping of since and until',
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
