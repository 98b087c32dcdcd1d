import { HandraiseError } from '../errors.ts';
import { shellWord } from '../text/shellWord.ts';
import { blockedLine } from '../wording/blockedLine.ts';
import type { AcceptedGate } from './acceptedGates.ts';
import { clockGate } from './clockGate.ts';
import { columnsGate } from './columnsGate.ts';
import { coverageGate } from './coverageGate.ts';
import { createdGate } from './createdGate.ts';
import { eventKindsGate, pastKindsGate } from './eventKindsGate.ts';
import { eventRows, eventsGate } from './eventsGate.ts';
import { freshnessGate } from './freshnessGate.ts';
import { inheritanceGate } from './inheritanceGate.ts';
import type { Observed } from './observed.ts';
import type { PresentProfile } from './profile.ts';
import { contactsGate, sourcesGate } from './rowGates.ts';
import { rowSecurityGate } from './rowSecurityGate.ts';
import { scoresGate } from './scoresGate.ts';
import type { ScoringFinding, ScoringGate } from './scoringFinding.ts';
import { valuesGate } from './valuesGate.ts';

/**
 * Compares what a scoring read with what training and the scorings before it read.
 *
 * Two ways of comparing. *The same rows again*: what was known before an earlier instant is counted once more; it does not depend on
 * season or growth, so little is allowed. *The same time before another instant*: volumes and shares against the lowest and the highest
 * of the earlier ones, with room for what seasons do. See docs/reference/scoring-gates.md for every threshold.
 *
 * To add a gate: its name in `scoringFinding.ts`, the figures and the code of what it says in `notice/`, their English in `wording/scoring.ts`, a
 * function here that gives at least one notice, blocked or not, and its row in docs/reference/scoring-gates.md.
 */
export function scoringFindings(observed: Observed): readonly ScoringFinding[] {
  return [
    ...rowSecurityGate(observed),
    ...inheritanceGate(observed),
    ...columnsGate(observed),
    ...contactsGate(observed),
    ...sourcesGate(observed),
    ...createdGate(observed),
    ...freshnessGate(observed),
    ...clockGate(observed),
    ...eventsGate(observed),
    ...eventKindsGate(observed),
    ...coverageGate(observed),
    ...valuesGate(observed),
    ...scoresGate(observed),
  ];
}

/** What is needed to tell whether the past is still what it was. */
export type History = Pick<Observed, 'recounts' | 'filtered' | 'readTwice' | 'modelKinds' | 'sources'> & {
  readonly profile: Pick<PresentProfile, 'columns'>;
};

/** Of the same gates those that compare the same rows again: of a judgement, which looks at past dates alone. */
export function historyFindings(history: History): readonly ScoringFinding[] {
  return [
    ...rowSecurityGate(history),
    ...inheritanceGate(history),
    ...columnsGate(history),
    ...contactsGate(history),
    ...sourcesGate(history),
    ...eventRows(history),
    ...pastKindsGate(history),
  ];
}

/**
 * Of the same gates those that ask whether what earlier runs read is still there, so far as it was read in the same way: of a training,
 * which may ask another question and is there to learn new kinds and other values.
 */
export function trainingFindings(
  history: Pick<History, 'recounts' | 'sources' | 'profile'>,
): readonly ScoringFinding[] {
  return [...columnsGate(history), ...contactsGate(history), ...sourcesGate(history), ...eventRows(history)];
}

/** @throws HandraiseError `gate` in one line, where a gate blocks that nobody accepts. */
export function refuseBlocked(
  command: 'score' | 'train',
  program: string,
  findings: readonly ScoringFinding[],
  accepted: readonly AcceptedGate[],
): void {
  const blocked = findings.filter((finding) => finding.blocked && !accepted.some(({ gate }) => gate === finding.gate));
  if (blocked.length === 0) return;
  const what = { score: 'nothing is published', train: 'no model is trained on what is left' }[command];
  throw new HandraiseError('gate', `${what}: ${blockedLine(blocked)}`, {
    hint: `look at the sources with handraise check; if they are right: ${accepting(command, program, findings, accepted)}`,
  });
}

/** @throws HandraiseError `gate` in one line, where the past is not what it was. */
export function refuseLostHistory(program: string, findings: readonly ScoringFinding[]): void {
  const blocked = findings.filter((finding) => finding.blocked);
  if (blocked.length === 0) return;
  throw new HandraiseError('gate', `the model is not judged on what is left: ${blockedLine(blocked)}`, {
    hint: `look at the sources with handraise check; if they are right, score first: ${accepting('score', program, blocked, [])}`,
  });
}

/** The command that lets every blocked gate through, with the reasons that were given already. */
function accepting(
  command: 'score' | 'train',
  program: string,
  findings: readonly ScoringFinding[],
  accepted: readonly AcceptedGate[],
): string {
  const gates = new Set(findings.filter(({ blocked }) => blocked).map(({ gate }): ScoringGate => gate));
  const options = [...gates].map((gate) => {
    const given = accepted.find((one) => one.gate === gate);
    return `--accept ${gate}=${given ? shellWord(given.reason) : '"why"'}`;
  });
  return [`handraise ${command}`, ...(program === 'default' ? [] : [shellWord(program)]), ...options].join(' ');
}
