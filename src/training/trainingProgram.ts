import type { Program } from '../config/schema.ts';
import type { Feature } from '../features/feature.ts';
import type { LearnerName } from '../model/families.ts';
import type { DataCounts, MinimumData } from './dataCounts.ts';
import type { ModelProgram } from './modelProgram.ts';
import type { Conclusion, TrainingSubject } from './trainingSubject.ts';

/** Rows of each side, by their numbers: learned from, learned from as the latest, judged on. */
export interface TrainingSplit {
  readonly train: Int32Array;
  readonly calibration: Int32Array;
  readonly test: Int32Array;
}

/** How models are made, whatever is asked of them. */
interface Making extends ModelProgram, Pick<Program, 'tuning'> {
  /** The family to select, compared with the simple ones alone; by default the best of all. */
  readonly family?: LearnerName;
  /** Whether the rows of each side come after those before it, so that the latest tell more about the level that is to come. */
  readonly inTime: boolean;
  /** What the rows are called where progress is told, such as `snapshots`. */
  readonly rowsAre: string;
}

/** A training that is asked for a model: judged on the test rows, described, and put into an artefact. */
export interface ModelTraining<Said extends Conclusion = Conclusion> extends Making {
  readonly asks: 'model';
  /** What the test rows are called where progress is told, such as `snapshots of later dates`. */
  readonly testRowsAre: string;
  /** Numbers of all rows that the selected model is fitted on again once it is judged, the test's included; null for none. */
  readonly refitOn: Int32Array | null;
  readonly minimumData: MinimumData;
  readonly subject: TrainingSubject<Said>;
}

/** A training that is asked what every family says of the test rows, whose outcomes are not looked at. */
export interface PredictionTraining extends Making {
  readonly asks: 'predictions';
  /** Number of the account of each row, −1 for none, and what every column is; absent where accounts are not asked about. */
  readonly accounts?: { readonly account: Int32Array; readonly features: readonly Feature[] };
  readonly minimumData: MinimumData<Pick<DataCounts, 'trainPositives' | 'trainNegatives'>>;
}
