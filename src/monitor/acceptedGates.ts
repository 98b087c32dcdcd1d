import { HandraiseError } from '../errors.ts';
import { type ScoringFinding, type ScoringGate, scoringGates } from './scoringFinding.ts';

/** A gate that may block without keeping the ranking from being published, and why. */
export interface AcceptedGate {
  readonly gate: ScoringGate;
  readonly reason: string;
}

/**
 * Reads `GATE=reason` as the command line gives it.
 *
 * @throws HandraiseError `usage` for a gate there is not, one without a reason or one named twice.
 * @example acceptedGates(['events=the trial accounts were removed on purpose'])
 */
export function acceptedGates(texts: readonly string[]): readonly AcceptedGate[] {
  const accepted = texts.map((text): AcceptedGate => {
    const at = text.indexOf('=');
    const name = at < 0 ? text : text.slice(0, at);
    const gate = scoringGates.find((known) => known === name);
    if (gate === undefined)
      throw new HandraiseError('usage', `there is no gate ${JSON.stringify(name)} to accept`, {
        hint: `the gates are ${scoringGates.join(', ')}`,
      });
    const reason = at < 0 ? '' : text.slice(at + 1).trim();
    if (reason === '')
      throw new HandraiseError('usage', `--accept ${gate} gives no reason`, {
        hint: `write why it may be published anyway: --accept ${gate}="why"`,
      });
    return { gate, reason };
  });
  const twice = accepted.find(({ gate }, at) => accepted.findIndex((other) => other.gate === gate) < at);
  if (twice)
    throw new HandraiseError('usage', `--accept names ${twice.gate} twice`, { hint: 'give one reason for each gate' });
  return accepted;
}

/** Of the accepted gates, those that block. */
export function neededOf(
  accepted: readonly AcceptedGate[],
  findings: readonly ScoringFinding[],
): readonly AcceptedGate[] {
  return accepted.filter(({ gate }) => findings.some((finding) => finding.blocked && finding.gate === gate));
}

/** Of the accepted gates, those that would not have kept the run from its end. */
export function unneededOf(
  accepted: readonly AcceptedGate[],
  findings: readonly ScoringFinding[],
): readonly ScoringGate[] {
  const needed = neededOf(accepted, findings);
  return accepted.filter((one) => !needed.includes(one)).map(({ gate }) => gate);
}
