import type { DeclaredAttribute } from '../../crm/source.ts';
import type { Random } from '../../numeric/random.ts';
import { microsecondsPerDay as day } from '../../time/instant.ts';
import { cutoff } from './instants.ts';
import type {
  InventedAttributes,
  InventedCrm,
  InventedEvent,
  InventedFuture,
  InventedRow,
  InventedValue,
} from './inventedCrm.ts';

/** What a history is invented of. */
export interface InventedWorld {
  readonly declared: Readonly<Record<'contact' | 'account', readonly DeclaredAttribute[]>>;
  readonly kinds: readonly string[];
  /** Names of properties of events, and of those that are numbers. */
  readonly properties: readonly string[];
  readonly amounts: readonly string[];
  /** Kinds that are stages. */
  readonly stages: readonly string[];
  /** Lookback windows, of which each history has one set. */
  readonly lookbackDays: readonly (readonly number[])[];
}

const people = ['p1', 'p2', 'p3', 'p4'];
const newcomers = ['n1', 'p25'];
const companies = ['a1', 'a2'];
/** Enter the CRM only after the cutoff, in some futures. */
const newCompanies = ['a0', 'a9'];
const lateKind = 'demo_page';
const amounts = [0.1, -0.1, 1e11, -1e11, 1e12, 1e308, Number.POSITIVE_INFINITY];
const numbers = [1, 2.5, -3, 10, 10.5, 60, 12_000];
const texts = ['basic', 'gold', 'DE', 'España', 'U.S.', 'nowhere'];
const domains = ['gmail.com', 'acme.example', 'cs.uni-bonn.de', 'mail.gov.uk', null];
/** With the kinds they make no more pairs than have columns, so that what happens later decides of none. */
const contents = ['Tour', 'série', null];
const orders = [Number.NaN, Number.NaN, 12, 12, -3.5, 0, 1e9, 249.9999];
const titles = ['Head of IT', 'Head of Sales', 'CMO', null];

/** Draws facts: instants at or within a microsecond of whole days from the cutoff are where mistakes live. */
export class Draw {
  readonly #random: Random;
  readonly #world: InventedWorld;

  constructor(random: Random, world: InventedWorld) {
    this.#random = random;
    this.#world = world;
  }

  chance(share: number): boolean {
    return this.#random.next() < share;
  }

  one<Value>(values: readonly Value[]): Value {
    return values[this.#random.integer(values.length)]!;
  }

  before(): number {
    return Math.min(cutoff - this.#aboutDays(), cutoff - 1);
  }

  atOrAfter(): number {
    return Math.max(cutoff + this.#aboutDays(), cutoff);
  }

  past(): InventedCrm {
    const before = () => this.before();
    const accounts = companies.map((id) => this.#account(id, this.chance(0.3) ? Number.NaN : before()));
    return {
      accounts,
      contacts: people.map((id) => this.#contact(id, before())),
      events: this.#some(30, () => this.#event(people, this.#world.kinds, before(), this.#maybe(before))),
      opportunities: this.#some(5, (i) => this.#opportunity(`o${i}`, before, before)),
      history: this.#history(before),
      outcomes: this.#some(6, () => ({
        contact: this.one(people),
        occurredAt: before(),
        ingestedAt: this.#maybe(before),
      })),
    };
  }

  /** Late and later facts, newcomers with whatever past, new accounts, and what changed. */
  future(past: InventedCrm): InventedFuture {
    const before = () => this.before();
    const later = () => this.atOrAfter();
    const kinds = [...this.#world.kinds, lateKind];
    const late = this.#some(12, () =>
      this.chance(0.5)
        ? this.#event(
            people,
            kinds,
            later(),
            this.#maybe(() => (this.chance(0.5) ? before() : later())),
          )
        : this.#event(people, kinds, before(), later()),
    );
    const contacts = newcomers.filter(() => this.chance(0.5)).map((id) => this.#contact(id, later()));
    const theirs = this.#some(6, () => this.#event(newcomers, kinds, before(), this.#maybe(before)));
    const open = past.opportunities.filter(({ closedAt }) => Number.isNaN(closedAt));
    const closing = open.filter(() => this.chance(0.6));
    return {
      accounts: newCompanies.filter(() => this.chance(0.5)).map((id) => this.#account(id, later())),
      contacts,
      events: [...late, ...theirs],
      opportunities: this.#some(3, (i) => this.#opportunity(`later${i}`, later, this.chance(0.2) ? before : later)),
      history: this.#history(later),
      closings: closing.map(({ id }) => ({ id, closedAt: later(), won: this.chance(0.5) })),
      current: Object.fromEntries([
        ...past.contacts.map(({ id }) => [`contact ${id}`, this.#attributes('contact', true)] as const),
        ...past.accounts.map(({ id }) => [`account ${id}`, this.#attributes('account', true)] as const),
      ]),
      outcomes: this.#some(4, () => ({
        contact: this.one([...people, ...newcomers]),
        ...(this.chance(0.5)
          ? { occurredAt: later(), ingestedAt: Number.NaN }
          : { occurredAt: before(), ingestedAt: later() }),
      })),
    };
  }

  /** At most one row per contact and instant, none before the contact was created. */
  rows({ contacts }: InventedCrm, asOf: () => number): InventedRow[] {
    const rows = this.#some(8, () => ({ contact: this.one(contacts), asOf: asOf() }))
      .filter(({ contact, asOf }) => contact.createdAt < asOf)
      .map(({ contact, asOf }) => ({ contact: contact.id, asOf }));
    return distinct(rows, ({ contact, asOf }) => `${contact} ${asOf}`);
  }

  #aboutDays(): number {
    const off = this.chance(0.5) ? this.one([-1, 0, 1]) : this.#random.integer(2 * day + 1) - day;
    return this.#random.integer(101) * day + off;
  }

  #some<Value>(most: number, make: (i: number) => Value): Value[] {
    return Array.from({ length: this.#random.integer(most + 1) }, (_, i) => make(i));
  }

  #maybe(instant: () => number): number {
    return this.chance(0.5) ? Number.NaN : instant();
  }

  #account(id: string, createdAt: number) {
    return { id, createdAt, attributes: this.#attributes('account', false) };
  }

  #contact(id: string, createdAt: number) {
    const account = this.one(['a1', 'a1', 'a2', 'a9', null]);
    const [title, emailDomain] = [this.one(titles), this.one(domains)];
    return { id, account, createdAt, title, emailDomain, attributes: this.#attributes('contact', false) };
  }

  #event(who: readonly string[], kinds: readonly string[], occurredAt: number, ingestedAt: number): InventedEvent {
    const value = this.chance(0.3)
      ? Number.NaN
      : this.chance(0.6)
        ? (this.#random.next() - 0.5) * 2e4
        : this.one(amounts);
    const event = { id: null, contact: this.one(who), occurredAt, ingestedAt, kind: this.one(kinds), value };
    const about = this.#world.properties.map(() => this.one(contents));
    return { ...event, about, amounts: this.#world.amounts.map(() => this.one(orders)) };
  }

  /** One that ended did so no earlier than it began, save where two histories were mixed up. */
  #opportunity(id: string, created: () => number, closed: () => number) {
    const [one, other] = [created(), closed()];
    const ended = this.chance(0.6);
    return {
      id,
      account: this.one([...companies, ...companies, 'a9']),
      createdAt: created === closed ? Math.min(one, other) : one,
      closedAt: ended ? (created === closed ? Math.max(one, other) : other) : Number.NaN,
      won: ended && this.chance(0.9) ? this.chance(0.5) : null,
    };
  }

  /** Values of the attributes without history: those of current state, or all. */
  #attributes(entity: 'contact' | 'account', currentOnly: boolean): InventedAttributes {
    const wanted = this.#world.declared[entity].filter(({ attribute: { availability } }) =>
      currentOnly ? availability === 'current-state' : availability !== 'history',
    );
    return Object.fromEntries(
      wanted.map(({ name, attribute }) => {
        const value = attribute.type === 'number' ? this.one(numbers) : this.one(texts);
        return [name, this.chance(0.2) ? null : value];
      }),
    );
  }

  /** One value per attribute, subject and instant. */
  #history(validFrom: () => number): InventedValue[] {
    const kept = (['contact', 'account'] as const).flatMap((entity) =>
      this.#world.declared[entity]
        .filter(({ attribute }) => attribute.availability === 'history')
        .map((declared) => ({ entity, ...declared })),
    );
    if (kept.length === 0) return [];
    const values = this.#some(6, () => {
      const { entity, name, attribute } = this.one(kept);
      const value = this.chance(0.2)
        ? null
        : String(this.one<number | string>(attribute.type === 'number' ? numbers : texts));
      return { entity, id: this.one(entity === 'contact' ? people : companies), name, validFrom: validFrom(), value };
    });
    return distinct(values, ({ entity, id, name, validFrom }) => `${entity} ${id} ${name} ${validFrom}`);
  }
}

/** The first of those that have the same key. */
function distinct<Value>(values: readonly Value[], keyOf: (value: Value) => string): Value[] {
  const keys = values.map(keyOf);
  return values.filter((_, i) => keys.indexOf(keys[i]!) === i);
}
