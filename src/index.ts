import './supportedNode.ts';

export { openWorkbench } from './api/openWorkbench.ts';
export type {
  AsOfOptions,
  BacktestOptions,
  EvaluateOptions,
  InstantInput,
  ListOptions,
  OverrideOptions,
  RecalibrateOptions,
  ScoreOptions,
  StageOptions,
  TrainOptions,
} from './api/options.ts';
export type { Backtest, OpenProgram, RecalibratedModel, TrainedModel } from './api/program.ts';
export { type TableRun, table } from './api/table.ts';
export type { OpenWorkbench } from './api/workbench.ts';
export { defineConfig } from './config/define.ts';
export { type EntityName, entities } from './config/entity.ts';
export type { Attribute, Availability, Config, ConfigInput, ImportOptions, Program, Source } from './config/schema.ts';
export type { CheckedEntity, CheckedProgram, CheckReport, FieldSpan } from './crm/check/report.ts';
export { ImportRefusedError, type ImportResult } from './crm/import/importResult.ts';
export { type Candidate, type Hands, raisedHandRows } from './crm/presets/hands.ts';
export type { PresetName } from './crm/presets/presetNames.ts';
export type { RaisedHandKind } from './crm/presets/raisedHand.ts';
export { salesforceId } from './crm/presets/salesforce/salesforceId.ts';
export type { Loss } from './crm/presets/usableLanding.ts';
export type { DeclaredAttribute } from './crm/source.ts';
export type { DemoCompany } from './demo/load.ts';
export { type ErrorCode, exitCodes, HandraiseError } from './errors.ts';
export type { PeriodCalibration } from './evaluation/calibrationOverTime.ts';
export type { Confusion } from './evaluation/confusion.ts';
export type { Drift } from './evaluation/drift.ts';
export type { ExpectedAgainstObserved } from './evaluation/expectedAgainstObserved.ts';
export type { PrecisionAtK } from './evaluation/precisionAtK.ts';
export type { RankStability } from './evaluation/rankStability.ts';
export type { Realised } from './evaluation/realised.ts';
export type { Slice, SlicedEvaluation } from './evaluation/slices.ts';
export type { SimilarCases } from './explain/cohorts.ts';
export type { CommonReason } from './explain/commonReasons.ts';
export type { ReasonPerson } from './explain/reason.ts';
export type { ColumnComparison } from './features/audit/compareColumn.ts';
export type { Activity, Facts, FeatureContext, FoldedEvents } from './features/family.ts';
export type { AuditFinding, Feature, Phrases } from './features/feature.ts';
export { defineFeature, type FeatureDefinition } from './features/featureDefinition.ts';
export {
  checkPointInTime,
  type DeclaredAttributes,
  type PointInTimeOptions,
} from './features/pointInTime/checkPointInTime.ts';
export type { PointInTimeLeak } from './features/pointInTime/findLeak.ts';
export type { FoldedProperty, KindAndValue } from './features/sweep/eventProperties.ts';
export type { Fold } from './features/sweep/fold.ts';
export type { Label, LabelUse } from './flatFile/label.ts';
export type { Meaning } from './flatFile/labelMeaning.ts';
export type { LabelValue } from './flatFile/labelValues.ts';
export type { SettledLabel } from './flatFile/settledLabel.ts';
export type { FamilyTuning, SettingRange } from './model/modelFamily.ts';
export type { AcceptedGate } from './monitor/acceptedGates.ts';
export type { LatestGates } from './monitor/latestGates.ts';
export type { ScoringFinding, ScoringGate } from './monitor/scoringFinding.ts';
export type { AuditKind } from './notice/audit.ts';
export type { NoticeKind, Severity } from './notice/catalogue.ts';
export type { Finding } from './notice/finding.ts';
export type { GateNotice, Notice } from './notice/notice.ts';
export type { HandsKind, LeftOutKind } from './notice/presets.ts';
export type { DemoResult } from './pipeline/demo/demo.ts';
export type { TruthMatch } from './pipeline/demo/truth.ts';
export type { CapacityPlan } from './pipeline/operate/capacity.ts';
export type { CheckedFeature } from './pipeline/operate/checkFeatures.ts';
export type { CheckedSources } from './pipeline/operate/checkSources.ts';
export type { ModelDescription, ModelLineage } from './pipeline/operate/describeModel.ts';
export type { Diagnosis } from './pipeline/operate/doctor.ts';
export type { CandidateExplanation, ExplainedAccount } from './pipeline/operate/explainCandidate.ts';
export type { FileImportOptions } from './pipeline/operate/importFile.ts';
export type { NextStep } from './pipeline/operate/nextStep.ts';
export type { ExtractionPlan, PlannedStatement, ProgramPlan } from './pipeline/operate/plan.ts';
export type { PartFindings, PresetChoice, PresetConfig, PresetFindings } from './pipeline/operate/presetConfig.ts';
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
export type { LearnedProgramProfile } from './pipeline/profile/profileReport.ts';
export type { ModelEvaluation } from './pipeline/promote/evaluateModel.ts';
export type { Promotion } from './pipeline/promote/promoteModel.ts';
export type { RecalibrationResult } from './pipeline/promote/recalibrateModel.ts';
export type { ModelCardPaths } from './pipeline/reports/modelCards.ts';
export type { ReportPaths } from './pipeline/reports/reports.ts';
export type { QualificationResult } from './pipeline/score/qualification.ts';
export type { ScoreResult } from './pipeline/score/score.ts';
export type { StageSummary } from './pipeline/score/stages.ts';
export type { TableConclusion } from './pipeline/table/concludeTable.ts';
export type { ColumnsModel } from './pipeline/table/fewerColumns.ts';
export type { TableOptions } from './pipeline/table/options.ts';
export type { PublishedFile } from './pipeline/table/publication.ts';
export type { TableRequest } from './pipeline/table/request.ts';
export type { ScoredFile, ShiftedColumn } from './pipeline/table/scoredFile.ts';
export type { TableResult } from './pipeline/table/trainTable.ts';
export type { AuditResult } from './pipeline/train/audit.ts';
export type { TrainResult } from './pipeline/train/trainRun.ts';
export type { Progress } from './progress.ts';
export type { ContactExplanation } from './publish/explainContact.ts';
export type { KeptRankings } from './publish/keptRankings.ts';
export type { RecordedRun } from './publish/listRuns.ts';
export type { Pruning } from './publish/pruneRankings.ts';
export type { PublishedAccount } from './publish/publishedAccount.ts';
export type { CriterionEvidence, EvidencePiece } from './publish/publishedEvidence.ts';
export type { PublishedRun } from './publish/publishedRun.ts';
export type { CriterionCount } from './qualification/evidence/criterionStates.ts';
export type { OverrideDecision, RecordedOverride } from './qualification/overrides/overrides.ts';
export type { FitPoints, PairPoints, ValuePoints } from './qualification/profile/fitPoints.ts';
export type { AttributeLift, ValueLift } from './qualification/profile/liftTable.ts';
export type { PairLift } from './qualification/profile/pairs.ts';
export type { NumberOfPersonas, Persona, PersonaTrait } from './qualification/profile/personas.ts';
export type { BuyingGroupNorm, GroupShare, Profile, ProfileAttribute } from './qualification/profile/profile.ts';
export type { ShrunkenRate } from './qualification/profile/shrunkenRates.ts';
export type { FollowUpCounts } from './qualification/serviceLevels/followUp.ts';
export type { RecordedDecision } from './qualification/stages/recordDecision.ts';
export type { ReturnKind } from './qualification/stages/stageMachine.ts';
export type { TransitionCause } from './qualification/stages/stageStates.ts';
export type { ListSummary } from './qualification/standings.ts';
export type { AccountActivity, BuyingGroup, Momentum, Roles } from './ranking/accountBeside.ts';
export type { RollUpMethod } from './ranking/accounts/rollUps.ts';
export type { CapacityLine } from './ranking/capacity.ts';
export type { ChangeKind, ChangeParts, ContactChange, GoneReason, RankChanges } from './ranking/change.ts';
export type { ProgramOutcomes, RealisedPart, RunOutcomes } from './ranking/outcomes.ts';
export type { RankedAccount, RankedContact, Reason } from './ranking/ranking.ts';
export type { HeldBy, NextQuestion, Override, Standing } from './ranking/standing.ts';
export type { Tier } from './ranking/tier.ts';
export type { ChampionChange, Decision } from './registry/decisions.ts';
export type { RegisteredModel } from './registry/models.ts';
export type { RegistryFinding, RegistryKind } from './registry/reconcile.ts';
export type { ChampionFinding } from './registry/recordedChampion.ts';
export type { RecordFinding } from './registry/sealedRecord.ts';
export type { BacktestCandidate, BacktestData, BacktestOrigin, BacktestSide } from './report/backtestData.ts';
export type { ExclusionReason, Ledger } from './snapshot/ledger.ts';
export type { NamedStatement } from './snapshot/namedStatement.ts';
export type { OutcomePlace } from './snapshot/placeOutcomes.ts';
export type {
  Accounts,
  AttributeHistory,
  Contacts,
  Obstacles,
  ObstaclesOfToday,
  Occurrences,
  Opportunities,
  Population,
  Spans,
} from './snapshot/population.ts';
export type { Snapshots } from './snapshot/snapshots.ts';
export type { Tally } from './snapshot/tally.ts';
export type { Instant } from './time/instant.ts';
export type { TrainingResultView, WithText } from './training/resultView.ts';
export type {
  AccountRollUp,
  CandidateResult,
  Deployment,
  FeatureStrength,
  FeatureUse,
  Recalibrated,
  ShortHistory,
  ThresholdBasis,
  TrainingResult,
} from './training/trainingResult.ts';
export type { Conclusion } from './training/trainingSubject.ts';
export type { Tuned, TunedFamily } from './tuning/settings.ts';
export type { Trial } from './tuning/trial.ts';
export { effectAndRemedy, sentenceOf } from './wording/sentenceOf.ts';
export type { WorkbenchOptions } from './workbench/workbenchOptions.ts';
