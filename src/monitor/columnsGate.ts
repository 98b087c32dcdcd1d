import type { PresentProfile } from './profile.ts';
import type { ScoringFinding } from './scoringFinding.ts';
import type { Observed } from './scoringGates.ts';

/** Whether every optional field still has a column, of the sources that are there. */
export function columnsGate({
  profile,
  recounted,
  sources,
}: Pick<Observed, 'recounted' | 'sources'> & {
  readonly profile: Pick<PresentProfile, 'columns'>;
}): readonly ScoringFinding[] {
  if (!recounted) return [{ gate: 'columns', what: 'nothing to compare with', held: false }];
  const { columns } = recounted.run.now;
  const gone = columns.filter((name) => sources.has(name.split('.')[0]!) && !profile.columns.includes(name));
  return [{ gate: 'columns', what: 'fields', held: gone.length > 0, gone, fields: columns.length }];
}
