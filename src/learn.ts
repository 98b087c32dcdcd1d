export type { Calibrator, Correction, FittedCalibrator, LeastRows } from './calibration/calibrator.ts';
export { type CalibrationMethod, calibrationMethods, calibrators, loadCalibrator } from './calibration/calibrators.ts';
export { type CalibrationKind, type ChosenCalibrator, chooseCalibrator } from './calibration/chooseCalibrator.ts';
export { publishedInterval } from './calibration/publishedInterval.ts';
export { fitVennAbers, loadVennAbers, probabilityInterval, type VennAbers } from './calibration/vennAbers.ts';
export { type ErrorCode, exitCodes, HandraiseError } from './errors.ts';
export { type BootstrapInterval, type BootstrapOptions, bootstrapIntervals } from './evaluation/bootstrap.ts';
export { type EvaluationInput, type EvaluationOptions, evaluate } from './evaluation/evaluate.ts';
export type { Estimate, Evaluation, GainPoint, MetricSet, ReliabilityBin } from './evaluation/evaluation.ts';
export { averagePrecision } from './evaluation/metrics/averagePrecision.ts';
export { brier } from './evaluation/metrics/brier.ts';
export { calibrationLine } from './evaluation/metrics/calibrationLine.ts';
export { ece } from './evaluation/metrics/ece.ts';
export { type LiftAt, liftAtK } from './evaluation/metrics/liftAtK.ts';
export { logLoss, logLossFromMargins } from './evaluation/metrics/logLoss.ts';
export type { MetricName, MetricOfBestName } from './evaluation/metrics/metrics.ts';
export { rocAuc } from './evaluation/metrics/rocAuc.ts';
export { type RatioTest, type Recalibration, type RecentRows, recalibrate } from './evaluation/recalibrate.ts';
export { meanContributions } from './explain/meanContributions.ts';
export {
  type DependenceOptions,
  type DependencePoint,
  type PartialDependence,
  partialDependence,
} from './explain/partialDependence.ts';
export {
  type JudgedRows,
  type PermutationImportance,
  type PermutationOptions,
  type Predict,
  permutationImportance,
  type ReplacedColumn,
} from './explain/permutationImportance.ts';
export type { FileWriting } from './flatFile/rawRecords.ts';
export type { ColumnReading, ColumnType, UnreadableCells } from './flatFile/reading/columnReading.ts';
export type { UnclearReason } from './flatFile/reading/decision.ts';
export { readTable, type TableFile, type TableFileOptions } from './flatFile/readTable.ts';
export { type RowSplit, type SplitKind, type SplitOptions, splitRows } from './flatFile/splitRows.ts';
export { type UnclearColumn, UnclearColumnsError } from './flatFile/unclearColumns.ts';
export { baseRate } from './model/baseline/baseRate.ts';
export type { Tree, TreeEnsemble } from './model/boosting/ensemble.ts';
export { ensembleOf, gradientBoosting } from './model/boosting/gradientBoosting.ts';
export { type FeatureImportance, featureImportance } from './model/boosting/importance.ts';
export type { GradientBoostingOptions } from './model/boosting/options.ts';
export { type FeatureRow, scoreRow } from './model/boosting/scoreRow.ts';
export { toXgboostJson } from './model/boosting/xgboostJson.ts';
export type { DatedDataset } from './model/encoding/targetStatistics.ts';
export type { Contributions, Dataset, Estimator, FitRun, FittedModel } from './model/estimator.ts';
export { type EstimatorName, estimatorOf, type FamilyName, familyNames, type LearnerName } from './model/families.ts';
export { type LogisticOptions, logistic } from './model/logistic/logistic.ts';
export { describePoints, type PointsRule } from './model/points/description.ts';
export { points } from './model/points/points.ts';
export type { Notice } from './notice/notice.ts';
export type { LogisticLine } from './numeric/logisticLine.ts';
export {
  type CategoryColumn,
  type Column,
  createTable,
  type NumberColumn,
  selectColumns,
  type Table,
  takeRows,
} from './table/table.ts';
export { type LabelledRows, labelledRows } from './training/labelledRows.ts';
export type { TrainingSplit } from './training/trainingProgram.ts';
export { type JudgedModel, type TrainModelOptions, trainModel } from './training/trainModel.ts';
