import { categoryColumn } from '../../src/features/columns.ts';
import { computeFeatures } from '../../src/features/computeFeatures.ts';
import type { FeatureContext, FeatureFamily } from '../../src/features/family.ts';
import type { FeatureTable } from '../../src/features/feature.ts';
import { accountPoints } from '../../src/features/sweep/accountPoints.ts';
import { chooseKinds, type KindCount } from '../../src/features/sweep/eventKinds.ts';
import { lookbackOf } from '../../src/features/sweep/lookback.ts';
import type { AttributeHistory } from '../../src/snapshot/population.ts';
import { Tally } from '../../src/snapshot/tally.ts';
import { folded } from './eventBytes.ts';

/** A CRM small enough to write down, in plain objects. NaN is unknown. */
export interface SmallCrm {
  readonly accounts: readonly SmallAccount[];
  readonly contacts: readonly SmallContact[];
  readonly events: readonly SmallEvent[];
  readonly history: readonly SmallHistory[];
}
export interface SmallAccount {
  readonly id: string;
  readonly createdAt: number;
  readonly industry: string | null;
}
export interface SmallContact {
  readonly id: string;
  readonly account: string | null;
  readonly createdAt: number;
  readonly title: string | null;
  readonly emailDomain: string | null;
}
export interface SmallEvent {
  readonly id: string | null;
  readonly contact: string;
  readonly occurredAt: number;
  readonly ingestedAt: number;
  readonly kind: string;
  readonly value: number;
}
/** A value of attribute `plan` of an account or `score` of a contact. */
export interface SmallHistory {
  readonly entity: 'contact' | 'account';
  readonly id: string;
  readonly validFrom: number;
  readonly value: string | null;
}
export interface SmallRow {
  readonly contact: string;
  readonly asOf: number;
}
export interface SmallProgram {
  readonly lookbackDays: readonly number[];
  readonly knownBefore: number;
}

export const day = 86_400_000_000;
export const origin = Date.UTC(2026, 0, 1) * 1000;

/** What `population`, `snapshots` and `declared` are for the CRM and rows. */
export function contextOf(crm: SmallCrm, rows: readonly SmallRow[]): Omit<FeatureContext, 'activity'> {
  const accounts = [...crm.accounts].sort(byId);
  const contacts = [...crm.contacts].sort(byId);
  const accountIndex = new Map(accounts.map(({ id }, i) => [id, i]));
  const contactIndex = new Map(contacts.map(({ id }, i) => [id, i]));
  const ordered = rows
    .map(({ contact, asOf }) => ({ contact: contactIndex.get(contact)!, asOf }))
    .sort((a, b) => a.contact - b.contact || a.asOf - b.asOf);
  return {
    population: {
      contacts: {
        ids: contacts.map(({ id }) => id),
        account: Int32Array.from(contacts, ({ account }) => accountIndex.get(account ?? '') ?? -1),
        createdAt: Float64Array.from(contacts, ({ createdAt }) => createdAt),
        name: contacts.map(() => null),
        title: contacts.map(({ title }) => title),
        emailDomain: contacts.map(({ emailDomain }) => emailDomain),
        attributes: [],
      },
      accounts: {
        ids: accounts.map(({ id }) => id),
        name: accounts.map(() => null),
        domain: accounts.map(() => null),
        createdAt: Float64Array.from(accounts, ({ createdAt }) => createdAt),
        attributes: [categoryColumn('industry', accounts.length, (i) => accounts[i]!.industry)],
      },
      history: [historyOf(crm, 'contact', 'score', contactIndex), historyOf(crm, 'account', 'plan', accountIndex)],
    },
    snapshots: {
      rows: ordered.length,
      contact: Int32Array.from(ordered, ({ contact }) => contact),
      asOf: Float64Array.from(ordered, ({ asOf }) => asOf),
    },
    declared: {
      contact: [{ name: 'score', attribute: { type: 'number', availability: 'history' } }],
      account: [
        { name: 'industry', attribute: { type: 'category', availability: 'stable' } },
        { name: 'plan', attribute: { type: 'category', availability: 'history' } },
      ],
    },
    anomalies: new Tally<string>(),
  };
}

/** Features by folding the events in the given order, without a database and without merging duplicates. */
export function foldedFeatures(
  crm: SmallCrm,
  rows: readonly SmallRow[],
  program: SmallProgram,
  families?: readonly FeatureFamily[],
): FeatureTable & { readonly anomalies: Record<string, number> } {
  const context = contextOf(crm, rows);
  const { contacts, accounts } = context.population;
  const kinds = chooseKinds(kindCounts(crm, program), []);
  const sweep = folded(
    {
      snapshots: context.snapshots,
      contacts,
      accounts,
      owned: null,
      points: accountPoints(context.snapshots, contacts, accounts),
      lookback: lookbackOf(program.lookbackDays),
      kinds,
      folds: new Set(['counts', 'last', 'days', 'values', 'maxima', 'lastValues', 'account']),
      knownBefore: program.knownBefore,
    },
    crm.events,
  );
  for (const [what, count] of Object.entries(sweep.anomalies())) context.anomalies.add(what, count);
  const valueKinds = kinds.names.map((_, k) => k).filter((k) => kinds.valued[k]! >= 0);
  const table = computeFeatures(
    { ...context, activity: { sweep: sweep.block(0, contacts.ids.length), kinds: kinds.names, valueKinds } },
    families,
  );
  return { ...table, anomalies: context.anomalies.counts() as Record<string, number> };
}

function kindCounts(crm: SmallCrm, { knownBefore }: SmallProgram): KindCount[] {
  return [...new Set(crm.events.map(({ kind }) => kind))].map((kind) => {
    const known = crm.events.filter(
      (event) => event.kind === kind && event.occurredAt < knownBefore && !(event.ingestedAt >= knownBefore),
    );
    return { kind, events: known.length, values: known.filter(({ value }) => !Number.isNaN(value)).length };
  });
}

function historyOf(
  crm: SmallCrm,
  entity: 'contact' | 'account',
  name: string,
  index: ReadonlyMap<string, number>,
): AttributeHistory {
  const values = crm.history
    .filter((entry) => entry.entity === entity && index.has(entry.id))
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

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1;
}
