import type { AttributeHistory, Population } from '../../src/snapshot/population.ts';
import { parseInstant } from '../../src/time/instant.ts';

interface Person {
  readonly title?: string | null;
  /** Employees of the account; NaN is missing. */
  readonly employees?: number;
  /** Whether the person has an account; by default yes. */
  readonly account?: boolean;
  /** Values of the attribute `plan`, with history. */
  readonly plan?: readonly (readonly [from: string, value: string | null])[];
}

/** People, each with an account of their own, of whom nothing happened. */
export function population(people: readonly Person[]): Population {
  const numbers = Int32Array.from(people.keys());
  const none = { subject: new Int32Array(), from: new Float64Array(), until: new Float64Array() };
  const plans = people.flatMap(({ plan = [] }, subject) => plan.map(([from, value]) => ({ subject, from, value })));
  const history: AttributeHistory = {
    ...{ entity: 'contact', name: 'plan' },
    subject: Int32Array.from(plans, ({ subject }) => subject),
    validFrom: Float64Array.from(plans, ({ from }) => parseInstant(from)),
    value: plans.map(({ value }) => value),
  };
  const account = Int32Array.from(people, ({ account: has = true }, i) => (has ? i : -1));
  return {
    contacts: {
      ids: people.map((_, i) => `c${i}`),
      ...{ account, createdAt: new Float64Array(people.length), attributes: [] },
      name: people.map(() => null),
      title: people.map(({ title }) => title ?? null),
      emailDomain: people.map(() => null),
    },
    accounts: {
      ids: people.map((_, i) => `a${i}`),
      name: people.map(() => null),
      domain: people.map(() => null),
      createdAt: new Float64Array(people.length),
      attributes: [
        {
          kind: 'number',
          name: 'employees',
          values: Float64Array.from(people, ({ employees }) => employees ?? Number.NaN),
        },
      ],
    },
    currentAccount: account,
    history: [history],
    outcomes: { contact: numbers.subarray(0, 0), occurredAt: new Float64Array(), ingestedAt: new Float64Array() },
    accountOpportunities: { ...none, won: new Int8Array() },
    contactOpportunities: { ...none, won: new Int8Array() },
    suppressions: none,
    ...{ highWater: 0, firstFact: 0, fingerprint: '', anomalies: {} },
  };
}
