import type { Estimate } from '../evaluation/evaluation.ts';
import type { GateNotice } from '../notice/notice.ts';

/** What one of two models is. */
export interface ModelFacts {
  readonly modelId: string;
  readonly family: string;
  readonly fallback: boolean;
  readonly calibrationMethod: string;
  readonly features: number;
  /** First and last as-of date learnt from, and judged on; ISO 8601. */
  readonly trained: { readonly from: string; readonly to: string; readonly rows: number };
  readonly tested: { readonly from: string; readonly to: string; readonly rows: number; readonly positives: number };
  /** Of its own test. */
  readonly rocAuc: Estimate;
  readonly logLoss: Estimate;
  readonly calibrationSlope: Estimate;
}

/** How a model differs from the champion before it, or why that cannot be said. */
export type ModelChanges =
  | { readonly previousModelId: string; readonly unreadable: string }
  | {
      readonly previous: ModelFacts;
      readonly present: ModelFacts;
      /** Names of features that only the present model has, that only the previous one had, and that are computed in another way. */
      readonly came: readonly string[];
      readonly went: readonly string[];
      readonly redefined: readonly string[];
      /** Whether the question, the data and the program's other settings are the same. */
      readonly sameQuestion: boolean;
      readonly sameData: boolean;
      readonly sameProgram: boolean;
      /** Features of either, those whose share of all strength moved most first; a share of 0 where it has none. */
      readonly moved: readonly {
        readonly feature: string;
        readonly sentence: string;
        readonly before: number;
        readonly now: number;
      }[];
      /** What the gate against the champion found on the same dates, where it was asked. */
      readonly sameDates?: GateNotice;
    };
