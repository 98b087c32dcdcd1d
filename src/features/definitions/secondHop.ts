import { groupRows } from '../../snapshot/grouped.ts';
import { microsecondsPerDay } from '../../time/instant.ts';
import { accountKnownAt } from '../asOf/accountKnownAt.ts';
import { numberColumn } from '../columns.ts';
import { describe } from '../describe.ts';
import type { FeatureColumn, FeatureContext, FeatureFamily } from '../family.ts';
import { emailDomainType, emailDomainVersion } from '../vocabulary/emailDomainType.ts';
import { agoPhrases, countPhrases } from '../wording/phrases.ts';

const family = { family: 'secondHop', version: 1, availability: 'event-time' } as const;
const group = 'Conversions of colleagues';

/**
 * How many other people of the account, and of the e-mail domain where it is a company's, had reached the outcome, and how long ago the last of them did;
 * as far as was known.
 */
export const secondHop: FeatureFamily = {
  ...family,
  sentence: 'whether colleagues converted before',
  type: 'number',
  units: ['people', 'days'],
  needs: ['account', 'outcome'],
  folds: [],
  windows: 0,
  columns(context) {
    const { contacts, accounts } = context.population;
    const domains = domainsOf(context);
    return [
      ...columnsOf(context, {
        name: 'colleagues',
        who: 'colleague',
        parameters: { circle: 'colleagues' },
        groups: accounts.ids.length,
        groupOf: contacts.account,
        known: (row) => accountKnownAt(context, row) >= 0,
      }),
      ...columnsOf(context, {
        name: 'domain',
        who: 'person of the e-mail domain',
        parameters: { circle: 'domain', domains: emailDomainVersion },
        groups: domains.count,
        groupOf: domains.of,
        known: (row) => domains.of[context.snapshots.contact[row]!]! >= 0,
      }),
    ];
  },
};

/** People who belong together. */
interface Circle {
  readonly name: string;
  readonly who: string;
  /** What tells its features from those of another. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly groups: number;
  /** By contact, −1 for none. */
  readonly groupOf: Int32Array;
  /** Whether the row's group was known. */
  known(row: number): boolean;
}

function columnsOf(context: FeatureContext, circle: Circle): readonly FeatureColumn[] {
  const { name, who } = circle;
  const { rows, asOf } = context.snapshots;
  const many = who.startsWith('person') ? who.replace('person', 'people') : `${who}s`;
  const told = { ...family, type: 'number', group } as const;
  const missing = `no ${many} known`;
  const people = describe({
    ...told,
    name: `hop:${name}:people`,
    parameters: { ...circle.parameters, what: 'people' },
    unit: 'people',
    sentence: `${many} who converted before`,
    phrases: { ...countPhrases(`${who} who`, `${many} who`, 'converted before'), missing },
  });
  const recency = describe({
    ...told,
    name: `hop:${name}:recency`,
    parameters: { ...circle.parameters, what: 'recency' },
    unit: 'days',
    sentence: `days since a ${who} last converted`,
    phrases: agoPhrases(`${who} last converted`, `no ${who} converted so far`),
  });
  const before = conversionsBefore(context, circle);
  return [
    { feature: people, column: numberColumn(people.name, rows, (row) => before(row).people) },
    {
      feature: recency,
      column: numberColumn(recency.name, rows, (row) => (asOf[row]! - before(row).last) / microsecondsPerDay),
    },
  ];
}

/** Others of the row's group who had reached the outcome as far as was known of the row, and when the last of them had; NaN where nothing is known. */
function conversionsBefore(
  { population, snapshots }: FeatureContext,
  { groups, groupOf, known }: Circle,
): (row: number) => { readonly people: number; readonly last: number } {
  const { contacts, outcomes } = population;
  const { start, rows } = groupRows(
    outcomes.contact.map((contact) => (groupOf[contact]! < 0 ? groups : groupOf[contact]!)),
    groups + 1,
  );
  return (row) => {
    if (!known(row)) return { people: Number.NaN, last: Number.NaN };
    const contact = snapshots.contact[row]!;
    const asOf = snapshots.asOf[row]!;
    let people = 0;
    let last = Number.NaN;
    let counted = -1;
    for (let i = start[groupOf[contact]!]!; i < start[groupOf[contact]! + 1]!; i++) {
      const outcome = rows[i]!;
      const whose = outcomes.contact[outcome]!;
      const occurred = outcomes.occurredAt[outcome]!;
      const isKnown = occurred < asOf && !(outcomes.ingestedAt[outcome]! >= asOf) && contacts.createdAt[whose]! < asOf;
      if (whose === contact || !isKnown) continue;
      // Outcomes of one contact stand together.
      if (whose !== counted) people++;
      counted = whose;
      if (Number.isFinite(occurred) && !(occurred <= last)) last = occurred;
    }
    return { people, last };
  };
}

/** The domain of each contact's e-mail address, −1 for none and for one that anybody may have an address of. */
function domainsOf({ population: { contacts } }: FeatureContext): { readonly of: Int32Array; readonly count: number } {
  const found = new Map<string, number>();
  const of = Int32Array.from(contacts.emailDomain, (domain) => {
    if (domain === null || emailDomainType(domain) === 'free') return -1;
    const known = found.get(domain) ?? found.size;
    found.set(domain, known);
    return known;
  });
  return { of, count: found.size };
}
