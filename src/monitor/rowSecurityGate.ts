import { gateNotice } from '../notice/notice.ts';
import type { Observed } from './observed.ts';
import type { ScoringFinding } from './scoringFinding.ts';

/** Whether the role sees every row of what it reads: no count tells of rows that were never seen. */
export function rowSecurityGate({ filtered }: Pick<Observed, 'filtered'>): readonly ScoringFinding[] {
  return [gateNotice('row-security', 'rows-hidden', filtered.length > 0, { tables: filtered })];
}
