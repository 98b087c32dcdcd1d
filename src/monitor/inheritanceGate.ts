import { gateNotice } from '../notice/notice.ts';
import type { Observed } from './observed.ts';
import type { ScoringFinding } from './scoringFinding.ts';

/** Whether every row is read once: counts that are too high from the first day on look like any others. */
export function inheritanceGate({ readTwice }: Pick<Observed, 'readTwice'>): readonly ScoringFinding[] {
  return [gateNotice('inheritance', 'rows-read-twice', readTwice.length > 0, { tables: readTwice })];
}
