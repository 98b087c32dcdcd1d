import { gateNotice } from '../notice/notice.ts';
import type { Observed } from './observed.ts';
import type { PresentProfile } from './profile.ts';
import { fewestRows } from './rowGates.ts';
import type { ScoringFinding } from './scoringFinding.ts';

/** Half of the rows more than ever before are of no list that somebody loads: all were dated anew. */
const mostMore = 0.5;
/** From here on all are alike, even where many were before. */
const nearlyAll = 0.94;

/** Whether contacts and accounts still say when they came: a table that is loaded again may date all its rows alike. */
export function createdGate({
  profile,
  references: { before, after, training },
}: Pick<Observed, 'references'> & {
  readonly profile: Pick<PresentProfile, 'alike'>;
}): readonly ScoringFinding[] {
  const runs = [...before, ...after, ...(training ? [training] : [])].map((run) => run.profile.now.alike);
  const found = (['contacts', 'accounts'] as const).flatMap((of): ScoringFinding[] => {
    const earlier = runs.map((alike) => alike[of]).filter(({ rows }) => rows > 0);
    if (earlier.length === 0) return [];
    const { rows, alike } = profile.alike[of];
    const highest = Math.max(...earlier.map((one) => one.alike / one.rows));
    const most = highest >= nearlyAll ? 1 : Math.min(highest + mostMore, nearlyAll);
    const blocked = rows >= fewestRows && alike / rows > most;
    return [gateNotice('created', 'created-alike', blocked, { of, rows, alike, highest, most })];
  });
  return found.length > 0 ? found : [gateNotice('created', 'no-comparison', false, {})];
}
