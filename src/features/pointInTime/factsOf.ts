import type { DeclaredAttribute } from '../../crm/source.ts';
import { compareText } from '../../snapshot/ordering.ts';
import type { AttributeHistory, Occurrences, Opportunities } from '../../snapshot/population.ts';
import { Tally } from '../../snapshot/tally.ts';
import type { Column } from '../../table/table.ts';
import { type Instant, microsecondsOf } from '../../time/instant.ts';
import { categoryColumn, numberColumn } from '../columns.ts';
import { selectKinds } from '../engine/selectKinds.ts';
import { type Activity, type Facts, readers } from '../family.ts';
import { accountPoints } from '../sweep/accountPoints.ts';
import { AmountMeans } from '../sweep/amountMeans.ts';
import { eventKinds, type KindCount } from '../sweep/eventKinds.ts';
import { type KindAndValue, mostPairs } from '../sweep/eventProperties.ts';
import { foldInMemory } from '../sweep/foldInMemory.ts';
import { lookbackOf } from '../sweep/lookback.ts';
import { rateDates } from '../sweep/rateDates.ts';
import { type RateRules, ValueRates } from '../sweep/valueRates.ts';
import type { InventedAttributes, InventedCrm, InventedRow } from './inventedCrm.ts';

/** What decides how an invented CRM is read. */
export interface Reading {
  readonly declared: Facts['declared'];
  /** Names of the properties of events; by default none. */
  readonly properties?: readonly string[];
  /** Of those that are numbers. */
  readonly amounts?: readonly string[];
  /** Kinds that are stages; by default none. */
  readonly stages?: readonly string[];
  readonly lookbackDays: readonly number[];
  readonly knownBefore: Instant;
  /** What differs from a horizon of 30 days, outcomes that were recorded always, and nobody who converts again. */
  readonly rules?: Partial<Pick<RateRules, 'horizon' | 'recordedSince' | 'coolDown'>> | undefined;
}

/** An invented CRM as features read it, without a database and without merging duplicates; rows by contact, then as-of. */
export function factsOf(crm: InventedCrm, rows: readonly InventedRow[], reading: Reading): Facts {
  const { declared } = reading;
  const accounts = [...crm.accounts].sort(byId);
  const contacts = [...crm.contacts].sort(byId);
  const accountIndex = indexOf(accounts);
  const contactIndex = indexOf(contacts);
  const ordered = rows
    .map(({ contact, asOf }) => ({ contact: contactIndex.get(contact)!, asOf }))
    .sort((a, b) => a.contact - b.contact || a.asOf - b.asOf);
  const facts: Facts = {
    population: {
      contacts: {
        ids: contacts.map(({ id }) => id),
        account: Int32Array.from(contacts, ({ account }) => accountIndex.get(account ?? '') ?? -1),
        createdAt: Float64Array.from(contacts, ({ createdAt }) => createdAt),
        name: contacts.map(() => null),
        title: contacts.map(({ title }) => title),
        emailDomain: contacts.map(({ emailDomain }) => emailDomain),
        attributes: columnsOf(declared.contact, contacts),
      },
      accounts: {
        ids: accounts.map(({ id }) => id),
        name: accounts.map(() => null),
        domain: accounts.map(() => null),
        createdAt: Float64Array.from(accounts, ({ createdAt }) => createdAt),
        attributes: columnsOf(declared.account, accounts),
      },
      history: (['contact', 'account'] as const).flatMap((entity) =>
        declared[entity]
          .filter(({ attribute }) => attribute.availability === 'history')
          .map(({ name }) => historyOf(crm, entity, name, entity === 'contact' ? contactIndex : accountIndex)),
      ),
      accountOpportunities: opportunitiesOf(crm, accountIndex),
      outcomes: outcomesOf(crm, contactIndex),
    },
    snapshots: {
      rows: ordered.length,
      contact: Int32Array.from(ordered, ({ contact }) => contact),
      asOf: Float64Array.from(ordered, ({ asOf }) => asOf),
    },
    has: () => true,
    declared,
    activity: null,
    anomalies: new Tally<string>(),
  };
  return { ...facts, activity: fold(crm, facts, reading) };
}

function fold(crm: InventedCrm, { population, snapshots, anomalies }: Facts, reading: Reading): Activity {
  const { contacts, accounts } = population;
  const { knownBefore, lookbackDays, properties: names = [], amounts = [], stages = [] } = reading;
  const counts = countsOf(crm, knownBefore);
  const selected = selectKinds(counts, 'all', []).names;
  const kinds = eventKinds(counts, [], selected);
  const properties = names.map((name, at) => {
    const values = valuesOf(crm, at, knownBefore);
    return { name, values, pairs: pairsOf(crm, at, knownBefore) };
  });
  const sweep = foldInMemory(
    {
      ...{ snapshots, contacts, accounts, kinds, properties, amounts, stages, knownBefore },
      ...{ owned: null, positions: null, numbers: false },
      rates:
        names.length > 0
          ? new ValueRates(properties, rateDates(snapshots), rulesOf(population.outcomes, contacts.ids, reading))
          : null,
      means: amounts.length > 0 ? new AmountMeans(names.length, amounts.length, rateDates(snapshots)) : null,
      points: accountPoints(snapshots, contacts, accounts),
      lookback: lookbackOf(lookbackDays),
      folds: new Set(Object.values(readers)),
    },
    crm.events,
  );
  for (const [what, count] of Object.entries(sweep.anomalies())) anomalies.add(what, count);
  return {
    sweep: sweep.block(0, contacts.ids.length),
    kinds: kinds.names,
    valueKinds: kinds.names.map((_, k) => k).filter((k) => kinds.valued[k]! >= 0),
    byFrequency: selected.map((name) => kinds.names.indexOf(name)),
    properties,
    amounts: amounts.map((name) => ({ name })),
    stages,
  };
}

/** Values of a property that are known before an instant. */
function valuesOf({ events }: InventedCrm, property: number, knownBefore: Instant): string[] {
  const known = events.filter(({ occurredAt, ingestedAt }) => occurredAt < knownBefore && !(ingestedAt >= knownBefore));
  return [...new Set(known.flatMap(({ about }) => about?.[property] ?? []))].sort(compareText);
}

/** The most frequent pairs of a kind and a value, as the database counts them. */
function pairsOf({ events }: InventedCrm, property: number, knownBefore: Instant): KindAndValue[] {
  const times = new Map<string, number>();
  for (const { kind, about, occurredAt, ingestedAt } of events) {
    const value = about?.[property];
    if (!value || occurredAt >= knownBefore || ingestedAt >= knownBefore) continue;
    const pair = JSON.stringify([kind, value]);
    times.set(pair, (times.get(pair) ?? 0) + 1);
  }
  const pairs = [...times].map(([pair, events]) => {
    const [kind, value] = JSON.parse(pair) as [string, string];
    return { kind, value, events };
  });
  return pairs
    .sort((a, b) => b.events - a.events || compareText(a.kind, b.kind) || compareText(a.value, b.value))
    .slice(0, mostPairs)
    .map(({ kind, value }) => ({ kind, value }));
}

function outcomesOf({ outcomes = [] }: InventedCrm, positionOf: ReadonlyMap<string, number>): Occurrences {
  const known = outcomes
    .filter(({ contact }) => positionOf.has(contact))
    .map((one) => ({ ...one, contact: positionOf.get(one.contact)! }))
    .sort((a, b) => a.contact - b.contact || a.occurredAt - b.occurredAt);
  return {
    contact: Int32Array.from(known, ({ contact }) => contact),
    occurredAt: Float64Array.from(known, ({ occurredAt }) => occurredAt),
    ingestedAt: Float64Array.from(known, ({ ingestedAt }) => ingestedAt),
  };
}

function rulesOf(outcomes: Occurrences, ids: readonly string[], reading: Reading): RateRules {
  return {
    outcomes,
    contacts: ids.length,
    horizon: microsecondsOf(30),
    recordedSince: Number.NEGATIVE_INFINITY,
    highWater: reading.knownBefore,
    coolDown: Number.POSITIVE_INFINITY,
    ...reading.rules,
  };
}

function countsOf({ events }: InventedCrm, knownBefore: Instant): KindCount[] {
  return [...new Set(events.map(({ kind }) => kind))].map((kind) => {
    const known = events.filter(
      (event) => event.kind === kind && event.occurredAt < knownBefore && !(event.ingestedAt >= knownBefore),
    );
    return { kind, events: known.length, values: known.filter(({ value }) => !Number.isNaN(value)).length };
  });
}

function columnsOf(
  declared: readonly DeclaredAttribute[],
  subjects: readonly { readonly attributes: InventedAttributes }[],
): Column[] {
  return declared
    .filter(({ attribute }) => attribute.availability !== 'history')
    .map(({ name, attribute }) => {
      const valueAt = (i: number) => subjects[i]!.attributes[name] ?? null;
      return attribute.type === 'number'
        ? numberColumn(name, subjects.length, (i) => Number(valueAt(i) ?? Number.NaN))
        : categoryColumn(name, subjects.length, (i) => valueAt(i)?.toString() ?? null);
    });
}

function historyOf(
  crm: InventedCrm,
  entity: 'contact' | 'account',
  name: string,
  index: ReadonlyMap<string, number>,
): AttributeHistory {
  const values = crm.history
    .filter((entry) => entry.entity === entity && entry.name === name && index.has(entry.id))
    .map((entry) => ({ ...entry, subject: index.get(entry.id)! }))
    .sort((a, b) => a.subject - b.subject || a.validFrom - b.validFrom);
  return {
    entity,
    name,
    subject: Int32Array.from(values, ({ subject }) => subject),
    validFrom: Float64Array.from(values, ({ validFrom }) => validFrom),
    value: values.map(({ value }) => value),
  };
}

function opportunitiesOf({ opportunities }: InventedCrm, accountIndex: ReadonlyMap<string, number>): Opportunities {
  const known = opportunities
    .filter(({ account }) => accountIndex.has(account))
    .map((one) => ({ ...one, subject: accountIndex.get(one.account)! }))
    .sort((a, b) => a.subject - b.subject || a.createdAt - b.createdAt);
  return {
    subject: Int32Array.from(known, ({ subject }) => subject),
    from: Float64Array.from(known, ({ createdAt }) => createdAt),
    until: Float64Array.from(known, ({ closedAt }) => closedAt),
    won: Int8Array.from(known, ({ won }) => (won === null ? -1 : Number(won))),
  };
}

function indexOf(subjects: readonly { readonly id: string }[]): ReadonlyMap<string, number> {
  return new Map(subjects.map(({ id }, i) => [id, i]));
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1;
}
