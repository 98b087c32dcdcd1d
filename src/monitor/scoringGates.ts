import { HandraiseError } from '../errors.ts';
import { shellWord } from '../text/shellWord.ts';
import type { Instant } from '../time/instant.ts';
import { blockedLine } from '../wording/blockedLine.ts';
import type { AcceptedGate } from './acceptedGates.ts';
import { columnsGate } from './columnsGate.ts';
import { coverageGate } from './coverageGate.ts';
import { eventKindsGate, pastKindsGate } from './eventKindsGate.ts';
import { eventRows, eventsGate } from './eventsGate.ts';
import type { BinCounts } from './featureBins.ts';
import { freshnessGate } from './freshnessGate.ts';
import { inheritanceGate } from './inheritanceGate.ts';
import type { PresentProfile, Profile, RunProfile } from './profile.ts';
import type { References } from './profileStore.ts';
import { contactsGate, sourcesGate } from './rowGates.ts';
import { rowSecurityGate } from './rowSecurityGate.ts';
import { scoresGate } from './scoresGate.ts';
import type { ScoringFinding, ScoringGate } from './scoringFinding.ts';
import { valuesGate } from './valuesGate.ts';

/** What a scoring read, beside what is compared with it. */
export interface Observed {
  readonly profile: PresentProfile;
  readonly references: References;
  /** The latest profile at or before the scoring's instant, and the same rows counted again now; null where there is none. */
  readonly recounted: {
    readonly earlier: Profile;
    /** The run that it is of. */
    readonly run: RunProfile;
    readonly now: Pick<Profile, 'rows' | 'events'>;
  } | null;
  /** Null where there is none to compare with. */
  readonly order: PublishedOrder | null;
  /** Tables of which row-level security hides rows. */
  readonly filtered: readonly string[];
  /** Tables whose rows are read twice, since they inherit from another one that is read. */
  readonly readTwice: readonly string[];
  readonly modelId: string;
  /** Kinds of events that the model has features of. */
  readonly modelKinds: readonly string[];
  readonly features: readonly ModelFeature[];
  /** Values that its training had, where it kept no profile. */
  readonly audited: readonly BinCounts[];
  /** Which sources there are now. */
  readonly sources: { has(entity: string): boolean };
}

/** The order of the contacts beside that of the ranking that is published, by the same model. */
export interface PublishedOrder {
  /** Of the published ranking. */
  readonly asOf: Instant;
  /** Contacts in both. */
  readonly shared: number;
  /** Spearman's rank correlation of their probabilities. */
  readonly correlation: number;
}

/** A feature of the model. */
export interface ModelFeature {
  readonly name: string;
  readonly sentence: string;
  readonly isCategory: boolean;
  /** Whether it stays what it is from night to night, as a company's size does and the days since an event do not. */
  readonly isLasting: boolean;
  /** Share of what moves the model's test rows that it moves. */
  readonly weight: number;
}

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
    ...freshnessGate(observed),
    ...eventsGate(observed),
    ...eventKindsGate(observed),
    ...coverageGate(observed),
    ...valuesGate(observed),
    ...scoresGate(observed),
  ];
}

/** What is needed to tell whether the past is still what it was. */
export type History = Pick<Observed, 'recounted' | 'filtered' | 'readTwice' | 'modelKinds' | 'sources'> & {
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

/** @throws HandraiseError `gate` in one line, where a gate blocks that nobody accepts. */
export function refuseBlocked(
  program: string,
  findings: readonly ScoringFinding[],
  accepted: readonly AcceptedGate[],
): void {
  const blocked = findings.filter((finding) => finding.blocked && !accepted.some(({ gate }) => gate === finding.gate));
  if (blocked.length === 0) return;
  throw new HandraiseError('gate', `nothing is published: ${blockedLine(blocked)}`, {
    hint: `look at the sources with handraise check; if they are right: ${scoreAccepting(program, findings, accepted)}`,
  });
}

/** @throws HandraiseError `gate` in one line, where the past is not what it was. */
export function refuseLostHistory(program: string, findings: readonly ScoringFinding[]): void {
  const blocked = findings.filter((finding) => finding.blocked);
  if (blocked.length === 0) return;
  throw new HandraiseError('gate', `the model is not judged on what is left: ${blockedLine(blocked)}`, {
    hint: `look at the sources with handraise check; if they are right, score first: ${scoreAccepting(program, blocked, [])}`,
  });
}

/** The command that lets every blocked gate through, with the reasons that were given already. */
function scoreAccepting(
  program: string,
  findings: readonly ScoringFinding[],
  accepted: readonly AcceptedGate[],
): string {
  const gates = new Set(findings.filter(({ blocked }) => blocked).map(({ gate }): ScoringGate => gate));
  const options = [...gates].map((gate) => {
    const given = accepted.find((one) => one.gate === gate);
    return `--accept ${gate}=${given ? shellWord(given.reason) : '"why"'}`;
  });
  return ['handraise score', ...(program === 'default' ? [] : [shellWord(program)]), ...options].join(' ');
}
