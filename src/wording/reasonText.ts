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

/** What is true of nearly everybody on a list, in a sentence. */
export function commonText({ group, share, sentence }: CommonReason): string {
  return `${group}, for ${percent(share, 0)} of the list; in the middle: ${sentence}`;
}

/** Two digits, so that rates that differ do not look the same. */
function shareText(rate: number): string {
  return percent(rate, rate < 0.1 ? 1 : 0);
}
