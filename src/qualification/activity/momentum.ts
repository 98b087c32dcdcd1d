import { betaCdf } from '../../numeric/beta.ts';
import type { Momentum } from '../../ranking/accountBeside.ts';

/** Chance below which a week is called other than the three before. */
const level = 0.05;

/** Share of four weeks' activities that fall into this one if nothing has changed. */
const share = 0.25;

/**
 * Whether this week has more activities than the three before lead to expect, or fewer.
 *
 * Activities are taken for a Poisson process: of `n` in four weeks this one has a binomial number with share 1/4 if the rate is the same. `heating` where as
 * many or more would come of that once in twenty times at most, `cooling` where as few or fewer would; `new` where there were none before. Przyborowski and
 * Wilenski (1940), Biometrika 31, 313–323.
 *
 * @param now activities of this week. @param before those of the three weeks before together; both whole.
 * @returns null where there are none at all.
 */
export function momentumOf(now: number, before: number): Momentum | null {
  if (now + before === 0) return null;
  if (before === 0) return 'new';
  // P(X ≥ now) and P(X ≤ now) of a binomial distribution, as incomplete beta functions.
  if (now > 0 && betaCdf(share, now, before + 1) <= level) return 'heating';
  return 1 - betaCdf(share, now + 1, before) <= level ? 'cooling' : 'steady';
}
