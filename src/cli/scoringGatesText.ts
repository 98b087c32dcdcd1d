import type { LatestGates } from '../monitor/latestGates.ts';
import { type ScoringFinding, type ScoringGate, scoringGates } from '../monitor/scoringFinding.ts';
import { heldSentence } from '../monitor/wording.ts';
import { printable } from './failure.ts';

/** Which gates passed, and a line for each finding of one that was held and accepted. */
export function scoringGatesText(findings: readonly ScoringFinding[]): string[] {
  const held = findings.filter((finding) => finding.held);
  return [
    ...held.map((finding) => `! accepted, ${finding.gate}: ${printable(heldSentence(finding))}`),
    `gates passed: ${passedText(findings)}`,
  ];
}

/** How the gates of the latest scoring stand, in one line. */
export function statesText({ runId, findings, accepted }: LatestGates): string {
  const passed = passedGates(findings);
  const held = scoringGates.filter((gate) => findings.some((one) => one.gate === gate) && !passed.includes(gate));
  const isAccepted = (gate: ScoringGate) => accepted.some((one) => one.gate === gate);
  const holding = held.filter((gate) => !isAccepted(gate));
  return [
    ...(holding.length > 0 ? [`HELD by ${holding.join(', ')}`] : []),
    ...accepted.map((one) => `${one.gate} accepted by ${printable(one.acceptedBy)}: ${printable(one.reason)}`),
    `passed ${passedText(findings)}; run ${runId}`,
  ].join('; ');
}

/** Gates that passed, and apart from them those that had nothing to hold against. */
function passedText(findings: readonly ScoringFinding[]): string {
  const compared = passedGates(findings.filter(({ what }) => what !== 'nothing to compare with'));
  const others = passedGates(findings).filter((gate) => !compared.includes(gate));
  const passed = compared.join(', ') || 'none';
  return others.length > 0 ? `${passed}; no earlier run to compare with for ${others.join(', ')}` : passed;
}

function passedGates(findings: readonly ScoringFinding[]): readonly ScoringGate[] {
  return scoringGates.filter((gate) => {
    const own = findings.filter((finding) => finding.gate === gate);
    return own.length > 0 && !own.some(({ held }) => held);
  });
}
