import { scoreOf } from '../../ranking/score.ts';

/** How well somebody fits: A is the best fifth of those who could be won, B the rest of the better half, C the rest but the last fifth. */
export type FitLetter = 'A' | 'B' | 'C' | 'D';

/** How lately somebody was active: 1 within the first of the grid's windows, 4 in none of them. */
export type EngagementDigit = '1' | '2' | '3' | '4';

/** A cell of the grid of fit and engagement, from A1 to D4. */
export type GridCell = `${FitLetter}${EngagementDigit}`;

/** Least fit score of each letter; D is what none of them takes. */
export const fitFrom = { A: 80, B: 50, C: 20 } as const;

/** Days back within which the last activity of digits 1, 2 and 3 lies. */
export const engagementDays = [7, 30, 90] as const;

/**
 * Fit score of points: their percentile among those who could be won when the profile was made, 0 to 100.
 *
 * @param reference quantiles of points, ascending
 */
export function fitScore(points: number, reference: Float64Array): number {
  return scoreOf(points, reference);
}

/** Letter of a fit score. */
export function fitLetter(fit: number): FitLetter {
  if (fit >= fitFrom.A) return 'A';
  if (fit >= fitFrom.B) return 'B';
  return fit >= fitFrom.C ? 'C' : 'D';
}

/** Digit of the days since the last activity; NaN and Infinity for never. */
export function engagementDigit(daysSince: number): EngagementDigit {
  const window = engagementDays.findIndex((days) => daysSince <= days);
  return (['1', '2', '3'] as const)[window] ?? '4';
}

/** The cell of a fit score and the days since the last activity. */
export function gridCell(fit: number, daysSince: number): GridCell {
  return `${fitLetter(fit)}${engagementDigit(daysSince)}`;
}
