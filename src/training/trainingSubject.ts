import type { Program } from '../config/schema.ts';
import type { Feature } from '../features/feature.ts';
import type { Artefact } from './artefact.ts';
import type { CandidateModel } from './candidateModel.ts';
import type { Slicing } from './evaluateSlices.ts';
import type { TrainingResult } from './trainingResult.ts';
import type { Tuning } from './tune.ts';

/** What is to be known of the rows beside their values, for the result and the artefact of a training. */
export interface TrainingSubject<Said extends Conclusion = Conclusion> {
  /** What the result says as it is given. */
  readonly facts: Pick<
    TrainingResult,
    | 'program'
    | 'title'
    | 'outcome'
    | 'horizonDays'
    | 'lookbackDays'
    | 'unit'
    | 'ledgers'
    | 'anomalies'
    | 'audit'
    | 'shortHistory'
    | 'dataFingerprint'
  >;
  /** What the artefact says as it is given. */
  readonly artefact: Pick<Artefact, 'program' | 'eventKinds' | 'eventValues' | 'inputs' | 'highWater' | 'configHash'>;
  /** Of every column of the table. */
  readonly features: readonly Feature[];
  /** Instant of each row; absent where rows have none. Those of a flat file may be NaN. */
  readonly dates?: Float64Array;
  readonly cutoffs: Program['cutoffs'];
  readonly tiers?: Program['tiers'];
  /** Number of the account of each row, −1 for none; absent where there are no accounts. */
  readonly account?: Int32Array;
  readonly slicings?: readonly Slicing[];
  /** What is said of the model once it is known: its gates, and what a reader must know. */
  readonly conclude: (training: ConcludedTraining) => Promise<Said> | Said;
}

/** A training that only lacks what is said of it. */
export interface ConcludedTraining {
  readonly result: Omit<TrainingResult, 'gates' | 'warnings'>;
  readonly model: CandidateModel;
  readonly tuning: Tuning;
}

/** What is said of a model; whoever asks may say more to itself. */
export type Conclusion = Pick<TrainingResult, 'gates' | 'warnings' | 'flatFile'>;
