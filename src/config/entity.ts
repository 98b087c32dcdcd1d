/** How a canonical field is held in Postgres: ids are text, instants `timestamptz`, numbers `float8`. */
export type FieldType = 'id' | 'text' | 'instant' | 'number' | 'boolean';

interface EntityField {
  readonly type: FieldType;
  readonly required: boolean;
  readonly meaning: string;
}

export interface Entity {
  /** Table of schema `handraise` that imports fill; its columns are the fields in snake case. */
  readonly table: string;
  readonly meaning: string;
  /** Fields that name a row; two rows with the same key are duplicates. */
  readonly key: readonly string[];
  readonly fields: Readonly<Record<string, EntityField>>;
  /** Whether rows carry further named attributes of the company's own. */
  readonly attributes: boolean;
}

const required = (type: FieldType, meaning: string): EntityField => ({ type, required: true, meaning });
const optional = (type: FieldType, meaning: string): EntityField => ({ type, required: false, meaning });

/** The CRM as Handraise sees it: every entity a company's tables can be mapped onto. */
export const entities = {
  account: {
    table: 'account',
    meaning: 'A company that could buy.',
    key: ['id'],
    attributes: true,
    fields: {
      id: required('id', 'identifies the account'),
      name: optional('text', 'shown in reports'),
      domain: optional('text', 'web domain'),
      createdAt: optional('instant', 'when the account entered the CRM'),
    },
  },
  contact: {
    table: 'contact',
    meaning: 'A person at an account.',
    key: ['id'],
    attributes: true,
    fields: {
      id: required('id', 'identifies the contact'),
      accountId: optional('id', 'account the person belonged to at every past date, as far as a model may know'),
      currentAccountId: optional(
        'id',
        'account the person belongs to today, however that became known; by default accountId',
      ),
      name: optional('text', 'shown in reports'),
      email: optional('text', 'read for its domain only'),
      title: optional('text', 'job title; seniority and department are read from it'),
      createdAt: required('instant', 'when the contact entered the CRM; no snapshot is older'),
    },
  },
  event: {
    table: 'event',
    meaning: 'Something a contact did, or that was done to it, at an instant.',
    key: ['contactId', 'id'],
    attributes: false,
    fields: {
      id: optional('id', 'identifies the event; without it no duplicates can be told'),
      contactId: required('id', 'who did it'),
      occurredAt: required('instant', 'when it happened'),
      ingestedAt: optional('instant', 'when it became known; before that no snapshot may use it'),
      kind: required('text', 'what happened, such as email_open'),
      value: optional('number', 'a quantity, such as minutes watched'),
    },
  },
  outcome: {
    table: 'outcome',
    meaning: 'What a program predicts, once per time it was reached.',
    key: ['contactId', 'kind', 'occurredAt'],
    attributes: false,
    fields: {
      contactId: required('id', 'who reached it'),
      occurredAt: required('instant', 'when it was reached'),
      ingestedAt: optional('instant', 'when it became known'),
      kind: optional('text', 'which outcome, where there are several'),
    },
  },
  opportunity: {
    table: 'opportunity',
    meaning: 'A deal sales is working on; while it is open neither its account nor its contact is a candidate.',
    key: ['id'],
    attributes: false,
    fields: {
      id: required('id', 'identifies the opportunity'),
      accountId: optional('id', 'account it belongs to'),
      contactId: optional('id', 'contact it belongs to'),
      createdAt: required('instant', 'when it was opened'),
      closedAt: optional('instant', 'when it was won or lost; empty while open'),
      won: optional('boolean', 'how it ended'),
      ingestedAt: optional('instant', 'when it became known; no past date uses it before, today it counts in any case'),
    },
  },
  opportunityContact: {
    table: 'opportunity_contact',
    meaning: 'A contact of a deal: while the deal is open, the contact is not a candidate.',
    key: ['opportunityId', 'contactId'],
    attributes: false,
    fields: {
      opportunityId: required('id', 'the deal'),
      contactId: required('id', 'who has a part in it'),
    },
  },
  attributeHistory: {
    table: 'attribute_history',
    meaning: 'A value an attribute took, and from when: the leak-free source of attributes.',
    key: ['entity', 'entityId', 'name', 'validFrom'],
    attributes: false,
    fields: {
      entity: required('text', '`contact` or `account`'),
      entityId: required('id', 'whose attribute'),
      name: required('text', 'which attribute'),
      value: optional('text', 'the value; empty means it was cleared'),
      validFrom: required('instant', 'when it took this value'),
      ingestedAt: optional('instant', 'when that became known; before, the value known until then counts'),
    },
  },
  suppression: {
    table: 'suppression',
    meaning: 'A contact that must not be approached.',
    key: ['contactId', 'reason', 'channel'],
    attributes: false,
    fields: {
      contactId: required('id', 'who'),
      reason: optional('text', 'why, such as unsubscribed'),
      channel: optional('text', 'the only channel it forbids, such as email, call or mail; empty means every one'),
      since: optional('instant', 'from when; empty means always'),
      until: optional('instant', 'until when; empty means for good'),
      ingestedAt: optional('instant', 'when it became known; no past date uses it before, today it counts in any case'),
    },
  },
  answer: {
    table: 'answer',
    meaning: 'What a contact answered to a question.',
    key: ['contactId', 'question', 'answeredAt'],
    attributes: false,
    fields: {
      contactId: required('id', 'who answered'),
      question: required('text', 'the question'),
      answer: optional('text', 'the answer'),
      answeredAt: required('instant', 'when'),
    },
  },
  touch: {
    table: 'touch',
    meaning: 'A time the company approached a contact.',
    key: ['contactId', 'channel', 'occurredAt'],
    attributes: false,
    fields: {
      contactId: required('id', 'who was approached'),
      channel: required('text', 'how, such as call'),
      occurredAt: required('instant', 'when'),
      by: optional('text', 'who approached the contact'),
    },
  },
  note: {
    table: 'note',
    meaning: 'What somebody wrote down about a contact.',
    key: ['contactId', 'id'],
    attributes: false,
    fields: {
      id: required('id', 'identifies the note'),
      contactId: required('id', 'about whom'),
      text: optional('text', 'what was written'),
      writtenAt: required('instant', 'when'),
      by: optional('text', 'who wrote it'),
    },
  },
  stageChange: {
    table: 'stage_change',
    meaning: 'A move of a contact from one stage of qualification to another.',
    key: ['contactId', 'changedAt'],
    attributes: false,
    fields: {
      contactId: required('id', 'who moved'),
      stage: required('text', 'the stage entered'),
      changedAt: required('instant', 'when'),
      reason: optional('text', 'why, such as wrongly scored where sales gives somebody back'),
      by: optional('text', 'who decided'),
    },
  },
} as const satisfies Record<string, Entity>;

/** Name of an entity of the CRM. */
export type EntityName = keyof typeof entities;

/** Every entity, in the order of the catalogue. */
export const entityNames = Object.keys(entities) as EntityName[];

/** Entities of whose rows a table may keep several versions under one id. */
export const versionedEntities = ['account', 'contact', 'opportunity'] as const satisfies readonly EntityName[];

/** The entity of a name, with its fields open to iteration. */
export function entityOf(name: EntityName): Entity {
  return entities[name];
}

/** Column of a canonical field: `occurredAt` is `occurred_at`. */
export function columnOf(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
