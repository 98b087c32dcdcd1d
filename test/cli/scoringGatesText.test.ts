import { expect, it } from 'vitest';
import { scoringGatesText, statesText, unneededText } from '../../src/cli/scoringGatesText.ts';
import type { ScoringFinding } from '../../src/monitor/scoringFinding.ts';
import { gateNotice } from '../../src/notice/notice.ts';

const findings: readonly ScoringFinding[] = [
  gateNotice('row-security', 'rows-hidden', false, { tables: [] }),
  gateNotice('contacts', 'no-comparison', false, {}),
  gateNotice('events', 'no-comparison', false, {}),
];

it('does not call a gate passed that compared nothing', () => {
  expect(scoringGatesText(findings)).toEqual([
    'gates passed: row-security; no earlier run to compare with for contacts, events',
  ]);
  expect(statesText({ runId: 'r', findings, accepted: [] })).toBe(
    'passed row-security; no earlier run to compare with for contacts, events; run r',
  );
});

it('says blocked of a gate that nobody accepts', () => {
  const blocked = [gateNotice('row-security', 'rows-hidden', true, { tables: ['crm.people'] }), ...findings.slice(1)];
  expect(statesText({ runId: 'r', findings: blocked, accepted: [] })).toMatch(
    /^BLOCKED by row-security; passed none; /,
  );
});

it('says of an accepted gate that does not block that it was not needed', () => {
  expect(unneededText([])).toEqual([]);
  expect(unneededText(['events'])).toEqual([
    '--accept events was not needed: nothing blocks there, and nothing is recorded',
  ]);
  expect(unneededText(['events', 'values'])).toEqual([
    '--accept events and --accept values were not needed: nothing blocks there, and nothing is recorded',
  ]);
});
