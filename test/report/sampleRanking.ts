import { realised } from '../../src/evaluation/realised.ts';
import { Random } from '../../src/numeric/random.ts';
import { sigmoid } from '../../src/numeric/special.ts';
import { type AccountBeside, plainAccount } from '../../src/ranking/accountBeside.ts';
import { capacityLine } from '../../src/ranking/capacity.ts';
import type { RankedAccount, RankedContact, Reason } from '../../src/ranking/ranking.ts';
import { plainStanding, type Standing } from '../../src/ranking/standing.ts';
import { tierOf } from '../../src/ranking/tier.ts';
import type { ListedPerson, RankedAccountsReportData } from '../../src/report/reportData.ts';

const asOf = Date.UTC(2026, 2, 1) * 1000;
const given = [
  'Ana',
  'Björn',
  'Chidi',
  'Dolores',
  'Emre',
  'Fatima',
  'Grace',
  'Hiro',
  'Inés',
  'Jonas',
  'Katarzyna',
  'Li',
];
const family = [
  'Okafor',
  'Lindqvist',
  'García',
  'Tanaka',
  'Novak',
  'Silva',
  'Weber',
  'Haddad',
  'Moreau',
  'Kaya',
  'Rossi',
];
const first = [
  'Northwind',
  'Blue Harbor',
  'Acme',
  'Juniper',
  'Granite',
  'Solstice',
  'Ferrous',
  'Lumen',
  'Kestrel',
  'Tidal',
];
const second = [
  'Logistics',
  'Health',
  'Software',
  'Energy',
  'Foods',
  'Robotics',
  'Insurance',
  'Media',
  'Labs',
  'Partners',
];
const titles = [
  'Head of Marketing',
  'VP Sales',
  'Marketing Operations Manager',
  'Data Analyst',
  'CTO',
  'Intern',
  'Buyer',
];

const sampleEvidence: ListedPerson['evidence'] = [
  { criterion: 'budget', state: 'known', met: true, value: 'yes', source: 'answer:budget', dated: asOf },
  { criterion: 'timeline', state: 'unknown', met: null, value: null, source: null, dated: null },
];
const stages = ['name', 'marketing-qualified'];
const industries = ['Software', 'Health', 'Energy'];
const countries = ['Germany', 'Brazil'];
const owners = ['Kim Sato', 'Ola Berg', 'Rui Costa', 'Mia Roth'];

const positive: readonly ((n: number) => [group: string, sentence: string])[] = [
  (n) => ['Pricing page', `Viewed the pricing page ${n + 1} times in the last 7 days`],
  (n) => ['E-mail clicks', `Clicked ${n + 1} links in e-mails in the last 30 days`],
  (n) => ['Webinars', `Attended ${2 + (n % 3)} webinars in the last 90 days`],
  () => ['Seniority', 'Is a director or above'],
  (n) => ['Colleagues', `${n + 1} colleagues were active in the last 30 days`],
];
const negative: readonly ((n: number) => [group: string, sentence: string])[] = [
  (n) => ['Recency', `Last seen ${20 + 7 * n} days ago`],
  () => ['E-mail domain', 'Uses a free-mail address'],
  (n) => ['Tenure', `In the CRM for ${2 + (n % 4)} years without a conversion`],
];

/** A ranked-accounts report of an invented company; the same bytes for the same seed. */
export function sampleRankedAccountsReport(accounts = 240, seed = 11): RankedAccountsReportData {
  const random = new Random(seed);
  const drafts = Array.from({ length: accounts }, (_, i) => {
    const name = `${first[i % first.length]!} ${second[Math.floor(i / first.length) % second.length]!}${i < 100 ? '' : ` ${Math.floor(i / 100) + 1}`}`;
    const lean = 0.9 * random.normal();
    const people = Array.from({ length: 1 + random.integer(5) }, () => contact(random, lean));
    people.sort((a, b) => b.probability - a.probability);
    return { id: `a${String(i).padStart(5, '0')}`, name, people };
  });
  const everyone = drafts.flatMap(({ id, name, people }) => people.map((person) => ({ ...person, id, name })));
  everyone.sort((a, b) => b.probability - a.probability);
  const contacts: RankedContact[] = everyone.map((person, i) => ({
    rank: i + 1,
    contactId: `c${i}`,
    contactName: person.who,
    title: person.title,
    accountId: person.id,
    accountName: person.name,
    unitId: person.id,
    probability: person.probability,
    ...standing(i, everyone.length),
    margin: person.margin,
    baseMargin: -4.2,
    reasons: person.reasons,
    asOf,
    horizonEnds: asOf + 60 * 86_400_000_000,
    standing: sampleStanding(i),
  }));
  const ranked = drafts
    .map((draft) => ({
      ...draft,
      probability: 1 - draft.people.reduce((none, person) => none * (1 - person.probability), 1),
    }))
    .sort((a, b) => b.probability - a.probability)
    .map(
      ({ id, name, people, probability }, i): RankedAccount => ({
        rank: i + 1,
        accountId: id,
        accountName: name,
        domain: `${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.example`,
        probability,
        ...standing(i, accounts),
        eligibleContacts: people.length,
        expectedConversions: people.reduce((sum, person) => sum + person.probability, 0),
        bestContactId: contacts.find((person) => person.accountId === id)!.contactId,
        reasons: people[0]!.reasons,
        ...sampleBeside(i),
      }),
    );
  return {
    program: 'default',
    title: 'Who will ask for a demo?',
    outcome: 'demo request',
    horizonDays: 60,
    asOf: '2026-03-01T00:00:00Z',
    runId: '0195512e-6c3a-7d44-9d5e-0b6f3d1c2a90',
    modelId: 'default-20260301-5f2c9a10',
    fallback: false,
    generatedAt: '2026-03-01T08:12:45Z',
    accounts: ranked,
    contacts,
    totalAccounts: accounts,
    totalContacts: contacts.length,
    expectedConversions: contacts.reduce((sum, person) => sum + person.probability, 0),
    week: {
      perWeek: 40,
      weeks: [1, 4, 13].map((weeks) => ({
        weeks,
        line: capacityLine(
          Float64Array.from(contacts, ({ probability }) => probability),
          40 * weeks,
        ),
      })),
      contacts: contacts.filter(({ standing }) => standing.position !== null).slice(0, 40),
    },
    accountRecords: new Map(
      ranked.map(({ accountId }, i) => [
        accountId,
        {
          facets: { industry: industries[i % industries.length]!, country: countries[i % countries.length]! },
          link: `https://crm.example/accounts/${accountId}`,
        },
      ]),
    ),
    contactRecords: new Map(
      contacts.map(({ contactId }, i) => [
        contactId,
        {
          facets: { owner: owners[i % owners.length]! },
          link: `https://crm.example/contacts/${contactId}`,
          reach: { email: `${contactId}@mail.example`, phone: `+49 30 ${1000 + i}` },
          lastTouch: i % 3 === 0 ? { at: asOf - (i + 1) * 86_400_000_000, channel: 'call', by: 'Kim Sato' } : 'never',
          evidence: i % 4 === 1 ? sampleEvidence : [],
          handOff:
            i % 8 === 2 ? { stage: 'sales-accepted', deadline: asOf, state: 'breached' as const, actedAt: null } : null,
        },
      ]),
    ),
    changes: {
      previousRunId: '0195512e-0000-7d44-9d5e-0b6f3d1c2a90',
      previousAsOf: asOf - 7 * 86_400_000_000,
      counts: { new: 3, gone: 2, up: 4, down: 5, moved: 9 },
      gone: [{ reason: 'suppressed', contacts: 2 }],
      contacts: new Map(
        contacts.slice(0, 12).map(({ contactId, rank, tier }, i) => [
          contactId,
          {
            contactId,
            change: (['new', 'up', 'down', 'moved'] as const)[i % 4]!,
            before: i % 4 === 0 ? null : { rank: rank + 40, probability: 0.05, tier },
            parts: i % 4 === 0 ? null : { activity: 0.4, ageing: -0.1, profile: 0, model: 0 },
          },
        ]),
      ),
    },
    lastOutcomes: {
      ...{ runId: '0195512e-0000-7d44-9d5e-0b6f3d1c2a90', modelId: 'default-20251201-5f2c9a10' },
      ...{ asOf: asOf - 60 * 86_400_000_000, horizonEnds: asOf, state: 'matured', unknown: 0 },
      parts: [
        { part: { by: 'first', count: 200 }, ...realised(new Float64Array(200).fill(0.155), 27) },
        { part: { by: 'tier', value: 'A' }, ...realised(new Float64Array(60).fill(0.3), 30) },
        { part: { by: 'contacted', value: false }, ...realised(new Float64Array(90).fill(0.2), 4) },
      ],
    },
    common: [],
    ledger: {
      considered: contacts.length + 3_190,
      kept: contacts.length,
      excluded: {
        'excluded by the program': 42,
        'already converted': 1_871,
        'open opportunity': 806,
        suppressed: 471,
      },
    },
    held: {
      people: contacts.filter(({ standing }) => standing.heldBy.length > 0).length,
      by: [{ held: { kind: 'criterion', criterion: 'budget', state: 'unknown' }, people: 7 }],
    },
    trustInShort: 'The probabilities of accounts are right on the whole.',
    trust: [
      'On past dates that it had not seen, people given about 10% converted in 9 to 12 of a hundred cases, and the first tenth of the list held four in ten of all conversions.',
    ],
  };
}

/** Of every tenth contact something stands beside the probability. */
function sampleStanding(i: number): Standing {
  const plain = {
    position: i + 1,
    ...plainStanding,
    stage: stages[i % stages.length]!,
    fit: 20 + (i % 80),
    grid: 'B2',
  };
  if (i % 10 === 3)
    return { ...plain, position: null, heldBy: [{ kind: 'criterion', criterion: 'budget', state: 'unknown' }] };
  if (i % 10 === 5)
    return {
      ...plain,
      override: { direction: 'up', reason: 'met at the fair', by: 'Kim Sato', since: asOf, until: null },
    };
  if (i % 10 !== 7) return plain;
  const text = 'Is there a budget this year?';
  return {
    ...plain,
    nextQuestion: { question: 'budget', text, incentive: 'a voucher', criteria: ['budget'], change: 0.4 },
  };
}

function standing(position: number, count: number) {
  const score = Math.round((1 - (position + 0.5) / count) * 100);
  return { score, tier: tierOf(score) };
}

function contact(random: Random, lean: number) {
  const draw = (from: typeof positive, sign: number) => {
    const [group, sentence] = from[random.integer(from.length)]!(1 + random.integer(6));
    return { group, sentence, contribution: sign * (0.02 + 1.4 * random.next() ** 2) };
  };
  const drawn = [draw(positive, 1), draw(positive, 1), draw(positive, 1), draw(negative, -1), draw(negative, -1)];
  const reasons: Reason[] = drawn.filter((reason, i) => drawn.findIndex(({ group }) => group === reason.group) === i);
  reasons.sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  const margin = -4.2 + lean + reasons.reduce((sum, reason) => sum + reason.contribution, 0);
  return {
    who: `${given[random.integer(given.length)]!} ${family[random.integer(family.length)]!}`,
    title: titles[random.integer(titles.length)]!,
    margin,
    probability: sigmoid(margin),
    reasons,
  };
}

/** What stands beside every third account, in turns. */
function sampleBeside(i: number): AccountBeside {
  const momentum = (['new', 'heating', 'steady', 'cooling', null] as const)[i % 5]!;
  if (i % 3 === 2) return plainAccount;
  return {
    momentum,
    activity: { weeks: [i % 5 === 4 ? 0 : 6, 1, 2, 0], peopleOfWeek: 2, peopleOfQuarter: 4 },
    buyingGroup: {
      engaged: { departments: ['Operations'], seniorities: ['Director level'] },
      silent: { departments: ['IT'], seniorities: [] },
      missing: { departments: ['Finance'], seniorities: ['C-level'] },
    },
  };
}
