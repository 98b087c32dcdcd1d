import { gateNotice } from '../notice/notice.ts';
import { earlierProfiles } from './earlierProfiles.ts';
import type { Observed } from './observed.ts';
import type { ScoringFinding } from './scoringFinding.ts';

/** Of the lowest and the highest share of the contacts that could be approached; a rule of thumb. */
const factor = 2;
/** Standard errors of the difference of two shares that chance is given. */
const byChance = 4;

/** Whether about as many of the contacts may be approached as before. */
export function coverageGate(observed: Observed): readonly ScoringFinding[] {
  const { candidates, rows } = observed.profile;
  const earlier = earlierProfiles(observed)
    .filter((one) => one.rows.contacts > 0)
    .map((one) => ({ share: one.candidates / one.rows.contacts, contacts: one.rows.contacts }))
    .sort((a, b) => a.share - b.share);
  const [lowest, highest] = [earlier[0], earlier.at(-1)];
  if (!lowest || !highest) return [gateNotice('coverage', 'no-comparison', false, {})];
  const bounds = { least: lowest.share / factor, most: Math.min(1, highest.share * factor) };
  const share = candidates / rows.contacts;
  const isBeyondChance = (other: typeof lowest) => {
    const pooled = (candidates + other.share * other.contacts) / (rows.contacts + other.contacts);
    const error = Math.sqrt(pooled * (1 - pooled) * (1 / rows.contacts + 1 / other.contacts));
    return Math.abs(share - other.share) > byChance * error;
  };
  const blocked = (share < bounds.least && isBeyondChance(lowest)) || (share > bounds.most && isBeyondChance(highest));
  return [
    gateNotice('coverage', 'coverage', blocked, {
      ...{ candidates, contacts: rows.contacts, bounds },
      ...{ lowest: lowest.share, highest: highest.share },
    }),
  ];
}
