import type { Attribute } from '../../../config/schema.ts';
import type { IdReader } from '../sqlValue.ts';

/**
 * HubSpot's objects as a connector lands them: what follows FROM (with the alias it needs), a condition that leaves
 * deleted rows out, and an SQL expression for each thing of interest; undefined where the landing lacks it.
 */
export interface HubspotObjects {
  /** How ids of companies are compared. */
  readonly companyIds: IdReader;
  /** SELECTs of id, kept for each kind: what was merged away, and into what. */
  readonly merges: Readonly<Record<MergedKind, readonly string[]>>;
  readonly contact: ContactObject;
  readonly company: CompanyObject | undefined;
  readonly contactCompany: Association | undefined;
  readonly email: EmailObject | undefined;
  /** Changes of what an address wants to be sent, of all e-mail at once. */
  readonly subscription: SubscriptionObject | undefined;
  readonly form: FormObject | undefined;
  readonly engagements: readonly EngagementObject[];
  readonly deal: DealObject | undefined;
  readonly dealCompany: Association | undefined;
  readonly dealContact: Association | undefined;
  readonly stageHistory: HistoryObject | undefined;
  readonly stage: StageObject | undefined;
  readonly contactHistory: HistoryObject | undefined;
  readonly companyHistory: HistoryObject | undefined;
}

/** The kinds of objects that HubSpot merges. */
export type MergedKind = 'contact' | 'company' | 'deal';

interface Rows {
  readonly from: string;
  /** Conditions all of which hold for a row that counts. */
  readonly where: readonly string[];
}

/** A column of an entity that the program may use as an attribute. */
export interface AttributeColumn {
  readonly name: string;
  /** HubSpot's name of the property, by which its history is kept. */
  readonly property: string;
  readonly sql: string;
  readonly type: Attribute['type'];
  readonly meaning: string;
  /** How its value at a past date is known where its history is not. */
  readonly availability: Attribute['availability'];
  /** Set once, so that no history is needed. */
  readonly lasting: boolean;
}

export interface ContactObject extends Rows {
  readonly id: string;
  readonly createdAt: string;
  readonly email: string | undefined;
  /** Further addresses in one text, divided by semicolons. */
  readonly furtherEmails: string | undefined;
  readonly name: string | undefined;
  readonly title: string | undefined;
  /** The company it is associated with today, as the contact itself says. */
  readonly companyId: string | undefined;
  /** What the contact refused, as today's values say. */
  readonly refusals: readonly Refusal[];
  readonly attributes: readonly AttributeColumn[];
}

/** A property that forbids something once it is true. */
export interface Refusal {
  /** HubSpot's name of the property, by which its history is kept. */
  readonly property: string;
  readonly reason: string;
  /** The only channel it forbids; null for every one. */
  readonly channel: string | null;
  /** Whether it is true today. */
  readonly sql: string;
}

export interface CompanyObject extends Rows {
  readonly id: string;
  readonly name: string | undefined;
  readonly domain: string | undefined;
  readonly createdAt: string | undefined;
  readonly attributes: readonly AttributeColumn[];
}

/** Pairs of an object and one that belongs to it; `primary` says which of several counts. */
export interface Association extends Rows {
  readonly id: string;
  readonly other: string;
  readonly primary: string | undefined;
}

export interface EmailObject extends Rows {
  readonly id: string;
  readonly at: string;
  readonly recipient: string;
  /** `SENT`, `OPEN`, `CLICK` and others. */
  readonly type: string;
  /** What follows FROM and its alias, for the two below. */
  readonly joins: readonly string[];
  /** The address that a click led to. */
  readonly link: string | undefined;
  /** The name of the program that opened or clicked. */
  readonly userAgent: string | undefined;
}

export interface SubscriptionObject extends Rows {
  readonly recipient: string;
  readonly at: string;
  /** Whether the address wants no e-mail from then on. */
  readonly unsubscribed: string;
}

export interface FormObject extends Rows {
  readonly contactId: string;
  readonly at: string;
  readonly formId: string | undefined;
  /** Title and path of the page it was sent from, in one text. */
  readonly page: string | undefined;
  /** What tells one form from another: its id, else its page. */
  readonly key: string | undefined;
  /** SELECT of key, name: the forms' own names. */
  readonly names: string | undefined;
}

export interface EngagementObject extends Rows {
  readonly id: string;
  readonly contactId: string;
  readonly at: string;
  /** When it was written down. */
  readonly recordedAt: string | undefined;
  /** An expression that gives the event's kind. */
  readonly kind: string;
}

export interface DealObject extends Rows {
  readonly id: string;
  readonly createdAt: string;
  /** A plan while the deal is open. */
  readonly closeDate: string | undefined;
  readonly stage: string | undefined;
}

/** Values that a property took. */
export interface HistoryObject extends Rows {
  readonly owner: string;
  readonly property: string | undefined;
  readonly value: string;
  readonly at: string;
}

export interface StageObject extends Rows {
  readonly id: string;
  readonly closed: string;
  readonly won: string;
}
