import type { ScoringFinding } from './scoringFinding.ts';
import type { Observed } from './scoringGates.ts';

/** Whether every row is read once: counts that are too high from the first day on look like any others. */
export function inheritanceGate({ readTwice }: Pick<Observed, 'readTwice'>): readonly ScoringFinding[] {
  return [{ gate: 'inheritance', what: 'twice', tables: readTwice, held: readTwice.length > 0 }];
}
