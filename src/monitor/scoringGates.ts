import { HandraiseError } from '../errors.ts';
import type { AcceptedGate } from './acceptedGates.ts';
import { coverageGate } from './coverageGate.ts';
import { eventKindsGate } from './eventKindsGate.ts';
import { eventsGate } from './eventsGate.ts';
import type { Profile } from './profile.ts';
import type { References } from './profileStore.ts';
import { contactsGate, sourcesGate } from './rowGates.ts';
import { rowSecurityGate } from './rowSecurityGate.ts';
import type { ScoringFinding, ScoringGate } from './scoringFinding.ts';
import { heldLine } from './wording.ts';

/** What a scoring read, beside what is compared with it. */
export interface Observed {
  readonly profile: Profile;
  readonly references: References;
  /** The latest profile at or before the scoring's instant, and the same rows counted again now; null where there is none. */
  readonly recounted: { readonly then: Profile; readonly now: Pick<Profile, 'rows' | 'events'> } | null;
  /** Tables of which row-level security hides rows. */
  readonly filtered: readonly string[];
  /** Kinds of events that the model has features of. */
  readonly modelKinds: readonly string[];
}

/**
 * Compares what a scoring read with what training and the scorings before it read.
 *
 * Two ways of comparing. *The same rows again*: what was known before an earlier instant is counted once more; it does not depend on
 * season or growth, so little is allowed. *The same time before another instant*: volumes and shares against the lowest and the highest
 * of the earlier ones, with room for what seasons do. See docs/scoring-gates.md for every threshold.
 *
 * To add a gate: its name and the shape of its findings in `scoringFinding.ts`, a function here that gives at least one finding,
 * held or not, its sentence in `wording.ts`, and its row in docs/scoring-gates.md.
 */
export function scoringFindings(observed: Observed): readonly ScoringFinding[] {
  return [
    ...rowSecurityGate(observed),
    ...contactsGate(observed),
    ...sourcesGate(observed),
    ...eventsGate(observed),
    ...eventKindsGate(observed),
    ...coverageGate(observed),
  ];
}

/** @throws HandraiseError `gate` in one line, where a gate is held that nobody accepts. */
export function refuseHeld(findings: readonly ScoringFinding[], accepted: readonly AcceptedGate[]): void {
  const held = findings.filter((finding) => finding.held && !accepted.some(({ gate }) => gate === finding.gate));
  if (held.length === 0) return;
  const gates = [...new Set(held.map(({ gate }): ScoringGate => gate))];
  throw new HandraiseError('gate', `nothing is published: ${heldLine(held)}`, {
    hint: `look at the sources with handraise check; if they are right: handraise score ${gates.map((gate) => `--accept ${gate}="why"`).join(' ')}`,
  });
}
