/** A CRM small enough to write down, in plain objects. Instants are µs since 1970 UTC; NaN is unknown. */
export interface InventedCrm {
  readonly accounts: readonly InventedAccount[];
  readonly contacts: readonly InventedContact[];
  readonly events: readonly InventedEvent[];
  readonly opportunities: readonly InventedOpportunity[];
  readonly history: readonly InventedValue[];
  /** By default none. */
  readonly outcomes?: readonly InventedOutcome[];
}

/** Values by attribute; none for those with history. */
export type InventedAttributes = Readonly<Record<string, number | string | null>>;

export interface InventedAccount {
  readonly id: string;
  readonly createdAt: number;
  readonly attributes: InventedAttributes;
}
export interface InventedContact {
  readonly id: string;
  readonly account: string | null;
  readonly createdAt: number;
  readonly title: string | null;
  readonly emailDomain: string | null;
  readonly attributes: InventedAttributes;
}
export interface InventedEvent {
  readonly id: string | null;
  readonly contact: string;
  readonly occurredAt: number;
  readonly ingestedAt: number;
  readonly kind: string;
  readonly value: number;
  /** Values of the properties of the world, in their order; by default none. */
  readonly about?: readonly (string | null)[];
  /** Numbers of its properties that are numbers, in their order, NaN for none; by default none. */
  readonly amounts?: readonly number[];
}
export interface InventedOpportunity {
  readonly id: string;
  readonly account: string;
  readonly createdAt: number;
  readonly closedAt: number;
  readonly won: boolean | null;
}
/** What the program predicts. */
export interface InventedOutcome {
  readonly contact: string;
  readonly occurredAt: number;
  readonly ingestedAt: number;
}
/** A value of an attribute with history. */
export interface InventedValue {
  readonly entity: 'contact' | 'account';
  readonly id: string;
  readonly name: string;
  readonly validFrom: number;
  readonly value: string | null;
}
export interface InventedRow {
  readonly contact: string;
  readonly asOf: number;
}

/** What becomes known later: further facts, and how what was there already has changed. */
export interface InventedFuture extends InventedCrm {
  /** Ends of opportunities that were open. */
  readonly closings: readonly Pick<InventedOpportunity, 'id' | 'closedAt' | 'won'>[];
  /** Values of current-state attributes by entity and id. */
  readonly current: Readonly<Record<string, InventedAttributes>>;
}

/** What is known in the end: the past as it has been changed, and what was added to it. */
export function together(past: InventedCrm, future: InventedFuture): InventedCrm {
  const changed = <Subject extends InventedAccount | InventedContact>(entity: string, subject: Subject): Subject => ({
    ...subject,
    attributes: { ...subject.attributes, ...future.current[`${entity} ${subject.id}`] },
  });
  const closings = new Map(future.closings.map((closing) => [closing.id, closing]));
  return {
    accounts: [...past.accounts.map((account) => changed('account', account)), ...future.accounts],
    contacts: [...past.contacts.map((contact) => changed('contact', contact)), ...future.contacts],
    events: [...past.events, ...future.events],
    opportunities: [...past.opportunities.map((one) => ({ ...one, ...closings.get(one.id) })), ...future.opportunities],
    history: [...past.history, ...future.history],
    outcomes: [...(past.outcomes ?? []), ...(future.outcomes ?? [])],
  };
}
