import type { PeriodCalibration } from '../evaluation/calibrationOverTime.ts';
import type { Confusion } from '../evaluation/confusion.ts';
import type { Estimate, Evaluation } from '../evaluation/evaluation.ts';
import type { PrecisionAtK } from '../evaluation/precisionAtK.ts';
import type { SlicedEvaluation } from '../evaluation/slices.ts';
import type { PartialDependence } from '../explain/partialDependence.ts';
import type { PermutationImportance } from '../explain/permutationImportance.ts';
import type { AuditFinding } from '../features/feature.ts';
import type { FamilyName } from '../model/families.ts';
import type { GateNotice, Notice } from '../notice/notice.ts';
import type { LogisticLine } from '../numeric/logisticLine.ts';
import type { RollUpMethod } from '../ranking/accounts/rollUps.ts';
import type { Ledger } from '../snapshot/ledger.ts';
import type { Instant } from '../time/instant.ts';
import type { Trial } from '../tuning/trial.ts';

/** Version of the shape of a result; raised with every change that an older program could misread. */
export const resultVersion = 2;

/** How one candidate model did on the test rows. */
export interface CandidateResult {
  readonly family: FamilyName;
  /** Whether it is the model of the artefact. */
  readonly selected: boolean;
  /** Cross-validated log loss of the calibrated probabilities on the rows that are learned from, by which one is selected. */
  readonly validationLogLoss: number;
  /** Log loss of the selected model minus this one's, paired row by row on the test rows; below 0 the selected is better. */
  readonly difference?: Estimate;
  readonly test: Evaluation;
}

/** How one way to combine the contacts of an account did on the accounts of the test rows. */
export interface AccountRollUp {
  readonly method: RollUpMethod;
  /** Whether account probabilities are made in this way. */
  readonly selected: boolean;
  /** Cross-validated log loss on the accounts of the rows that are learned from, by which one is selected. */
  readonly validationLogLoss: number;
  /** How much less than that of the first it is, and the standard error of that, accounts taken together; NaN where there are too few, absent of the first itself. */
  readonly gain?: { readonly value: number; readonly error: number };
  /** Log loss of the selected one minus this one's, paired account by account on the test rows; absent of the selected one. */
  readonly difference?: Estimate;
  readonly test: Evaluation;
}

/** How the probabilities of a model were corrected by rows of dates after its test dates. */
export interface Recalibrated {
  /** The model that was corrected. */
  readonly modelId: string;
  /** First and last as-of date of those rows. */
  readonly from: Instant;
  readonly to: Instant;
  /** What log-odds are moved by. */
  readonly line: LogisticLine;
  /** Chance that a line gains so much by luck alone, by a likelihood-ratio test. */
  readonly pValue: number;
  /** The same rows as published, and by lines that the row's unit had no part in. */
  readonly before: Evaluation;
  readonly after: Evaluation;
  /** Log loss after minus before, paired row by row; below 0 the correction helps. */
  readonly difference: Estimate;
  readonly dataFingerprint: string;
}

/** What the model that scores has learned from, once another of its kind was judged. */
export interface Deployment {
  /** First and last as-of date; absent where rows have no time. */
  readonly from?: Instant;
  readonly to?: Instant;
  readonly rows: number;
  readonly positives: number;
  readonly calibrationMethod: string;
  /** What the test rows, as the judged model saw them, moved the log-odds by; absent where they did not. */
  readonly correction?: LogisticLine;
}

/** What a short record left of the dates and windows that the program asks for. */
export interface ShortHistory {
  /** Day on which the record begins, and the first as-of date. */
  readonly begins: Instant;
  readonly firstDate: Instant;
  /** Windows of the event features in days, as configured and as they are. */
  readonly askedDays: readonly number[];
  readonly usedDays: readonly number[];
  /** Whether the test is on later dates; else it is on other units of the same dates. */
  readonly timeTested: boolean;
}

/** How much one feature counts. */
export interface FeatureStrength {
  readonly feature: string;
  readonly sentence: string;
  /** By the model's own measure, on the training rows. */
  readonly strength: number;
  /** Mean absolute contribution (SHAP value) on the test rows, in log-odds. */
  readonly contribution?: number;
  /** Absent where only stronger features were shuffled. */
  readonly permutation?: PermutationImportance;
}

/** On how many of the test rows what was measured. */
export interface FeatureUse {
  readonly shuffles: number;
  /** Of the intervals. */
  readonly level: number;
  readonly shuffledRows: number;
  readonly contributionRows: number;
  readonly dependenceRows: number;
  /** Of the features whose shuffling costs most, the costliest first. */
  readonly curves: readonly (PartialDependence & { readonly sentence: string })[];
}

/**
 * Where the threshold of tier A lies: at what fills a capacity on every test date (or in every week of them), at a
 * stated probability, or at the best share of the rows.
 */
export type ThresholdBasis =
  | { readonly perWeek: number; readonly times: number; readonly per: 'date' | 'week' }
  | { readonly probability: number }
  | { readonly share: number };

/** What a training found out about the models it made, figures that cannot be told being NaN. */
export interface TrainingResult {
  readonly version: typeof resultVersion;
  readonly program: string;
  readonly title: string;
  readonly family: string;
  readonly fallback: boolean;
  readonly outcome: string;
  readonly horizonDays: number;
  readonly lookbackDays: readonly number[];
  readonly unit: 'account' | 'contact' | 'row' | 'group';
  /** How the split went: learned from, learned from as the latest, judged on; dates are absent where rows have no time. */
  readonly sides: readonly {
    readonly side: 'train' | 'calibration' | 'test';
    readonly from?: Instant;
    readonly to?: Instant;
    readonly rows: number;
    readonly positives: number;
  }[];
  readonly candidateModels: readonly CandidateResult[];
  /** Settings that were tried for the candidateModels, where the program asks for a search. */
  readonly trials?: readonly Trial[];
  /** The selected model on the test rows before calibration, by its raw margins. */
  readonly uncalibrated: Evaluation;
  readonly calibrationMethod: string;
  /** What the latest of the rows that were learned from moved the log-odds by; absent where they did not. */
  readonly correction?: LogisticLine;
  /** The model that scores, where the judged one was fitted again on all rows; absent where that is the judged one itself. */
  readonly deployed?: Deployment;
  /** Of a model whose probabilities were corrected by later rows; all other figures are those of the model it corrects. */
  readonly recalibration?: Recalibrated;
  readonly byDate: readonly {
    readonly asOf: Instant;
    readonly rows: number;
    readonly positives: number;
    readonly meanPredicted: number;
    readonly rocAuc: number;
    readonly logLoss: number;
  }[];
  /** Positives of the test rows over those the probabilities add up to; see `Slice`. Absent from older models. */
  readonly cameOfExpected?: Estimate;
  /** Whether the probabilities are right on the test rows; absent from older models: see `verdictOf`. */
  readonly calibrationVerdict?: Notice<'calibration-verdict'>;
  /** Calibration on neighbouring test dates; absent where there is but one, and from older models. */
  readonly overTime?: readonly PeriodCalibration[];
  /** What the best k test rows brought, k ascending; absent from older models. */
  readonly bestRows?: readonly PrecisionAtK[];
  /** The test rows above and below the threshold of tier A; absent from older models. */
  readonly threshold?: { readonly basis: ThresholdBasis; readonly confusion: Confusion };
  readonly ledgers: readonly { readonly name: string; readonly ledger: Ledger }[];
  readonly anomalies: Readonly<Record<string, number>>;
  /** What the model goes by, the strongest first by its own measure. */
  readonly strengths: readonly FeatureStrength[];
  /** How `strengths` were measured on the test rows, and curves of the strongest; absent in findings older than that. */
  readonly featureUse?: FeatureUse;
  readonly audit: readonly AuditFinding[];
  /** The selected model on segments of the test rows, where the program asks for it; `title` says what divides them. */
  readonly slices?: readonly (SlicedEvaluation & { readonly title: string })[];
  /** Account probabilities on the test dates; absent where contacts have no accounts. */
  readonly accounts?: Evaluation;
  /** The ways to combine contacts that were compared; absent from older models. */
  readonly accountRollUps?: readonly AccountRollUp[];
  /** What keeps the model from being published, and what does not. */
  readonly gates: readonly GateNotice[];
  /** Absent where the record is long enough for the program. */
  readonly shortHistory?: ShortHistory;
  /** What a reader must know before trusting the figures. */
  readonly warnings: readonly Notice[];
  /** Of a single flat file: where the rows are from, in place of contacts at as-of dates. */
  readonly flatFile?: {
    readonly file: string;
    /** Which values of the label mean yes and no. */
    readonly label: Notice;
    /** How the rows were put on their sides. */
    readonly split: Notice;
    /** What was found out about rows that belong together. */
    readonly groups: readonly Notice[];
    /** Why whole columns were left out is in the audit; rows that were, by reason, are in `anomalies`. */
    readonly rows: number;
    /** The same family without the columns that the audit warns of, where it does. */
    readonly withoutWarned?: { readonly left: readonly string[]; readonly rocAuc: number };
  };
  readonly seed: number;
  readonly dataFingerprint: string;
}
