import { expect, it } from 'vitest';
import { scoringGatesText, statesText } from '../../src/cli/scoringGatesText.ts';
import type { ScoringFinding } from '../../src/monitor/scoringFinding.ts';

const findings: readonly ScoringFinding[] = [
  { gate: 'row-security', what: 'hidden', held: false, tables: [] },
  { gate: 'contacts', what: 'nothing to compare with', held: false },
  { gate: 'events', what: 'nothing to compare with', held: false },
];

it('does not call a gate passed that compared nothing', () => {
  expect(scoringGatesText(findings)).toEqual([
    'gates passed: row-security; no earlier run to compare with for contacts, events',
  ]);
  expect(statesText({ runId: 'r', findings, accepted: [] })).toBe(
    'passed row-security; no earlier run to compare with for contacts, events; run r',
  );
});
