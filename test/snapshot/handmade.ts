import { parseConfig } from '../../src/config/load.ts';
import type { ConfigInput, Program } from '../../src/config/schema.ts';
import type { Opportunities, Population, Spans } from '../../src/snapshot/population.ts';
import { type Instant, microsecondsPerDay } from '../../src/time/instant.ts';

export type ProgramInput = NonNullable<ConfigInput['programs']>[string];

/** A program with the defaults of the configuration; monthly, 30 days ahead, unless told otherwise. */
export function program(input: Partial<ProgramInput> = {}): Program {
  const programs = { default: { horizonDays: 30, cutoffs: { every: 'month' as const }, ...input } };
  return parseConfig({ programs }, 'test').programs.default!;
}

/** Microseconds of a UTC date or date-time. */
export const at = (text: string): Instant => Date.parse(text) * 1000;

export const days = (count: number): number => count * microsecondsPerDay;

export type Row = readonly [subject: number, from: Instant, until?: Instant];

export interface Handmade {
  readonly contacts: readonly {
    readonly createdAt: Instant;
    readonly account?: number;
    /** Today's; by default `account`. */
    readonly currentAccount?: number;
    readonly emailDomain?: string;
    readonly id?: string;
  }[];
  readonly accounts?: number;
  /** Contact, when it happened, when it became known. */
  readonly outcomes?: readonly Row[];
  readonly accountOpportunities?: readonly Row[];
  readonly contactOpportunities?: readonly Row[];
  readonly suppressions?: readonly Row[];
  readonly highWater: Instant;
  readonly firstFact?: Instant;
}

/** A population without names or attributes; contacts are called c0000, c0001 … and accounts a0000, a0001 … */
export function population(input: Handmade): Population {
  const { contacts, highWater, firstFact = Math.min(...contacts.map(({ createdAt }) => createdAt)) } = input;
  const accountIds = Array.from({ length: input.accounts ?? 0 }, (_, i) => `a${String(i).padStart(4, '0')}`);
  const outcomes = spans(input.outcomes);
  return {
    contacts: {
      ids: contacts.map(({ id }, i) => id ?? `c${String(i).padStart(4, '0')}`),
      account: Int32Array.from(contacts, ({ account }) => account ?? -1),
      createdAt: Float64Array.from(contacts, ({ createdAt }) => createdAt),
      name: contacts.map(() => null),
      title: contacts.map(() => null),
      emailDomain: contacts.map(({ emailDomain }) => emailDomain ?? null),
      attributes: [],
    },
    currentAccount: Int32Array.from(contacts, ({ account, currentAccount }) => currentAccount ?? account ?? -1),
    accounts: {
      ids: accountIds,
      name: accountIds.map(() => null),
      domain: accountIds.map(() => null),
      createdAt: new Float64Array(accountIds.length).fill(Number.NaN),
      attributes: [],
    },
    outcomes: { contact: outcomes.subject, occurredAt: outcomes.from, ingestedAt: outcomes.until },
    accountOpportunities: opportunities(input.accountOpportunities),
    contactOpportunities: opportunities(input.contactOpportunities),
    suppressions: spans(input.suppressions),
    history: [],
    highWater,
    firstFact,
    fingerprint: '',
    anomalies: {},
  };
}

function spans(rows: readonly Row[] = []): Spans {
  const sorted = rows.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
  return {
    subject: Int32Array.from(sorted, ([subject]) => subject),
    from: Float64Array.from(sorted, ([, from]) => from),
    until: Float64Array.from(sorted, ([, , until]) => until ?? Number.NaN),
  };
}

function opportunities(rows: readonly Row[] = []): Opportunities {
  return { ...spans(rows), won: new Int8Array(rows.length).fill(-1) };
}
