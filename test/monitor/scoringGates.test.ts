import { describe, expect, it } from 'vitest';
import { refuseBlocked, scoringFindings } from '../../src/monitor/scoringGates.ts';
import { Random } from '../../src/numeric/random.ts';
import { fc } from '../property/fastCheck.ts';
import { blockedGates, day, observed, profileOf, today, yesterday } from './observed.ts';

const rows = profileOf(today).rows;
const nothing = { before: [], after: [], training: null, accepted: [] };
const kinds = (open: number, visit: number, other: number, name = 'chat') => ({
  counts: [200, 600, open + visit + other] as const,
  kinds: [
    { kind: 'open', counts: [100, 300, open] as const },
    { kind: 'visit', counts: [50, 150, visit] as const },
    { kind: name, counts: [50, 150, other] as const },
  ].filter(({ counts }) => counts[2] > 0),
});
const events = (week: number, month: number, quarter: number) => ({
  counts: [week, month, quarter] as const,
  kinds: [
    { kind: 'open', counts: [week - 1, month - 1, quarter - 30] as const },
    { kind: 'visit', counts: [1, 1, 30] as const },
  ],
});
const age = (days: number, of: 'events' | 'arrivals' | 'outcomes', rhythm = { longest: 3, ordinary: 1, days: 365 }) => {
  const pulses = profileOf(today).pulses;
  return { profile: { pulses: { ...pulses, [of]: { ...rhythm, age: days } } } };
};
const feature = (name: string, counts: readonly number[]) => ({
  profile: {
    features: profileOf(today).features.map((one) => (one.feature === name ? { feature: name, counts } : one)),
  },
});
const shifted = (industry: readonly number[], size: readonly number[]) => ({
  profile: {
    features: [
      { feature: 'industry', counts: industry },
      { feature: 'size', counts: size },
    ],
  },
});
const scores = (mean: number, counts = [250, 250, 0, 0]) => ({
  profile: { scores: { rows: 500, mean, deviation: 0.02, counts } },
});

/** Rows of one instant, now and before. */
const alike = (of: 'contacts' | 'accounts', now: number, was = 2) => {
  const { alike: all } = profileOf(today);
  const at = (count: number) => ({ alike: { ...all, [of]: { rows: all[of].rows, alike: count } } });
  return { profile: at(now), before: at(of === 'contacts' ? 10 : was) };
};

const moved = (from: readonly number[], to: readonly number[]) => ({
  before: { features: [{ feature: 'size', counts: from }] },
  profile: { features: [{ feature: 'size', counts: to }] },
});

/** Of every gate, what just passes and what just does not. */
const edges = [
  ['row-security', {}, { filtered: ['crm.people'] }],
  ['inheritance', {}, { readTwice: ['crm.people_2023'] }],
  [
    'columns',
    { profile: { columns: ['contact.id', 'contact.title', 'contact.email'] } },
    { profile: { columns: ['contact.id'] } },
  ],
  ['contacts', { again: { rows: { ...rows, contacts: 750 } } }, { again: { rows: { ...rows, contacts: 749 } } }],
  ['contacts', { again: { rows: { ...rows, contacts: 1500 } } }, { again: { rows: { ...rows, contacts: 1501 } } }],
  ['sources', { again: { rows: { ...rows, suppressions: 30 } } }, { again: { rows: { ...rows, suppressions: 29 } } }],
  ['sources', { again: { rows: { ...rows, outcomes: 150 } } }, { again: { rows: { ...rows, outcomes: 151 } } }],
  ['created', alike('contacts', 510), alike('contacts', 511)],
  ['created', alike('accounts', 102), alike('accounts', 103)],
  ['created', alike('accounts', 188, 150), alike('accounts', 189, 150)],
  ['freshness', age(7, 'events'), age(7.1, 'events')],
  ['freshness', age(7, 'arrivals'), age(7.1, 'arrivals')],
  [
    'freshness',
    age(28, 'events', { longest: 20, ordinary: 1, days: 300 }),
    age(28.1, 'events', { longest: 90, ordinary: 1, days: 300 }),
  ],
  [
    'freshness',
    age(120, 'outcomes', { longest: 40, ordinary: 30, days: 12 }),
    age(121, 'outcomes', { longest: 40, ordinary: 30, days: 12 }),
  ],
  ['events', { again: { events: events(200, 600, 1500) } }, { again: { events: events(200, 600, 1499) } }],
  ['events', { profile: { events: events(10, 600, 2000) } }, { profile: { events: events(9, 600, 2000) } }],
  ['events', { profile: { events: events(200, 200, 2000) } }, { profile: { events: events(200, 199, 2000) } }],
  ['events', { profile: { events: events(200, 600, 1000) } }, { profile: { events: events(200, 600, 999) } }],
  ['events', { profile: { events: events(200, 600, 6000) } }, { profile: { events: events(200, 600, 6001) } }],
  ['event-kinds', { profile: { events: kinds(1000, 30, 1000) } }, { profile: { events: kinds(1000, 30, 1031) } }],
  ['event-kinds', { again: { events: kinds(1700, 1, 299) } }, { again: { events: kinds(1700, 0, 300) } }],
  ['event-kinds', { profile: { events: kinds(1700, 1, 0) } }, { profile: { events: kinds(1700, 0, 0) } }],
  [
    'event-kinds',
    { profile: { events: kinds(1700, 0, 0) }, before: { events: kinds(1700, 188, 0) } },
    { profile: { events: kinds(1700, 0, 0) }, before: { events: kinds(1700, 189, 0) } },
  ],
  ['coverage', { profile: { candidates: 250 } }, { profile: { candidates: 249 } }],
  ['values', feature('industry', [125, 125, 0, 250]), feature('industry', [124, 125, 0, 251])],
  ['values', feature('industry', [125, 125, 250, 0]), feature('industry', [124, 125, 251, 0])],
  ['values', feature('size', [248, 247, 5, 0]), feature('size', [247, 247, 6, 0])],
  ['values', moved([500, 0, 0, 0], [250, 250, 0, 0]), moved([500, 0, 0, 0], [249, 251, 0, 0])],
  ['values', shifted([450, 50, 0, 0], [250, 250, 0, 0]), shifted([450, 50, 0, 0], [50, 450, 0, 0])],
  ['scores', { correlation: 0.5 }, { correlation: 0.499 }],
  ['scores', scores(0.02), scores(0.0199)],
  ['scores', scores(0.08), scores(0.0801)],
  ['scores', scores(0.04, [370, 130, 0, 0]), scores(0.04, [375, 125, 0, 0])],
] as const;

describe('a scoring gate', () => {
  it('passes on the same company a day later', () => {
    expect(blockedGates(observed({}))).toEqual([]);
  });

  it.each(edges)('%s: %j passes, %j does not', (gate, passes, fails) => {
    expect(blockedGates(observed(passes))).not.toContain(gate);
    expect(blockedGates(observed(fails))).toContain(gate);
  });

  it('passes, and says so, where there is nothing to compare with', () => {
    const first = { ...observed({}), recounts: [], references: nothing };
    const findings = scoringFindings(first);
    expect(findings.some(({ blocked }) => blocked)).toBe(false);
    expect(findings.filter(({ kind }) => kind === 'no-comparison').map(({ gate }) => gate)).toEqual([
      ...[
        'columns',
        'contacts',
        'sources',
        'created',
        'clock',
        'events',
        'event-kinds',
        'coverage',
        'values',
        'scores',
      ],
    ]);
  });

  it('lets values that change from night to night by themselves move, such as days since an event', () => {
    const of = observed({
      before: { features: [{ feature: 'size', counts: [500, 0, 0, 0] }] },
      profile: { features: [{ feature: 'size', counts: [0, 500, 0, 0] }] },
    });
    expect(blockedGates(of)).toEqual(['values']);
    expect(blockedGates({ ...of, features: of.features.map((one) => ({ ...one, isLasting: false })) })).toEqual([]);
  });

  it('says what to type of the same program, with the reasons that were given already', () => {
    const findings = scoringFindings(observed({ filtered: ['crm.people'], correlation: 0.1 }));
    const hintOf = (program: string) => {
      try {
        refuseBlocked('score', program, findings, [{ gate: 'row-security', reason: 'a test' }]);
        return undefined;
      } catch (error) {
        return (error as { hint?: string }).hint;
      }
    };
    expect(hintOf('demo')).toMatch(/: handraise score demo --accept row-security='a test' --accept scores="why"$/);
    expect(hintOf('default')).toMatch(/: handraise score --accept row-security=/);
  });

  it('does not compare counts where every instant is later, as when past dates are filled in', () => {
    const smaller = { events: events(20, 60, 200), candidates: 50 };
    const past = observed({ profile: { ...smaller, asOf: yesterday - 300 * day } });
    expect(blockedGates({ ...past, recounts: [] })).toEqual([]);
  });

  it('asks of a model whose training kept no profile only whether it has its values', () => {
    const at = (industry: readonly number[]) => ({
      ...observed({ profile: { features: [{ feature: 'industry', counts: industry }] } }),
      references: nothing,
      audited: [{ feature: 'industry', counts: [480, 20] }],
    });
    expect(blockedGates(at([250, 250]))).toEqual([]);
    expect(blockedGates(at([200, 300]))).toEqual(['values']);
  });

  it('lets the next night pass once a change was accepted', () => {
    const changed = {
      events: events(20, 60, 200),
      scores: { rows: 500, mean: 0.01, deviation: 0.01, counts: [490, 10, 0, 0] },
    };
    expect(blockedGates(observed({ profile: changed })).length).toBeGreaterThan(1);
    expect(blockedGates(observed({ before: changed, profile: changed }))).toEqual([]);
  });

  it('asks again each week whether a feed may be silent that was accepted once', () => {
    const silent = (days: number) => age(days, 'events').profile;
    expect(blockedGates(observed({ before: silent(6.9), profile: silent(7.9) }))).toEqual(['freshness']);
    expect(blockedGates(observed({ before: silent(30), profile: silent(37) }))).toEqual([]);
    expect(blockedGates(observed({ before: silent(30), profile: silent(37.1) }))).toEqual(['freshness']);
  });

  it('misses a kind that training knew though the nights before lost it day by day', () => {
    const training = {
      runId: 't',
      kind: 'train',
      profile: { modelId: 'm', now: profileOf(yesterday - 90 * day), past: [], bins: null },
    } as const;
    const of = observed({ before: { events: kinds(1400, 1, 0) }, profile: { events: kinds(1400, 0, 0) } });
    expect(blockedGates({ ...of, references: { ...of.references, training } })).toContain('event-kinds');
  });

  it('is not blocked by chance on a small company whose process is the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 400 }), fc.integer(), (size, seed) => {
        const random = new Random(seed);
        const draw = (bins: number) => {
          const counts = new Array<number>(bins + 2).fill(0);
          for (let i = 0; i < size; i++) counts[Math.floor(random.next() * bins)]!++;
          return counts;
        };
        const company = (asOf: number) => {
          const count = Array.from({ length: size }, () => random.next()).filter((u) => u < 0.4).length;
          return profileOf(asOf, {
            candidates: count,
            rows: { ...rows, contacts: size },
            features: [
              { feature: 'industry', counts: draw(12) },
              { feature: 'size', counts: draw(10) },
            ],
            scores: { rows: count, mean: 0.03 + 0.01 * (random.next() - 0.5), deviation: 0.05, counts: draw(10) },
          });
        };
        const now = company(today);
        const blocked = blockedGates(observed({ before: company(yesterday), profile: now }));
        expect(blocked).toEqual([]);
      }),
      { numRuns: 300, seed: 1 },
    );
  });
});
