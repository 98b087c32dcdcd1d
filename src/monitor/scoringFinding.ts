import type { Instant } from '../snapshot/population.ts';
import type { Pulses } from './feedPulse.ts';
import type { SourceRows } from './sourceRows.ts';

/** Every gate between a scoring and its publication, the earlier in this order the nearer to the cause. */
export const scoringGates = [
  'row-security',
  'inheritance',
  'columns',
  'contacts',
  'sources',
  'freshness',
  'events',
  'event-kinds',
  'coverage',
  'values',
  'scores',
] as const;

/** A gate of scoring, as `--accept GATE=reason` names it. */
export type ScoringGate = (typeof scoringGates)[number];

/** Bounds between which a figure passes; both pass themselves. */
export interface Bounds {
  readonly least: number;
  readonly most: number;
}

/** Rows known before an instant: counted then, by the run that is compared with, and now. */
interface Recounted {
  readonly before: Instant;
  readonly was: number;
  readonly now: number;
  /** Of `now` over `then`. */
  readonly bounds: Bounds;
}

interface Common {
  /** Whether it keeps the ranking from being published. */
  readonly held: boolean;
}

/** A feature that has lost its values. */
export interface FeatureFinding {
  readonly gate: 'values';
  readonly what: 'feature';
  readonly held: boolean;
  /** Rows without a value, with a level that training hardly knew, with a number far beyond every one of training, or, at least, with another value than before. */
  readonly of: 'missing' | 'unseen' | 'beyond' | 'moved';
  readonly feature: { readonly name: string; readonly sentence: string };
  /** Share of what moves the model's test rows that the feature moves. */
  readonly weight: number;
  /** Share of the rows: the most before, now, and the most that passes. */
  readonly before: number;
  readonly after: number;
  readonly most: number;
}

/** What one gate measured, with its figures and its threshold; English is made of it in `wording.ts`. */
export type ScoringFinding = Common &
  (
    | { readonly gate: ScoringGate; readonly what: 'nothing to compare with' }
    | {
        readonly gate: 'row-security';
        readonly what: 'hidden';
        /** Tables of which the role may not see every row, as SQL writes them. */
        readonly tables: readonly string[];
      }
    | {
        readonly gate: 'inheritance';
        readonly what: 'twice';
        /** Tables that are read once with the one they inherit from and once by themselves. */
        readonly tables: readonly string[];
      }
    | ({ readonly gate: 'contacts'; readonly what: 'rows' } & Recounted)
    | ({
        readonly gate: 'sources';
        readonly what: 'rows';
        readonly of: Exclude<keyof SourceRows, 'contacts'>;
      } & Recounted)
    | ({ readonly gate: 'events'; readonly what: 'rows' } & Recounted)
    | {
        readonly gate: 'events';
        readonly what: 'volume';
        readonly days: number;
        readonly count: number;
        /** The fewest and the most of the same days before the instants that are compared with. */
        readonly lowest: number;
        readonly highest: number;
        /** Of the count. */
        readonly bounds: Bounds;
      }
    | {
        readonly gate: 'event-kinds';
        readonly what: 'gone';
        /** Kinds that occurred before, and do not any more. */
        readonly kinds: readonly string[];
        /** Kinds that occur now and did not before, the most frequent first. */
        readonly instead: readonly string[];
        /** Of the events before, the share of the kinds that are gone. */
        readonly share: number;
        /** Whether even the events of the past that were of these kinds are of them no more. */
        readonly rewritten: boolean;
        readonly mostShare: number;
      }
    | {
        readonly gate: 'event-kinds';
        readonly what: 'new';
        readonly kinds: readonly string[];
        readonly share: number;
        readonly mostShare: number;
      }
    | {
        readonly gate: 'coverage';
        readonly what: 'share';
        readonly candidates: number;
        readonly contacts: number;
        readonly lowest: number;
        readonly highest: number;
        /** Of the share of the contacts that may be approached. */
        readonly bounds: Bounds;
      }
    | FeatureFinding
    | {
        readonly gate: 'values';
        readonly what: 'shifted';
        /** Features whose values have moved, and how far from the nearest of the instants that are compared with. */
        readonly features: readonly {
          readonly name: string;
          readonly sentence: string;
          readonly weight: number;
          readonly psi: number;
        }[];
        readonly compared: number;
        /** Share of what the model goes by that rests on them, and the most that passes. */
        readonly weight: number;
        readonly mostWeight: number;
        /** From this population stability index on, what chance gives apart, a feature has moved. */
        readonly mostShift: number;
      }
    | {
        readonly gate: 'columns';
        readonly what: 'fields';
        /** Optional fields that had a column, such as `contact.title`. */
        readonly gone: readonly string[];
        readonly fields: number;
      }
    | {
        readonly gate: 'freshness';
        readonly what: 'age';
        readonly of: keyof Pulses;
        /** Days since the newest, and the most that pass. */
        readonly age: number;
        readonly mostDays: number;
        /** Of the year before: days with any, the longest pause, and what nine in ten are no longer than. */
        readonly days: number;
        readonly longest: number;
        readonly ordinary: number;
      }
    | {
        readonly gate: 'scores';
        readonly what: 'expected';
        readonly candidates: number;
        /** Conversions expected of a candidate. */
        readonly mean: number;
        readonly lowest: number;
        readonly highest: number;
        readonly bounds: Bounds;
      }
    | {
        readonly gate: 'scores';
        readonly what: 'order';
        /** Instant of the published ranking, the contacts in both, and the rank correlation of their probabilities. */
        readonly before: Instant;
        readonly shared: number;
        readonly correlation: number;
        readonly least: number;
      }
    | {
        readonly gate: 'scores';
        readonly what: 'distribution';
        /** Population stability index from the nearest of the instants that are compared with. */
        readonly psi: number;
        readonly mostShift: number;
      }
  );
