/** A is the best. */
export type Tier = 'A' | 'B' | 'C' | 'D';

/** Least score of each tier: A is the best twentieth of the reference population, B the best fifth, C the upper half. */
export const tierFrom = { A: 95, B: 80, C: 50 } as const;

/** Tier of a score between 0 and 100; D is whatever no other tier takes. */
export function tierOf(score: number): Tier {
  if (score >= tierFrom.A) return 'A';
  if (score >= tierFrom.B) return 'B';
  return score >= tierFrom.C ? 'C' : 'D';
}
