import type { GateNotice } from '../notice/notice.ts';
import type { scoringFigures } from '../notice/scoring.ts';

/** Every gate between a scoring and its publication, the earlier in this order the nearer to the cause. */
export const scoringGates = [
  'row-security',
  'inheritance',
  'columns',
  'contacts',
  'sources',
  'created',
  'freshness',
  'clock',
  'events',
  'event-kinds',
  'coverage',
  'values',
  'scores',
] as const;

/** A gate of scoring, as `--accept GATE=reason` names it. */
export type ScoringGate = (typeof scoringGates)[number];

/** Bounds between which a figure is allowed; both are allowed themselves. */
export interface Bounds {
  readonly least: number;
  readonly most: number;
}

/** What the scoring gates say. */
export type ScoringKind = keyof typeof scoringFigures;

/** What one gate measured, with its figures and its threshold, and whether it keeps the ranking from being published. */
export type ScoringFinding<K extends ScoringKind = ScoringKind> = GateNotice<K, ScoringGate>;
