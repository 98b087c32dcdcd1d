import { noticeable } from './arrange.ts';
import type { Reason } from './reason.ts';

/** Share of the entries of which a reason is true that is said once for all of them. */
const nearlyAll = 0.8;

/** What speaks for nearly everybody on a list. */
export interface CommonReason {
  readonly group: string;
  /** Share of the entries that it speaks for. */
  readonly share: number;
  /** That of the entry in the middle by contribution, as an example. */
  readonly sentence: string;
}

/**
 * What speaks for at least four in five entries of a list by more than a twentieth of the odds, the strongest on average first: to be said once above it.
 *
 * @param entries the reasons of each entry
 */
export function commonReasons(entries: readonly (readonly Reason[])[]): readonly CommonReason[] {
  const byGroup = new Map<string, Reason[]>();
  for (const reason of entries.flat()) {
    if (reason.contribution < noticeable || reason.unclear) continue;
    const known = byGroup.get(reason.group);
    if (known) known.push(reason);
    else byGroup.set(reason.group, [reason]);
  }
  return [...byGroup]
    .filter(([, found]) => found.length >= nearlyAll * entries.length)
    .map(([group, found]) => {
      const ordered = found.toSorted((a, b) => a.contribution - b.contribution || (a.sentence < b.sentence ? -1 : 1));
      const sum = found.reduce((total, { contribution }) => total + contribution, 0);
      const { sentence } = ordered[Math.floor(ordered.length / 2)]!;
      return { sum, reason: { group, share: found.length / entries.length, sentence } };
    })
    .sort((a, b) => b.sum - a.sum || (a.reason.group < b.reason.group ? -1 : 1))
    .map(({ reason }) => reason);
}

/** The reasons of an entry without those that are said once for all and set it apart by less than one standard deviation. */
export function beyondCommon(reasons: readonly Reason[], common: readonly CommonReason[]): readonly Reason[] {
  const groups = new Set(common.map(({ group }) => group));
  return reasons.filter(({ group, apart = 0 }) => !groups.has(group) || apart >= 1);
}
