import { earlierProfiles } from './earlierProfiles.ts';
import type { ScoringFinding } from './scoringFinding.ts';
import type { Observed } from './scoringGates.ts';

/** Of the lowest and the highest share of the contacts that could be approached; a rule of thumb. */
const factor = 2;
/** Standard deviations of a count (its root, as of rare events) that chance is given. */
const byChance = 4;

/** Whether about as many of the contacts may be approached as before. */
export function coverageGate(observed: Observed): readonly ScoringFinding[] {
  const { candidates, rows } = observed.profile;
  const shares = earlierProfiles(observed)
    .filter((earlier) => earlier.rows.contacts > 0)
    .map((earlier) => earlier.candidates / earlier.rows.contacts);
  if (shares.length === 0) return [{ gate: 'coverage', what: 'nothing to compare with', held: false }];
  const [lowest, highest] = [Math.min(...shares), Math.max(...shares)];
  const bounds = { least: lowest / factor, most: Math.min(1, highest * factor) };
  const share = candidates / rows.contacts;
  const isBeyondChance = (expected: number) =>
    Math.abs(candidates - expected * rows.contacts) > byChance * Math.sqrt(expected * rows.contacts);
  const held = (share < bounds.least && isBeyondChance(lowest)) || (share > bounds.most && isBeyondChance(highest));
  return [{ gate: 'coverage', what: 'share', held, candidates, contacts: rows.contacts, lowest, highest, bounds }];
}
