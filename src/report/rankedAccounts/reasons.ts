import type { Reason } from '../../explain/reason.ts';

/** Below this a reason changes the odds by less than a twentieth: naming it would claim more than it does. */
const noticeable = 0.05;

/** The strongest reasons that raise the probability, at most `count`. */
export function speakingFor(reasons: readonly Reason[], count: number): readonly Reason[] {
  return strongest(
    reasons.filter((reason) => reason.contribution >= noticeable),
    count,
  );
}

/** The strongest reasons that lower the probability, at most `count`. */
export function holdingBack(reasons: readonly Reason[], count: number): readonly Reason[] {
  return strongest(
    reasons.filter((reason) => reason.contribution <= -noticeable),
    count,
  );
}

function strongest(reasons: readonly Reason[], count: number): readonly Reason[] {
  return reasons.toSorted((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution)).slice(0, count);
}
