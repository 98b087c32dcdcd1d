import { type Cell, missing, numberCell } from '../../src/features/pointInTime/cells.ts';
import { defaultWorld } from '../../src/features/pointInTime/checkPointInTime.ts';
import type { InventedCrm, InventedEvent, InventedRow } from '../../src/features/pointInTime/inventedCrm.ts';
import { day, type SmallProgram } from './smallCrm.ts';

/** What the features of one row are computed from: lists, filters and nothing else. */
interface RowFacts {
  readonly crm: InventedCrm;
  readonly contact: InventedCrm['contacts'][number];
  readonly account: InventedCrm['accounts'][number] | undefined;
  readonly asOf: number;
  readonly mine: readonly InventedEvent[];
  readonly others: readonly InventedEvent[];
  /** What was known of anybody. */
  readonly everybody: readonly InventedEvent[];
  /** Ascending, in days. */
  readonly windows: readonly number[];
  readonly kinds: readonly string[];
  readonly valueKinds: readonly string[];
  /** The most frequent kind first. */
  readonly frequent: readonly string[];
  /** Of each property the pairs of kind and value that have columns. */
  readonly pairs: readonly (readonly { readonly kind: string; readonly value: string }[])[];
  /** Past conversion rate of a value of a property. */
  rateOf(property: number): (value: string) => number;
  within(events: readonly InventedEvent[], days: number): readonly InventedEvent[];
}

const { properties, amounts, stages } = defaultWorld;

/** What the amounts of everybody weigh as much as, in what is usual for one. */
const eventsOfEverybody = 5;

type Cells = Readonly<Record<string, Cell>>;

/** What the titles of invented histories say. */
const ranks: Readonly<Record<string, string>> = {
  'Head of IT': 'Head of department',
  'Head of Sales': 'Head of department',
  CMO: 'C-level',
};
const departments: Readonly<Record<string, string>> = {
  'Head of IT': 'IT',
  'Head of Sales': 'Sales',
  CMO: 'Marketing',
};

/** Every family of the catalogue by its definition. */
const naive: Readonly<Record<string, (facts: RowFacts) => Cells>> = {
  eventCount: ({ kinds, windows, mine, within }) =>
    gathered(kinds, (kind) =>
      gathered(windows, (days) => ({
        [`count:${kind}:${days}d`]: numberCell(times(within(ofKind(mine, kind), days))),
      })),
    ),
  eventRecency: ({ kinds, mine, asOf }) => ({
    ...gathered(kinds, (kind) => ({ [`recency:${kind}`]: daysSince(asOf, last(ofKind(mine, kind))) })),
    'activity:recency': daysSince(asOf, last(mine)),
  }),
  activeDays: ({ windows, mine, within, asOf }) =>
    gathered(windows, (days) => ({
      [`activity:days:${days}d`]: numberCell(daysOf(within(mine, days), asOf).length),
    })),
  burst: ({ mine, within, windows, asOf }): Cells => {
    const longest = windows.at(-1)!;
    if (longest <= 7) return {};
    const days = daysOf(within(mine, longest), asOf);
    const from = Array.from({ length: Math.ceil(longest) }, (_, i) => i);
    const weeks = from.map((first) => days.filter((one) => one >= first && one < first + 7).length);
    return { 'activity:burst': numberCell(Math.max(...weeks)) };
  },
  regularity: ({ mine, within, windows, asOf }) => {
    const days = daysOf(within(mine, windows.at(-1)!), asOf);
    const gaps = days.slice(1).map((one, i) => one - days[i]!);
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length;
    return {
      'activity:gap:longest': gaps.length === 0 ? missing : numberCell(Math.max(...gaps)),
      'activity:gap:variation': gaps.length < 2 ? missing : numberCell(Math.sqrt(variance) / mean),
    };
  },
  trend: (facts) => ofKindsAndAll(facts, 2, 'trend', trendOf),
  momentum: (facts) => ofKindsAndAll(facts, 3, 'momentum', momentumOf),
  ratios: ({ mine, within, windows, kinds }) =>
    gathered(
      [
        ['email_click', 'email_open'],
        ['webinar_attended', 'webinar_registered'],
      ].filter((pair) => pair.every((kind) => kinds.includes(kind))),
      ([above, below]) => {
        const lately = within(mine, windows.at(-1)!);
        const divisor = times(ofKind(lately, below!));
        const cell = divisor === 0 ? missing : numberCell(times(ofKind(lately, above!)) / divisor);
        return { [`ratio:${above}/${below}`]: cell };
      },
    ),
  pairs: ({ mine, within, windows, frequent }) => {
    if (windows.length < 2) return {};
    const [recentDays, allDays] = windows.slice(-2) as [number, number];
    const recent = within(mine, recentDays);
    const earlier = within(mine, allDays).filter((event) => !recent.includes(event));
    const six = frequent.slice(0, 6);
    return gathered(six, (one) =>
      gathered(
        six.filter((other) => other !== one),
        (other) => ({
          [`pair:${one}>${other}`]: numberCell(Math.min(times(ofKind(earlier, one)), times(ofKind(recent, other)))),
        }),
      ),
    );
  },
  valueSum: ({ valueKinds, windows, mine, within }) =>
    gathered(valueKinds, (kind) =>
      gathered(windows, (days) => {
        const values = valued(ofKind(within(mine, days), kind));
        const tenThousandths = values.reduce((sum, { value }) => sum + BigInt(Math.round(value * 10_000)), 0n);
        return { [`value:${kind}:${days}d`]: numberCell(Number(tenThousandths) / 10_000) };
      }),
    ),
  valueMax: ({ valueKinds, windows, mine, within }) =>
    gathered(valueKinds, (kind) =>
      gathered(windows, (days) => ({
        [`valueMax:${kind}:${days}d`]: greatest(valued(ofKind(within(mine, days), kind))),
      })),
    ),
  valueLast: ({ valueKinds, mine }) =>
    gathered(valueKinds, (kind) => {
      const values = valued(ofKind(mine, kind));
      return { [`valueLast:${kind}`]: greatest(values.filter(({ occurredAt }) => occurredAt === last(values))) };
    }),
  decay: ({ kinds, mine, asOf }) => {
    const decayed = (events: readonly InventedEvent[], days: number) => {
      const instants = Object.values(Object.groupBy(events, ({ kind, occurredAt }) => `${kind} ${occurredAt}`));
      const weights = instants.map((some) => times(some!) * 2 ** ((some![0]!.occurredAt - asOf) / (days * day)));
      return numberCell(weights.reduce((sum, weight) => sum + weight, 0));
    };
    return gathered([3, 14, 60], (days) => ({
      ...gathered(kinds, (kind) => ({ [`decay:${kind}:${days}d`]: decayed(ofKind(mine, kind), days) })),
      [`activity:decay:${days}d`]: decayed(mine, days),
    }));
  },
  gaps: ({ mine, asOf }) => {
    const instants = mine.map(({ occurredAt }) => occurredAt).sort((a, b) => a - b);
    const pauses = instants.slice(1).flatMap((at, i) => (at - instants[i]! >= day ? [(at - instants[i]!) / day] : []));
    const mean = pauses.reduce((sum, gap) => sum + gap, 0) / pauses.length;
    const variance = pauses.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / pauses.length;
    return {
      'gap:mean': numberCell(mean),
      'gap:spread': pauses.length < 2 ? missing : numberCell(Math.sqrt(variance)),
      'gap:overdue': numberCell((asOf - last(mine)) / day / mean),
    };
  },
  sequence: ({ mine }) => {
    const kindAt = (instant: number) => {
      const then = mine.filter(({ occurredAt }) => occurredAt === instant).map(({ kind }) => kind);
      return levelCell(then.sort().at(-1));
    };
    return {
      'sequence:first': kindAt(Math.min(...mine.map(({ occurredAt }) => occurredAt))),
      'sequence:last': kindAt(last(mine)),
    };
  },
  furthestStage: ({ mine }) => ({
    'stage:furthest': levelCell(stages.findLast((stage) => ofKind(mine, stage).length > 0)),
  }),
  stagePace: ({ mine, asOf }) => {
    const first = (events: readonly InventedEvent[]) =>
      events.length === 0 ? Number.NaN : Math.min(...events.map(({ occurredAt }) => occurredAt));
    const furthest = stages.findLast((stage) => ofKind(mine, stage).length > 0);
    return {
      'stage:since': daysSince(asOf, first(ofKind(mine, furthest ?? 'none'))),
      ...gathered(stages.slice(1), (next, at) => {
        const from = first(ofKind(mine, stages[at]!));
        const after = first(ofKind(mine, next).filter(({ occurredAt }) => occurredAt >= from));
        return { [`stage:${stages[at]}>${next}`]: numberCell((after - from) / day) };
      }),
    };
  },
  touchVariety: ({ mine, windows, within }) =>
    gathered(properties, (property, p) =>
      gathered(windows, (days) => {
        const touched = touchesOf(within(mine, days), p);
        const times = [...new Set(touched)].map((value) => touched.filter((other) => other === value).length);
        return {
          [`distinct:${property}:${days}d`]: numberCell(times.length),
          ...(days === windows.at(-1)
            ? {
                [`top:${property}:${days}d`]:
                  times.length === 0 ? missing : numberCell(Math.max(...times) / touched.length),
              }
            : {}),
        };
      }),
    ),
  touchCount: ({ mine, windows, within, pairs }) =>
    gathered(properties, (property, p) =>
      gathered(pairs[p]!, ({ kind, value }) =>
        gathered(windows, (days) => {
          const touched = touchesOf(ofKind(within(mine, days), kind), p);
          const same = touched.filter((one) => one === value);
          return { [`touch:${property}:${kind}:${value}:${days}d`]: numberCell(same.length) };
        }),
      ),
    ),
  touchedRate: ({ mine, windows, within, rateOf }) =>
    gathered(properties, (property, p) =>
      gathered([windows[0]!, windows.at(-1)!], (days) =>
        ratesOf(`rate:${property}`, days, touchesOf(within(mine, days), p), rateOf(p)),
      ),
    ),
  accountTouchedRate: ({ mine, others, windows, within, rateOf, account }) =>
    gathered(properties, (property, p) =>
      gathered([windows[0]!, windows.at(-1)!], (days) => {
        const touched = account ? touchesOf(within([...mine, ...others], days), p) : [];
        return ratesOf(`accountRate:${property}`, days, touched, rateOf(p));
      }),
    ),
  lastTouched: ({ mine }) =>
    gathered(properties, (property, p) => {
      const about = mine.filter((event) => event.about?.[p]);
      const latest = about.filter(({ occurredAt }) => occurredAt === last(about));
      return {
        [`last:${property}`]: levelCell(
          latest
            .map((event) => event.about![p]!)
            .sort()
            .at(-1),
        ),
      };
    }),
  amount: ({ mine, windows, within }) =>
    gathered(amounts, (amount, a) => {
      const latest = amountsOf(mine, a);
      return {
        ...gathered(windows, (days) => {
          const found = amountsOf(within(mine, days), a).map(({ value }) => value);
          return {
            [`amount:${amount}:sum:${days}d`]: numberCell(sumOf(found)),
            [`amount:${amount}:mean:${days}d`]: found.length === 0 ? missing : numberCell(sumOf(found) / found.length),
            [`amount:${amount}:most:${days}d`]: found.length === 0 ? missing : numberCell(Math.max(...found)),
          };
        }),
        [`amount:${amount}:last`]:
          latest.length === 0
            ? missing
            : numberCell(
                Math.max(...latest.filter(({ occurredAt }) => occurredAt === last(latest)).map(({ value }) => value)),
              ),
      };
    }),
  amountHabit: ({ mine, everybody, asOf }) =>
    gathered(amounts, (amount, a) => {
      const found = amountsOf(mine, a);
      const all = amountsOf(everybody, a).map(({ value }) => value);
      const instants = [...new Set(found.map(({ occurredAt }) => occurredAt))].sort((x, y) => x - y);
      const pauses = instants.slice(1).flatMap((at, i) => (at - instants[i]! >= day ? [at - instants[i]!] : []));
      const pause = pauses.reduce((sum, gap) => sum + gap, 0) / pauses.length;
      const usual =
        (sumOf(found.map(({ value }) => value)) + (eventsOfEverybody * sumOf(all)) / all.length) /
        (found.length + eventsOfEverybody);
      return {
        [`amount:${amount}:recency`]: daysSince(asOf, last(found)),
        [`amount:${amount}:times`]: numberCell(instants.length),
        [`amount:${amount}:usual`]: found.length === 0 ? missing : numberCell(usual),
        [`amount:${amount}:overdue`]: numberCell((asOf - last(found)) / pause),
      };
    }),
  accountActivity: ({ windows, others, within, account, asOf }) => ({
    ...gathered(windows, (days) => ({
      [`colleagues:events:${days}d`]: account ? numberCell(times(within(others, days))) : missing,
    })),
    ...gathered([windows[0]!, windows.at(-1)!], (days) => {
      const active = new Set(within(others, days).map((event) => event.contact));
      return { [`colleagues:people:${days}d`]: account ? numberCell(active.size) : missing };
    }),
    'colleagues:recency': daysSince(asOf, last(others)),
  }),
  accountEngagement: ({ crm, windows, mine, others, within, account, asOf }) => {
    const people = crm.contacts.filter((person) => person.account === account?.id && person.createdAt < asOf);
    const active = (days: number) => {
      const events = within([...mine, ...others], days);
      return people.filter(({ id }) => events.some((event) => event.contact === id));
    };
    const different = (levels: readonly (string | undefined)[]) =>
      account ? numberCell(new Set(levels.filter((level) => level !== undefined)).size) : missing;
    return {
      ...gathered([windows[0]!, windows.at(-1)!], (days) => ({
        [`engagement:people:${days}d`]: account ? numberCell(active(days).length) : missing,
        [`engagement:departments:${days}d`]: different(active(days).map(({ title }) => departments[title ?? ''])),
        [`engagement:seniorities:${days}d`]: different(active(days).map(({ title }) => ranks[title ?? ''])),
      })),
      'engagement:awake': account ? numberCell(active(windows.at(-1)!).length / people.length) : missing,
    };
  },
  lastOpportunity: ({ crm, account, asOf }) =>
    gathered(['won', 'lost'], (end) => {
      const ended = crm.opportunities.filter(
        (one) =>
          one.account === account?.id && one.createdAt < asOf && one.closedAt < asOf && one.won === (end === 'won'),
      );
      const lastEnd = ended.length === 0 ? Number.NaN : Math.max(...ended.map(({ closedAt }) => closedAt));
      return { [`opportunity:${end}:recency`]: daysSince(asOf, lastEnd) };
    }),
  secondHop: ({ crm, contact, account, asOf }) => {
    const others = (isOne: (person: InventedCrm['contacts'][number]) => boolean) => {
      const people = crm.contacts.filter((one) => one.id !== contact.id && one.createdAt < asOf && isOne(one));
      return (crm.outcomes ?? []).filter(
        (one) => people.some(({ id }) => id === one.contact) && one.occurredAt < asOf && !(one.ingestedAt >= asOf),
      );
    };
    const told = (name: string, known: boolean, before: ReturnType<typeof others>) => ({
      [`hop:${name}:people`]: known ? numberCell(new Set(before.map((one) => one.contact)).size) : missing,
      [`hop:${name}:recency`]: daysSince(
        asOf,
        known && before.length > 0 ? Math.max(...before.map(({ occurredAt }) => occurredAt)) : Number.NaN,
      ),
    });
    const { emailDomain: domain } = contact;
    return {
      ...told(
        'colleagues',
        account !== undefined,
        others((one) => one.account === account?.id),
      ),
      ...told(
        'domain',
        domain !== null && domain !== 'gmail.com',
        others((one) => one.emailDomain === domain),
      ),
    };
  },
  tenure: ({ contact, account, asOf }) => ({
    'tenure:contact': daysSince(asOf, contact.createdAt),
    'tenure:account': daysSince(asOf, account?.createdAt ?? Number.NaN),
  }),
  attributes: ({ crm, contact, account, asOf }) => {
    const score = historicValue(crm, 'contact', contact.id, asOf);
    return {
      'contact:source': levelCell(contact.attributes.source),
      'contact:stage': levelCell(contact.attributes.stage),
      'contact:score': score === null ? missing : numberCell(Number(score)),
      'account:industry': levelCell(account?.attributes.industry),
      'account:employees': numberCell(Number(account?.attributes.employees ?? Number.NaN)),
      'account:country': levelCell(account?.attributes.country),
      'account:plan': levelCell(historicValue(crm, 'account', account?.id, asOf)),
    };
  },
  companySize: ({ account }) => ({
    'size:account': levelCell(
      {
        1: '1 to 10 employees',
        2.5: '1 to 10 employees',
        10: '1 to 10 employees',
        10.5: '11 to 50 employees',
        60: '51 to 200 employees',
        12000: 'more than 10,000 employees',
      }[Number(account?.attributes.employees)],
    ),
  }),
  geography: ({ account }) => {
    const country = account?.attributes.country ?? null;
    const known = { DE: 'DACH', España: 'Southern Europe', 'U.S.': 'North America' }[String(country)];
    return { 'region:account': levelCell(country === null ? null : (known ?? 'Other')) };
  },
  seniority: ({ contact }) => ({ 'title:seniority': levelCell(ranks[contact.title ?? '']) }),
  department: ({ contact }) => ({ 'title:department': levelCell(departments[contact.title ?? '']) }),
  emailDomain: ({ contact }) => {
    const types = {
      'gmail.com': 'free',
      'acme.example': 'corporate',
      'cs.uni-bonn.de': 'education',
      'mail.gov.uk': 'government',
    } as const;
    return { 'email:domain': levelCell(types[contact.emailDomain as keyof typeof types] ?? 'none') };
  },
};

/** Families that have a naive counterpart. */
export const naiveFamilies: readonly string[] = Object.keys(naive);

/** Every feature of one row by its definition; `families` of the catalogue, by default all. */
export function naiveFeatures(
  crm: InventedCrm,
  { contact: contactId, asOf }: InventedRow,
  { lookbackDays, knownBefore, rules }: SmallProgram,
  families: readonly string[] = naiveFamilies,
): Map<string, Cell> {
  const contact = crm.contacts.find(({ id }) => id === contactId)!;
  const account = crm.accounts.find(({ id, createdAt }) => id === contact.account && !(createdAt >= asOf));
  const people = new Map(crm.contacts.map((person) => [person.id, person]));
  const events = firstCopies(crm.events);
  const known = events.filter(
    (event) =>
      event.occurredAt < asOf && !(event.ingestedAt >= asOf) && (people.get(event.contact)?.createdAt ?? asOf) < asOf,
  );
  // Kinds are chosen before duplicates are merged.
  const ever = crm.events.filter(
    ({ occurredAt, ingestedAt }) => occurredAt < knownBefore && !(ingestedAt >= knownBefore),
  );
  const kinds = [...new Set(ever.map(({ kind }) => kind))].sort();
  const facts: RowFacts = {
    ...{ crm, contact, account, asOf, kinds },
    everybody: known,
    mine: known.filter((event) => event.contact === contactId),
    others: known.filter(
      (event) => event.contact !== contactId && account && people.get(event.contact)!.account === account.id,
    ),
    windows: [...lookbackDays].sort((a, b) => a - b),
    valueKinds: kinds.filter((kind) => ofKind(ever, kind).some(({ value }) => !Number.isNaN(value))),
    frequent: [...kinds].sort((a, b) => ofKind(ever, b).length - ofKind(ever, a).length || (a < b ? -1 : 1)),
    pairs: properties.map((_, p) => frequentPairs(ever, p)),
    rateOf: (property) => pastRates(crm, known, property, asOf, rules),
    within: (events, days) => events.filter(({ occurredAt }) => occurredAt >= asOf - days * day),
  };
  return new Map(families.flatMap((family) => Object.entries(naive[family]!(facts))));
}

/** Cells of columns that count on one kind of event, and on all together. */
function ofKindsAndAll(
  facts: RowFacts,
  leastWindows: number,
  name: string,
  cellOf: (facts: RowFacts, events: readonly InventedEvent[]) => Cell,
): Cells {
  if (facts.windows.length < leastWindows) return {};
  return {
    ...gathered(facts.kinds, (kind) => ({ [`${name}:${kind}`]: cellOf(facts, ofKind(facts.mine, kind)) })),
    [`activity:${name}`]: cellOf(facts, facts.mine),
  };
}

function trendOf({ windows, within }: RowFacts, events: readonly InventedEvent[]): Cell {
  const [shortest, longest] = [windows[0]!, windows.at(-1)!];
  const recent = times(within(events, shortest));
  const earlier = times(within(events, longest)) - recent;
  const perRecent = (recent * (longest / shortest) + 0.5) / (earlier * (longest / (longest - shortest)) + 0.5);
  return numberCell(Math.log(perRecent));
}

function momentumOf({ windows, within }: RowFacts, events: readonly InventedEvent[]): Cell {
  const [shortest, next, longest] = [windows[0]!, windows[1]!, windows.at(-1)!];
  const [a, b, c] = [shortest, next, longest].map((days) => times(within(events, days))) as [number, number, number];
  const perDay = [a / shortest, (b - a) / (next - shortest), (c - b) / (longest - next)];
  const [recent, middle, earlier] = perDay.map((rate) => rate * longest + 0.5) as [number, number, number];
  return numberCell(Math.log(recent / middle) - Math.log(middle / earlier));
}

function gathered<Item>(items: readonly Item[], cellsOf: (item: Item, at: number) => Cells): Cells {
  return Object.assign({}, ...items.map(cellsOf));
}

function ofKind(events: readonly InventedEvent[], kind: string): InventedEvent[] {
  return events.filter((event) => event.kind === kind);
}

/** How often something happened: a thousand events, or more, of one kind, person and instant are one. */
function times(events: readonly InventedEvent[]): number {
  const together = Object.groupBy(events, ({ contact, kind, occurredAt }) => [contact, kind, occurredAt].join(' '));
  return Object.values(together).reduce((sum, some = []) => sum + (some.length >= 1000 ? 1 : some.length), 0);
}

/** Events with an amount, and that. */
function amountsOf(events: readonly InventedEvent[], amount: number) {
  return events.flatMap((event) => {
    const value = event.amounts?.[amount] ?? Number.NaN;
    return Number.isNaN(value) ? [] : [{ ...event, value }];
  });
}

/** In steps of 1/10,000. */
function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + Math.round(value * 10_000), 0) / 10_000;
}

/** What touches of a property were of: those of one kind, value and instant are one. */
function touchesOf(events: readonly InventedEvent[], property: number): string[] {
  const about = events.filter((event) => event.about?.[property]);
  const touches = Object.groupBy(about, ({ contact, kind, occurredAt, about: values }) =>
    JSON.stringify([contact, kind, occurredAt, values![property]]),
  );
  return Object.values(touches).map((some) => some![0]!.about![property]!);
}

/** Mean and greatest rate of the different values touched. */
function ratesOf(name: string, days: number, touched: readonly string[], rateOf: (value: string) => number): Cells {
  const rates = [...new Set(touched)].map(rateOf);
  const none = rates.length === 0 || rates.some(Number.isNaN);
  const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
  return {
    [`${name}:mean:${days}d`]: none ? missing : numberCell(mean),
    [`${name}:greatest:${days}d`]: none ? missing : numberCell(Math.max(...rates)),
  };
}

/** Of those who touched a value before: the share that converted within the horizon of their first touch, shrunk to the share of all and in multiples of it. */
function pastRates(
  { outcomes = [] }: InventedCrm,
  known: readonly InventedEvent[],
  property: number,
  asOf: number,
  rules: SmallProgram['rules'],
): (value: string) => number {
  const horizon = rules?.horizon ?? 30 * day;
  const recordedSince = rules?.recordedSince ?? Number.NEGATIVE_INFINITY;
  const coolDown = rules?.coolDown ?? Number.POSITIVE_INFINITY;
  const knownAt = (one: { occurredAt: number; ingestedAt: number }) =>
    Math.max(one.occurredAt, Number.isNaN(one.ingestedAt) ? one.occurredAt : one.ingestedAt);
  const counts = known.filter(({ contact, occurredAt, about }) => {
    const end = occurredAt + horizon;
    const before = outcomes.some(
      (one) =>
        one.contact === contact &&
        one.occurredAt <= occurredAt &&
        one.occurredAt > occurredAt - coolDown &&
        knownAt(one) < end,
    );
    return about?.[property] && occurredAt >= recordedSince && end <= asOf && !before;
  });
  const people = Object.values(Object.groupBy(counts, ({ contact, about }) => `${contact} ${about![property]}`)).map(
    (touches) => {
      const first = touches!.toSorted((a, b) => a.occurredAt - b.occurredAt)[0]!;
      const converted = outcomes.some(
        (one) =>
          one.contact === first.contact &&
          one.occurredAt > first.occurredAt &&
          one.occurredAt < first.occurredAt + horizon &&
          knownAt(one) < asOf,
      );
      return { value: first.about![property]!, converted };
    },
  );
  const converted = (some: typeof people) => some.filter((one) => one.converted).length;
  const base = converted(people) / people.length;
  return (value) => {
    const same = people.filter((one) => one.value === value);
    return (converted(same) / base + 20) / (same.length + 20);
  };
}

/** The twelve pairs of kind and value with most events. */
function frequentPairs(events: readonly InventedEvent[], property: number) {
  const about = events.flatMap(({ kind, about }) => (about?.[property] ? [{ kind, value: about[property] }] : []));
  const groups = Object.values(Object.groupBy(about, ({ kind, value }) => `${kind} ${value}`)).map((some) => some!);
  const byName = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return groups
    .sort(
      ([a, ...others], [b, ...rest]) =>
        rest.length - others.length || byName(a!.kind, b!.kind) || byName(a!.value, b!.value),
    )
    .slice(0, 12)
    .map(([first]) => first!);
}

function valued(events: readonly InventedEvent[]): InventedEvent[] {
  return events.filter(({ value }) => Math.abs(value) <= 1e11);
}

function greatest(events: readonly InventedEvent[]): Cell {
  return events.length === 0 ? missing : numberCell(Math.max(...events.map(({ value }) => value)));
}

/** Days before the instant with an event, ascending. */
function daysOf(events: readonly InventedEvent[], asOf: number): number[] {
  const days = events.map(({ occurredAt }) => Math.ceil((asOf - occurredAt) / day) - 1);
  return [...new Set(days)].sort((a, b) => a - b);
}

function last(events: readonly InventedEvent[]): number {
  return events.length === 0 ? Number.NaN : Math.max(...events.map(({ occurredAt }) => occurredAt));
}

function daysSince(asOf: number, instant: number): Cell {
  return numberCell((asOf - instant) / day);
}

function levelCell(level: string | number | null | undefined): Cell {
  return level === null || level === undefined ? missing : `level ${level}`;
}

function historicValue(crm: InventedCrm, entity: string, id: string | undefined, asOf: number): string | null {
  const values = crm.history.filter((one) => one.entity === entity && one.id === id && one.validFrom < asOf);
  return values.sort((a, b) => a.validFrom - b.validFrom).at(-1)?.value ?? null;
}

/** Of the events that share contact and id the one known first. */
function firstCopies(events: readonly InventedEvent[]): InventedEvent[] {
  const knownAt = ({ occurredAt, ingestedAt }: InventedEvent) =>
    Number.isNaN(ingestedAt) ? occurredAt : Math.max(occurredAt, ingestedAt);
  return events.filter((event) => {
    if (event.id === null) return true;
    const copies = events.filter(({ id, contact }) => id === event.id && contact === event.contact);
    const [first] = copies.sort(
      (a, b) =>
        knownAt(a) - knownAt(b) ||
        a.occurredAt - b.occurredAt ||
        (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0) ||
        valueOrder(a.value) - valueOrder(b.value),
    );
    return first === event;
  });
}

/** As Postgres sorts: missing values last. */
function valueOrder(value: number): number {
  return Number.isNaN(value) ? Number.MAX_VALUE : value;
}
