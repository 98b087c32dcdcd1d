import { gateNotice } from '../notice/notice.ts';
import type { Observed } from './observed.ts';
import type { PresentProfile } from './profile.ts';
import { recountsOf } from './recount.ts';
import type { ScoringFinding } from './scoringFinding.ts';

/** Whether every optional field still has a column, of the sources that are there. */
export function columnsGate({
  profile,
  recounts,
  sources,
}: Pick<Observed, 'recounts' | 'sources'> & {
  readonly profile: Pick<PresentProfile, 'columns'>;
}): readonly ScoringFinding[] {
  const [latest] = recountsOf(recounts, 'columns', 'columns');
  if (!latest) return [gateNotice('columns', 'no-comparison', false, {})];
  const { columns } = latest.run.now;
  const gone = columns.filter((name) => sources.has(name.split('.')[0]!) && !profile.columns.includes(name));
  return [gateNotice('columns', 'fields-gone', gone.length > 0, { gone, fields: columns.length })];
}
