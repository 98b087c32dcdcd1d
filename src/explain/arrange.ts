import { type Explanation, type Reason, strongestFirst } from './reason.ts';

/** Below this a reason changes the odds by less than a twentieth: naming it would claim more than it does. */
export const noticeable = 0.05;

/** What is shown at most of what speaks for an entry, and against it. */
const shown = { for: 5, against: 3 } as const;

/** Spreads of fewer log-odds count as these: else a trifle would set an entry apart. */
const leastSpread = 0.1;

/** Mean and standard deviation of each group's contribution over entries; a group that an entry lacks contributes nothing to it. */
export type UsualReasons = ReadonlyMap<string, { readonly mean: number; readonly spread: number }>;

/** What is usual at the head of a list, from which each entry is set apart. */
export function usualReasons(head: readonly Pick<Explanation, 'reasons'>[]): UsualReasons {
  const found = new Map<string, number[]>();
  for (const { reasons } of head)
    for (const { group, contribution } of reasons) {
      const known = found.get(group);
      if (known) known.push(contribution);
      else found.set(group, [contribution]);
    }
  return new Map(
    [...found].map(([group, contributions]) => {
      const mean = contributions.reduce((sum, value) => sum + value, 0) / head.length;
      const lacking = head.length - contributions.length;
      const squares = contributions.reduce((sum, value) => sum + (value - mean) ** 2, lacking * mean ** 2);
      return [group, { mean, spread: Math.sqrt(squares / head.length) }];
    }),
  );
}

/**
 * All reasons in the order in which they are told: the five strongest for, then the three strongest against, those first that set the entry
 * apart most; then the rest, strongest first, without cases.
 *
 * What sets apart is a contribution less the mean of the head of the list, in standard deviations of that head (at least a tenth of log-odds). A reason
 * that changes the odds by less than a twentieth, or whose sentence reads the other way, is among the rest.
 *
 * @param reasons strongest first
 */
export function arranged(reasons: readonly Reason[], usual: UsualReasons): readonly Reason[] {
  const strongFor: Reason[] = [];
  const strongAgainst: Reason[] = [];
  const rest: Reason[] = [];
  for (const reason of reasons) {
    const side = reason.contribution > 0 ? strongFor : strongAgainst;
    const most = side === strongFor ? shown.for : shown.against;
    if (side.length < most && !reason.unclear && Math.abs(reason.contribution) >= noticeable)
      side.push({ ...reason, apart: apartOf(reason, usual) });
    else rest.push(bare(reason));
  }
  strongFor.sort((a, b) => b.apart! - a.apart! || strongestFirst(a, b));
  strongAgainst.sort((a, b) => a.apart! - b.apart! || strongestFirst(a, b));
  return [...strongFor, ...strongAgainst, ...rest];
}

function apartOf({ group, contribution }: Reason, usual: UsualReasons): number {
  const { mean = 0, spread = 0 } = usual.get(group) ?? {};
  return Number(((contribution - mean) / Math.max(spread, leastSpread)).toPrecision(4));
}

/** A reason that is not told, without what only those have that are. */
function bare(reason: Reason): Reason {
  if (reason.similar === undefined && reason.who === undefined) return reason;
  const { group, contribution, sentence, unclear } = reason;
  return unclear ? { group, contribution, sentence, unclear } : { group, contribution, sentence };
}

/** Reasons that speak for an entry and are told, in the order in which they are. */
export function speakingFor(reasons: readonly Reason[]): readonly Reason[] {
  return told(reasons).filter(({ contribution }) => contribution > 0);
}

/** Reasons that speak against an entry and are told, in the order in which they are. */
export function speakingAgainst(reasons: readonly Reason[]): readonly Reason[] {
  return told(reasons).filter(({ contribution }) => contribution < 0);
}

/** Those of a ranking that was published before reasons were arranged are arranged by themselves. */
function told(reasons: readonly Reason[]): readonly Reason[] {
  const known = reasons.some(({ apart }) => apart !== undefined)
    ? reasons
    : arranged(reasons.toSorted(strongestFirst), new Map());
  return known.filter(({ apart }) => apart !== undefined);
}
