import type { Segments } from '../../config/segments.ts';
import type { Tier } from '../../ranking/tier.ts';

/** What segments ask about a contact of the list; null is not known. */
export interface SegmentFacts {
  readonly probability: number;
  readonly tier: Tier;
  readonly fit: number | null;
  readonly grid: string | null;
  readonly stage: string | null;
  readonly isOnList: boolean;
  /** Whether a criterion is known to be met. */
  isMet(criterion: string): boolean;
}

type When = NonNullable<Segments[number]['when']>;

/** Position of the first segment whose rule holds; −1 for none. What is not known fulfils nothing that asks for it. */
export function segmentOf(segments: Segments, facts: SegmentFacts): number {
  return segments.findIndex(({ when }) => when === undefined || holds(when, facts));
}

function holds(when: When, facts: SegmentFacts): boolean {
  const { fit, grid, probability, tier, stage, met, lacks, onList } = when;
  return (
    isWithin(fit, facts.fit) &&
    isWithin(probability, facts.probability) &&
    isAmong(grid, facts.grid) &&
    isAmong(tier, facts.tier) &&
    isAmong(stage, facts.stage) &&
    (met === undefined || met.every(facts.isMet)) &&
    (lacks === undefined || lacks.some((criterion) => !facts.isMet(criterion))) &&
    (onList === undefined || onList === facts.isOnList)
  );
}

function isWithin(range: When['fit'], value: number | null): boolean {
  if (range === undefined) return true;
  const { atLeast = Number.NEGATIVE_INFINITY, below = Number.POSITIVE_INFINITY } = range;
  return value !== null && value >= atLeast && value < below;
}

function isAmong(listed: readonly string[] | undefined, value: string | null): boolean {
  return listed === undefined || (value !== null && listed.includes(value));
}
