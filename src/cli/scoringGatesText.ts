import type { LatestGates } from '../monitor/latestGates.ts';
import { type ScoringFinding, type ScoringGate, scoringGates } from '../monitor/scoringFinding.ts';
import { sentenceOf } from '../wording/sentenceOf.ts';
import { printable } from './failure.ts';

/** Which gates passed, and a line for each finding of one that blocks and was accepted. */
export function scoringGatesText(findings: readonly ScoringFinding[]): string[] {
  return [...acceptedText(findings), `gates passed: ${passedText(findings)}`];
}

/** A line for each finding that blocks, and was accepted. */
export function acceptedText(findings: readonly ScoringFinding[]): string[] {
  const blocked = findings.filter((finding) => finding.blocked);
  return blocked.map((finding) => `! accepted, ${finding.gate}: ${printable(sentenceOf(finding))}`);
}

/** A line for gates that were accepted though they do not block. */
export function unneededText(gates: readonly ScoringGate[]): string[] {
  if (gates.length === 0) return [];
  const accepts = gates.map((gate) => `--accept ${gate}`).join(' and ');
  return [
    `${accepts} ${gates.length === 1 ? 'was' : 'were'} not needed: nothing blocks there, and nothing is recorded`,
  ];
}

/** How the gates of the latest scoring stand, in one line. */
export function statesText({ runId, findings, accepted }: LatestGates): string {
  const passed = passedGates(findings);
  const blocked = scoringGates.filter((gate) => findings.some((one) => one.gate === gate) && !passed.includes(gate));
  const isAccepted = (gate: ScoringGate) => accepted.some((one) => one.gate === gate);
  const blocking = blocked.filter((gate) => !isAccepted(gate));
  return [
    ...(blocking.length > 0 ? [`BLOCKED by ${blocking.join(', ')}`] : []),
    ...accepted.map((one) => `${one.gate} accepted by ${printable(one.acceptedBy)}: ${printable(one.reason)}`),
    `passed ${passedText(findings)}; run ${runId}`,
  ].join('; ');
}

/** Gates that passed, and apart from them those that had nothing to compare with. */
function passedText(findings: readonly ScoringFinding[]): string {
  const compared = passedGates(findings.filter(({ kind }) => kind !== 'no-comparison'));
  const others = passedGates(findings).filter((gate) => !compared.includes(gate));
  const passed = compared.join(', ') || 'none';
  return others.length > 0 ? `${passed}; no earlier run to compare with for ${others.join(', ')}` : passed;
}

function passedGates(findings: readonly ScoringFinding[]): readonly ScoringGate[] {
  return scoringGates.filter((gate) => {
    const own = findings.filter((finding) => finding.gate === gate);
    return own.length > 0 && !own.some(({ blocked }) => blocked);
  });
}
