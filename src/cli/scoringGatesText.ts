import { type ScoringFinding, scoringGates } from '../monitor/scoringFinding.ts';
import { heldSentence } from '../monitor/wording.ts';
import { printable } from './failure.ts';

/** Which gates passed, and a line for each finding of one that was held and accepted. */
export function scoringGatesText(findings: readonly ScoringFinding[]): string[] {
  const held = findings.filter((finding) => finding.held);
  const asked = scoringGates.filter((gate) => findings.some((finding) => finding.gate === gate));
  const passed = asked.filter((gate) => !held.some((finding) => finding.gate === gate));
  return [
    ...held.map((finding) => `! accepted, ${finding.gate}: ${printable(heldSentence(finding))}`),
    `gates passed: ${passed.length > 0 ? passed.join(', ') : 'none'}`,
  ];
}
