export type { ListedEvidence, ListedHandOff } from '../ranking/listed.ts';
export type { HeldCounts } from '../ranking/standing.ts';
export type { Artefact } from '../training/artefactSchema.ts';
export type { BacktestData } from './backtestData.ts';
export { renderBacktestReport } from './backtestReport.ts';
export { renderCalibrationReport } from './calibrationReport.ts';
export type { CardBlock, CardCell, CardFact, CardSection, CardTable, ModelCard } from './modelCard/card.ts';
export type { CardDecision, ModelCardData } from './modelCard/cardData.ts';
export { modelCardHtml } from './modelCard/html.ts';
export { modelCardMarkdown } from './modelCard/markdown.ts';
export { modelCard } from './modelCard.ts';
export type { ModelChanges, ModelFacts } from './modelChanges.ts';
export { renderRankedAccountsReport } from './rankedAccountsReport.ts';
export type {
  CalibrationReportData,
  ListedPerson,
  ListedRecord,
  ModelDecision,
  RankedAccountsReportData,
  WeekOfCalls,
} from './reportData.ts';
