import type { DeclaredAttribute } from '../crm/source.ts';
import type { Population } from '../snapshot/population.ts';
import type { Snapshots } from '../snapshot/snapshots.ts';
import type { Tally } from '../snapshot/tally.ts';
import type { Column } from '../table/table.ts';
import type { Feature } from './feature.ts';
import type { ActivityBlock } from './sweep/activityBlock.ts';

/** What the events were folded into, and which kinds they were. */
export interface Activity {
  readonly sweep: ActivityBlock;
  /** Names of the kinds, in the order of the sweep. */
  readonly kinds: readonly string[];
  /** Positions of the kinds that have value columns. */
  readonly valueKinds: readonly number[];
}

/** All that features are computed from. */
export interface FeatureContext {
  readonly population: Pick<Population, 'contacts' | 'accounts' | 'history'>;
  readonly snapshots: Pick<Snapshots, 'rows' | 'contact' | 'asOf'>;
  /** Attributes as the configuration declares them. */
  readonly declared: Readonly<Record<'contact' | 'account', readonly DeclaredAttribute[]>>;
  /** Null where the CRM has no events. */
  readonly activity: Activity | null;
  /** Values read and taken as missing. */
  readonly anomalies: Tally<string>;
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
  /** How its values are known at a past date. */
  readonly availability: Feature['availability'] | 'as declared';
  columns(context: FeatureContext): readonly FeatureColumn[];
}
