import type { SimilarCases } from '../explain/cohorts.ts';
import type { CommonReason } from '../explain/commonReasons.ts';
import type { Reason } from '../explain/reason.ts';
import { integer, percent } from '../text/format.ts';

/**
 * A reason with what became of past cases like it.
 *
 * @example reasonText(reason) // '6 e-mail opens in the last 30 days; of 412 such cases 11% converted, against 3.0% of all'
 */
export function reasonText({ sentence, similar }: Pick<Reason, 'sentence' | 'similar'>): string {
  if (!similar) return sentence;
  const { cases, rate, overall } = similar;
  return `${sentence}; of ${integer(cases)} such cases ${shareText(rate)} converted, against ${shareText(overall)} of all`;
}

/** What became of past cases like a reason's, such as `11% of 412 converted`. */
export function casesText({ cases, rate }: SimilarCases): string {
  return `${shareText(rate)} of ${integer(cases)} converted`;
}

/** What became of all past cases, beside which those of single reasons are read; null where no reason tells of cases. */
export function allCasesText(reasons: readonly Pick<Reason, 'similar'>[]): string | null {
  const overall = reasons.find(({ similar }) => similar !== undefined)?.similar?.overall;
  return overall === undefined ? null : `Of all past cases ${shareText(overall)} converted.`;
}

/** What is true of nearly everybody on a list, in a sentence. */
export function commonText({ group, share, sentence }: CommonReason): string {
  return `${group}: speaks for ${percent(share, 0)} of them. Typical: ${sentence}`;
}

/** Two digits, so that rates that differ do not look the same. */
function shareText(rate: number): string {
  return percent(rate, rate < 0.1 ? 1 : 0);
}
