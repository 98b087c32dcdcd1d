import './supportedNode.ts';

export { openWorkbench } from './api/openWorkbench.ts';
export type {
  AsOfOptions,
  BacktestOptions,
  EvaluateOptions,
  InstantInput,
  ListOptions,
  RecalibrateOptions,
  ScoreOptions,
  TrainOptions,
} from './api/options.ts';
export type { Backtest, OpenProgram, RecalibratedModel, TrainedModel } from './api/program.ts';
export { type TableRun, table } from './api/table.ts';
export type { OpenWorkbench } from './api/workbench.ts';
export { defineConfig } from './config/define.ts';
export { type EntityName, entities } from './config/entity.ts';
export type { Config, ConfigInput, ImportOptions, Program } from './config/schema.ts';
export { raisedHandRows } from './crm/presets/hands.ts';
export { salesforceId } from './crm/presets/salesforce/salesforceId.ts';
export { type ErrorCode, exitCodes, HandraiseError } from './errors.ts';
export type { FeatureContext } from './features/family.ts';
export { defineFeature, type FeatureDefinition } from './features/featureDefinition.ts';
export { checkPointInTime, type PointInTimeOptions } from './features/pointInTime/checkPointInTime.ts';
export type { PointInTimeLeak } from './features/pointInTime/findLeak.ts';
export type { AcceptedGate } from './monitor/acceptedGates.ts';
export type { ScoringFinding } from './monitor/scoringFinding.ts';
export type { NoticeKind, Severity } from './notice/catalogue.ts';
export type { Finding } from './notice/finding.ts';
export type { GateNotice, Notice } from './notice/notice.ts';
export type { DemoResult } from './pipeline/demo/demo.ts';
export type { CapacityPlan } from './pipeline/operate/capacity.ts';
export type { CheckedSources } from './pipeline/operate/checkSources.ts';
export type { ModelDescription, ModelLineage } from './pipeline/operate/describeModel.ts';
export type { Diagnosis } from './pipeline/operate/doctor.ts';
export type { CandidateExplanation } from './pipeline/operate/explainCandidate.ts';
export type { FileImportOptions } from './pipeline/operate/importFile.ts';
export type { ExtractionPlan, PlannedStatement, ProgramPlan } from './pipeline/operate/plan.ts';
export type { PresetChoice, PresetConfig } from './pipeline/operate/presetConfig.ts';
export type { ProgramStatus } from './pipeline/operate/status.ts';
export type {
  OutcomeDescription,
  OutcomeExample,
  OutcomeKindCount,
  OutcomeLag,
  OutcomeOverlap,
} from './pipeline/outcome/outcomeDescription.ts';
export type { ProgramTemplateName } from './pipeline/outcome/programTemplates.ts';
export type { TemplateProgram } from './pipeline/outcome/templateProgram.ts';
export type { ModelEvaluation } from './pipeline/promote/evaluateModel.ts';
export type { Promotion } from './pipeline/promote/promoteModel.ts';
export type { RecalibrationResult } from './pipeline/promote/recalibrateModel.ts';
export type { ModelCardPaths } from './pipeline/reports/modelCards.ts';
export type { ReportPaths } from './pipeline/reports/reports.ts';
export type { ScoreResult } from './pipeline/score/score.ts';
export type { TableRequest } from './pipeline/table/request.ts';
export type { TableResult } from './pipeline/table/trainTable.ts';
export type { AuditResult } from './pipeline/train/audit.ts';
export type { TrainResult } from './pipeline/train/trainRun.ts';
export type { Progress } from './progress.ts';
export type { KeptRankings } from './publish/keptRankings.ts';
export type { RecordedRun } from './publish/listRuns.ts';
export type { Pruning } from './publish/pruneRankings.ts';
export type { RankedAccount, RankedContact, Reason } from './ranking/ranking.ts';
export type { ChampionChange, Decision } from './registry/decisions.ts';
export type { RegisteredModel } from './registry/models.ts';
export type { BacktestData } from './report/backtestData.ts';
export type { OutcomePlace } from './snapshot/placeOutcomes.ts';
export type { TrainingResult } from './training/trainingResult.ts';
export { effectAndRemedy, sentenceOf } from './wording/sentenceOf.ts';
export type { WorkbenchOptions } from './workbench/workbenchOptions.ts';
