import fc from 'fast-check';
import { day, origin, type SmallCrm, type SmallEvent, type SmallRow } from './smallCrm.ts';

/** The as-of instant that histories are split at. */
export const cutoff = origin;
export const knownBefore = cutoff + 400 * day;

/** Facts known before the cutoff, two ways the world may have gone on, and rows no later than the cutoff. */
export interface ForkedHistory {
  readonly past: SmallCrm;
  readonly futures: readonly [SmallCrm, SmallCrm];
  /** Rows of people of the past, none after the cutoff. */
  readonly rows: readonly SmallRow[];
  /** Rows after the cutoff, of anybody. */
  readonly laterRows: readonly [readonly SmallRow[], readonly SmallRow[]];
  readonly lookbackDays: readonly number[];
}

const kinds = ['email_open', 'page_view', 'webinar'];
const people = ['p1', 'p2', 'p3', 'p4'];
const companies = ['a1', 'a2'];
const titles = fc.constantFrom('Head of IT', 'CMO', null);
const domains = fc.constantFrom('gmail.com', 'acme.example', null);
/** Instants at or within a microsecond of whole days from the cutoff are where mistakes live. */
const nudge = fc.oneof(fc.constantFrom(-1, 0, 1), fc.integer({ min: -day, max: day }));
const before = fc
  .tuple(fc.integer({ min: 0, max: 100 }), nudge)
  .map(([days, off]) => Math.min(cutoff - days * day + off, cutoff - 1));
const atOrAfter = fc
  .tuple(fc.integer({ min: 0, max: 100 }), nudge)
  .map(([days, off]) => Math.max(cutoff + days * day + off, cutoff));
const unknown = fc.constant(Number.NaN);
const value = fc.oneof(
  unknown,
  fc.double({ min: -1e4, max: 1e4, noNaN: true }),
  fc.constantFrom(0.1, -0.1, 1e11, -1e11, 1e12, 1e308, Number.POSITIVE_INFINITY),
);

const lookbackDays = fc.constantFrom<readonly number[]>([7, 30, 90], [1], [0.5, 1.5, 30], [3, 10]);

function events(of: {
  readonly who: readonly string[];
  readonly kinds: readonly string[];
  readonly times: fc.Arbitrary<readonly [occurredAt: number, ingestedAt: number]>;
  readonly most: number;
}): fc.Arbitrary<SmallEvent[]> {
  const event = fc
    .tuple(fc.constantFrom(...of.who), of.times, fc.constantFrom(...of.kinds), value)
    .map(([contact, [occurredAt, ingestedAt], kind, amount]): SmallEvent => {
      return { id: null, contact, occurredAt, ingestedAt, kind, value: amount };
    });
  return fc.array(event, { maxLength: of.most });
}

const knownTimes = fc.tuple(before, fc.oneof(unknown, before));
const unknownTimes = fc.oneof(fc.tuple(atOrAfter, fc.oneof(unknown, before, atOrAfter)), fc.tuple(before, atOrAfter));

function accountsOf(ids: readonly string[], createdAt: fc.Arbitrary<number>) {
  return fc.tuple(
    ...ids.map((id) =>
      fc.record({ id: fc.constant(id), createdAt, industry: fc.constantFrom('retail', 'media', null) }),
    ),
  );
}

function contactsOf(ids: readonly string[], createdAt: fc.Arbitrary<number>) {
  return fc.tuple(
    ...ids.map((id) =>
      fc.record({
        id: fc.constant(id),
        // Account `a9` enters the CRM only after the cutoff, in some futures.
        account: fc.constantFrom('a1', 'a1', 'a2', 'a9', null),
        createdAt,
        title: titles,
        emailDomain: domains,
      }),
    ),
  );
}

function historyOf(validFrom: fc.Arbitrary<number>) {
  const ofContact = fc.record({
    entity: fc.constant('contact' as const),
    id: fc.constantFrom(...people),
    validFrom,
    value: fc.constantFrom('1', '2.5', '-3', null),
  });
  const ofAccount = fc.record({
    entity: fc.constant('account' as const),
    id: fc.constantFrom(...companies),
    validFrom,
    value: fc.constantFrom('basic', 'gold', null),
  });
  return fc.uniqueArray(fc.oneof(ofContact, ofAccount), {
    maxLength: 6,
    selector: ({ entity, id, validFrom }) => `${entity} ${id} ${validFrom}`,
  });
}

const past: fc.Arbitrary<SmallCrm> = fc.record({
  accounts: accountsOf(companies, fc.oneof(unknown, before)),
  contacts: contactsOf(people, before),
  events: events({ who: people, kinds, times: knownTimes, most: 20 }),
  history: historyOf(before),
});

/** What becomes known at or after the cutoff: late and later facts, newcomers with whatever past, a new account. */
const future: fc.Arbitrary<SmallCrm> = fc
  .tuple(
    fc.subarray(['a0', 'a9']).chain((ids) => accountsOf(ids, atOrAfter)),
    fc.subarray(['n1', 'p25']).chain((ids) => contactsOf(ids, atOrAfter)),
    events({ who: people, kinds: [...kinds, 'demo_page'], times: unknownTimes, most: 12 }),
    events({ who: ['n1', 'p25'], kinds: [...kinds, 'demo_page'], times: fc.oneof(knownTimes, unknownTimes), most: 6 }),
    historyOf(atOrAfter),
  )
  .map(([accounts, contacts, late, newcomers, history]) => ({
    accounts,
    contacts,
    events: [...late, ...newcomers],
    history,
  }));

function rowsOf(crm: SmallCrm, asOf: fc.Arbitrary<number>): fc.Arbitrary<SmallRow[]> {
  if (crm.contacts.length === 0) return fc.constant([]);
  return fc
    .uniqueArray(fc.tuple(fc.constantFrom(...crm.contacts), asOf), {
      maxLength: 8,
      selector: ([{ id }, instant]) => `${id} ${instant}`,
    })
    .map((pairs) =>
      pairs
        .filter(([{ createdAt }, instant]) => createdAt < instant)
        .map(([{ id }, instant]) => ({ contact: id, asOf: instant })),
    );
}

/** A history with two futures. */
export const forkedHistory: fc.Arbitrary<ForkedHistory> = fc
  .tuple(past, future, future, lookbackDays)
  .chain(([known, one, other, windows]) =>
    fc.record({
      past: fc.constant(known),
      futures: fc.constant<readonly [SmallCrm, SmallCrm]>([one, other]),
      rows: rowsOf(known, fc.oneof(fc.constant(cutoff), before)),
      laterRows: fc.tuple(
        rowsOf(
          together(known, one),
          atOrAfter.map((instant) => instant + 1),
        ),
        rowsOf(
          together(known, other),
          atOrAfter.map((instant) => instant + 1),
        ),
      ),
      lookbackDays: fc.constant(windows),
    }),
  );

/** Two sets of facts as one CRM. */
export function together(one: SmallCrm, other: SmallCrm): SmallCrm {
  return {
    accounts: [...one.accounts, ...other.accounts],
    contacts: [...one.contacts, ...other.contacts],
    events: [...one.events, ...other.events],
    history: [...one.history, ...other.history],
  };
}

/** Some events again under the same id, as copies that became known at other times and differ in everything. */
export function withCopies(crm: SmallCrm): fc.Arbitrary<SmallCrm> {
  const copied = fc.array(fc.tuple(fc.nat(), fc.constantFrom('e1', 'e2', 'e3', null)), { maxLength: 12 });
  return copied.map((choices) => {
    const events = crm.events.map((event, i): SmallEvent => ({ ...event, id: choices[i]?.[1] ?? `own${i}` }));
    return { ...crm, events };
  });
}
