import type { Instant } from '../snapshot/population.ts';
import type { SourceRows } from './sourceRows.ts';

/** Every gate between a scoring and its publication, the earlier in this order the nearer to the cause. */
export const scoringGates = [
  'row-security',
  'contacts',
  'sources',
  'events',
  'event-kinds',
  'coverage',
  'values',
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
  readonly then: number;
  readonly now: number;
  /** Of `now` over `then`. */
  readonly bounds: Bounds;
}

interface Common {
  /** Whether it keeps the ranking from being published. */
  readonly held: boolean;
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
    | {
        readonly gate: 'values';
        readonly what: 'emptied';
        readonly feature: string;
        readonly sentence: string;
        /** Share of the rows without a value: in training, and now. */
        readonly before: number;
        readonly after: number;
        /** Share of what moves the model's test rows that this feature moves. */
        readonly weight: number;
      }
  );
