import type { Observed } from '../../src/monitor/observed.ts';
import type { PresentProfile, Profile, RunProfile } from '../../src/monitor/profile.ts';
import type { Recount } from '../../src/monitor/recount.ts';
import type { ScoringFinding, ScoringGate } from '../../src/monitor/scoringFinding.ts';
import { scoringFindings } from '../../src/monitor/scoringGates.ts';

export const day = 86_400_000_000;
/** Instant of the scoring before, in microseconds since 1970. */
export const yesterday = Date.UTC(2026, 5, 30) * 1000;
export const today = yesterday + day;

const pulse = { age: 0.5, days: 365, longest: 3, ordinary: 1 };

/** An ordinary company at an instant: 1,000 contacts, 500 of them candidates, 1,000 events in 90 days. */
export function profileOf(asOf: number, changes: Partial<PresentProfile> = {}): PresentProfile {
  return {
    asOf,
    candidates: 500,
    rows: { contacts: 1000, accounts: 200, outcomes: 100, opportunities: 50, suppressions: 40 },
    events: {
      counts: [200, 600, 2000],
      kinds: [
        { kind: 'open', counts: [150, 450, 1700] },
        { kind: 'visit', counts: [50, 150, 300] },
      ],
    },
    features: [
      { feature: 'industry', counts: [250, 250, 0, 0] },
      { feature: 'size', counts: [250, 250, 0, 0] },
    ],
    scores: { rows: 500, mean: 0.04, deviation: 0.02, counts: [250, 250, 0, 0] },
    pulses: { events: pulse, arrivals: pulse, outcomes: pulse },
    hours: null,
    alike: { contacts: { rows: 1000, alike: 10 }, accounts: { rows: 200, alike: 2 } },
    columns: ['contact.id', 'contact.title'],
    reading: {} as PresentProfile['reading'],
    ...changes,
  };
}

const runOf = (now: PresentProfile): RunProfile => ({ modelId: 'm', now, past: [], bins: null });

/** The same rows as a run counted, counted again. */
export function recountOf(earlier: PresentProfile, again: Partial<Pick<Profile, 'rows' | 'events'>> = {}): Recount {
  const { rows, events } = earlier;
  return {
    ...{ earlier, run: runOf(earlier), now: { rows, events, ...again } },
    ...{ accepted: new Set(), otherwise: new Set() },
  };
}

/** A scoring of today beside the one of yesterday. */
export function observed(of: {
  readonly profile?: Partial<PresentProfile>;
  /** Rows and events of yesterday as they are counted now. */
  readonly again?: Partial<Pick<Profile, 'rows' | 'events'>>;
  readonly before?: Partial<PresentProfile>;
  readonly filtered?: readonly string[];
  readonly readTwice?: readonly string[];
  readonly hours?: Observed['hours'];
  readonly accepted?: Observed['references']['accepted'];
  /** Rank correlation with what is published. */
  readonly correlation?: number;
}): Observed {
  const before = profileOf(yesterday, of.before);
  const run = runOf(before);
  return {
    profile: profileOf(today, of.profile),
    references: {
      before: [{ runId: 'r', kind: 'score', profile: run }],
      after: [],
      training: null,
      accepted: of.accepted ?? [],
    },
    hours: of.hours ?? null,
    recounts: [recountOf(before, of.again)],
    order: of.correlation === undefined ? null : { asOf: yesterday, shared: 500, correlation: of.correlation },
    filtered: of.filtered ?? [],
    readTwice: of.readTwice ?? [],
    modelId: 'm',
    modelKinds: ['open', 'visit'],
    features: [
      { name: 'industry', sentence: 'industry', isCategory: true, isLasting: true, weight: 0.2 },
      { name: 'size', sentence: 'company size', isCategory: false, isLasting: true, weight: 0.06 },
    ],
    audited: [],
    sources: { has: () => true },
  };
}

/** Gates that block. */
export function blockedGates(of: Observed): readonly ScoringGate[] {
  return [...new Set(blockedFindings(of).map(({ gate }) => gate))];
}

export function blockedFindings(of: Observed): readonly ScoringFinding[] {
  return scoringFindings(of).filter(({ blocked }) => blocked);
}
