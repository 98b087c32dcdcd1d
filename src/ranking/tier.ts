import type { Program } from '../config/schema.ts';

/** A is the best. */
export type Tier = 'A' | 'B' | 'C' | 'D';

/** Least score of each tier: A is the best twentieth of the reference population, B the best fifth, C the upper half. */
export const tierFrom = { A: 95, B: 80, C: 50 } as const;

/** Weeks of work that end with tier A, B and C where a capacity decides. */
const weeksUpTo = { A: 1, B: 4, C: 13 } as const;

/** Share of a tier's threshold that a contact must fall below before it leaves the tier. */
const hysteresis = 0.9;

/** Tier of a score between 0 and 100; D is whatever no other tier takes. */
export function tierOf(score: number): Tier {
  return tierAbove(score, tierFrom);
}

/** Tiers of contacts by their probabilities, where a program states how they are made; those of accounts are those of their best contact. */
export interface TierRule {
  /** Least probability of each tier; above 1 for a tier that nobody is in. */
  readonly from: Readonly<Record<'A' | 'B' | 'C', number>>;
  /**
   * Tier of a contact. It rises at once, and falls only when its probability is a tenth below the threshold of the tier it was in,
   * so that it does not change to and fro each night; a tier may hold some more than its weeks of work for that.
   */
  tier(contactId: string, probability: number): Tier;
}

/**
 * The rule a program states: by least probabilities, or by capacity. Of a capacity of n a week, A is this week's n, B
 * those up to the end of the fourth week, C those up to the thirteenth.
 *
 * @param descending probabilities of the list. @param previous tiers of the ranking published before; who is missing was in none.
 */
export function tierRule(
  tiers: NonNullable<Program['tiers']>,
  descending: Float64Array,
  previous: ReadonlyMap<string, Tier>,
): TierRule {
  const from = 'perWeek' in tiers ? capacityThresholds(tiers.perWeek, descending) : tiers.probability;
  return {
    from,
    tier(contactId, probability) {
      const now = tierAbove(probability, from);
      const before = previous.get(contactId) ?? 'D';
      const kept = before !== 'D' && before < now && probability >= hysteresis * from[before];
      return kept ? before : now;
    },
  };
}

function capacityThresholds(perWeek: number, descending: Float64Array): TierRule['from'] {
  const cut = (weeks: number) => descending[Math.min(perWeek * weeks, descending.length) - 1] ?? 2;
  return { A: cut(weeksUpTo.A), B: cut(weeksUpTo.B), C: cut(weeksUpTo.C) };
}

function tierAbove(value: number, from: Readonly<Record<'A' | 'B' | 'C', number>>): Tier {
  if (value >= from.A) return 'A';
  if (value >= from.B) return 'B';
  return value >= from.C ? 'C' : 'D';
}
