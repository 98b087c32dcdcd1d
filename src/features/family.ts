import type { EntityName } from '../config/entity.ts';
import type { DeclaredAttribute } from '../crm/source.ts';
import type { Population } from '../snapshot/population.ts';
import type { Snapshots } from '../snapshot/snapshots.ts';
import type { Tally } from '../snapshot/tally.ts';
import type { Column } from '../table/table.ts';
import type { Feature } from './feature.ts';
import type { ActivityBlock } from './sweep/activityBlock.ts';
import type { FoldedProperty } from './sweep/eventProperties.ts';
import type { Fold } from './sweep/fold.ts';

/** What each reader of the folded events reads: the accumulators a family must declare to use it. */
export const readers = {
  count: 'counts',
  counts: 'counts',
  last: 'last',
  daysSince: 'last',
  activeDays: 'days',
  eachActiveDay: 'days',
  valueSum: 'values',
  valueMax: 'maxima',
  valueLast: 'lastValues',
  decayed: 'instants',
  gapMean: 'instants',
  gapSpread: 'instants',
  firstKind: 'instants',
  lastKind: 'instants',
  valuesTouched: 'touches',
  topTouchShare: 'touches',
  pairTouches: 'touches',
  lastTouched: 'touches',
  meanTouchedRate: 'rates',
  greatestTouchedRate: 'rates',
  meanAccountRate: 'accountRates',
  greatestAccountRate: 'accountRates',
  amountSum: 'amounts',
  amountMean: 'amounts',
  amountMost: 'amounts',
  amountLast: 'amounts',
  amountSince: 'amounts',
  amountTimes: 'amounts',
  amountOverdue: 'amounts',
  amountUsual: 'means',
  furthestStage: 'stages',
  stageSince: 'stages',
  stageStep: 'stages',
  othersEvents: 'account',
  othersPeople: 'account',
  othersLast: 'account',
  accountPeople: 'account',
  accountSize: 'account',
  engagedLevels: 'account',
} as const satisfies Partial<Record<keyof ActivityBlock, Fold>>;

/** The folded events as definitions read them. */
export type FoldedEvents = Pick<ActivityBlock, keyof typeof readers | 'lookback' | 'kinds'>;

/** What the events were folded into, and which kinds they were. */
export interface Activity {
  readonly sweep: FoldedEvents;
  /** Names of the kinds, in the order of the sweep. */
  readonly kinds: readonly string[];
  /** Positions of the kinds that have value columns. */
  readonly valueKinds: readonly number[];
  /** Positions of the kinds, the most frequent in training first. */
  readonly byFrequency: readonly number[];
  /** Properties of the events, in the order of the sweep. */
  readonly properties: readonly Pick<FoldedProperty, 'name' | 'meaning' | 'pairs'>[];
  /** Properties that are numbers, in the order of the sweep. */
  readonly amounts: readonly Pick<FoldedProperty, 'name' | 'meaning'>[];
  /** Kinds that are stages, the first one first. */
  readonly stages: readonly string[];
}

/** All that features are computed from. */
export interface Facts {
  readonly population: Pick<Population, 'contacts' | 'accounts' | 'history' | 'accountOpportunities' | 'outcomes'>;
  /** Rows ascending by contact, then as-of. */
  readonly snapshots: Pick<Snapshots, 'rows' | 'contact' | 'asOf'>;
  /** Whether the CRM has the entity. */
  has(entity: EntityName): boolean;
  /** Attributes as the configuration declares them. */
  readonly declared: Readonly<Record<'contact' | 'account', readonly DeclaredAttribute[]>>;
  /** Null where no events were read. */
  readonly activity: Activity | null;
  /** Values read and taken as missing. */
  readonly anomalies: Tally<string>;
}

/** The facts as a family sees them. */
export interface FeatureContext extends Omit<Facts, 'activity'> {
  /** Only for families that need `event`: for others, reading it is an error. */
  readonly activity: Activity;
}

/** A column and what it is. */
export interface FeatureColumn {
  readonly feature: Feature;
  readonly column: Column;
}

/** One way of computing features; `columns` gives as many as the data has kinds and windows for, in a fixed order. */
export interface FeatureFamily {
  readonly family: string;
  /** Raised whenever the same data would give other values. */
  readonly version: number;
  /** What it tells, in words a marketer understands. */
  readonly sentence: string;
  /** How its values are known at a past date. */
  readonly availability: Feature['availability'] | 'as declared';
  readonly type: Feature['type'] | 'as declared';
  readonly units: readonly string[];
  /** Without one of these entities it has no columns. */
  readonly needs: readonly EntityName[];
  /** What it reads of the events: nothing else need be folded for it. */
  readonly folds: readonly Fold[];
  /** With fewer lookback windows it has no columns; 0 for one that looks at none. */
  readonly windows: number;
  columns(context: FeatureContext): readonly FeatureColumn[];
}
