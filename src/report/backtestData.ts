import type { Drift } from '../evaluation/drift.ts';
import type { Estimate, Evaluation } from '../evaluation/evaluation.ts';
import type { ExpectedAgainstObserved } from '../evaluation/expectedAgainstObserved.ts';
import type { RankStability } from '../evaluation/rankStability.ts';
import type { FamilyName } from '../model/families.ts';
import type { Notice } from '../notice/notice.ts';
import type { RollUpMethod } from '../ranking/accounts/rollUps.ts';

/** Rows of one side, dates in ISO 8601 (UTC). */
export interface BacktestSide {
  readonly from: string;
  readonly to: string;
  readonly rows: number;
  readonly positives: number;
}

/** How a family did on rows as of one origin, or of all. */
export interface BacktestCandidate {
  readonly family: FamilyName;
  readonly rocAuc: number;
  readonly logLoss: number;
  /** Log loss of the model selected at each origin minus this family's, paired row by row; below 0 the selected is better. */
  readonly difference: Estimate;
}

/** Had a model been trained at this date. */
export interface BacktestOrigin {
  readonly asOf: string;
  readonly train: BacktestSide;
  readonly calibration: BacktestSide;
  /** Chosen by what was known then. */
  readonly selected: FamilyName;
  /** Too little was known to learn from, so that the points score stood in. */
  readonly fallback: boolean;
  readonly calibrationMethod: string;
  /** How the contacts of accounts were combined; absent where there are no accounts. */
  readonly accountMethod?: RollUpMethod;
  /** Features that the audit of that date left out. */
  readonly excludedFeatures: number;
  /** On everyone who could be approached; the first of `liftAt` is that of the best k. */
  readonly evaluation: Evaluation;
  readonly baseRate: Estimate;
  readonly meanPredicted: number;
  readonly best: ExpectedAgainstObserved;
  readonly candidateModels: readonly BacktestCandidate[];
  /** Against the origin before; null for the first. */
  readonly stability: RankStability | null;
}

/** What would have happened at the last dates, had a model been trained at each. */
export interface BacktestData {
  readonly program: string;
  readonly title: string;
  readonly outcome: string;
  readonly horizonDays: number;
  readonly unit: 'account' | 'contact';
  /** How many rows are called at each origin. */
  readonly k: number;
  readonly originsAsked: number;
  readonly origins: readonly BacktestOrigin[];
  /** Rows of all origins; a unit is one cluster across them. */
  readonly pooled: {
    readonly evaluation: Evaluation;
    readonly baseRate: Estimate;
    readonly meanPredicted: number;
    /** Of the best k of each origin together. */
    readonly best: {
      readonly rows: number;
      readonly expected: number;
      readonly observed: number;
      /** Observed minus expected per row. */
      readonly excess: Estimate;
      readonly lift: Estimate;
    };
    readonly candidateModels: readonly BacktestCandidate[];
    /** Of accounts, each at the origins; absent where there are none, or all are of one class. */
    readonly accounts?: Evaluation;
  };
  /** Whether the probabilities were right, on the rows of all origins. */
  readonly calibrationVerdict: Notice<'calibration-verdict'>;
  readonly drift: Drift;
  /** What they come to, the most important first. */
  readonly answers: readonly Notice[];
  readonly remarks: readonly Notice[];
  readonly seed: number;
  readonly dataFingerprint: string;
}
