import { programOf } from '../config/load.ts';
import { HandraiseError } from '../errors.ts';
import { keptRankings } from '../publish/keptRankings.ts';
import { listRuns } from '../publish/listRuns.ts';
import { pruneRankings } from '../publish/pruneRankings.ts';
import { restoreRun } from '../publish/restoreRun.ts';
import { topAccounts, topContacts } from '../publish/topRanked.ts';
import { listModels } from '../registry/models.ts';
import { type Instant, parseInstant } from '../time/instant.ts';
import { requireRightsFor } from '../workbench/rights.ts';
import type { Workbench } from '../workbench/workbench.ts';
import { limits } from './limits.ts';
import type { BacktestOptions, InstantInput, RecalibrateOptions, TrainOptions } from './options.ts';
import type { OpenProgram } from './program.ts';

/** Each is loaded when it is asked for the first time: most commands and scripts do one thing. */
const jobs = {
  plan: () => import('../pipeline/operate/plan.ts'),
  outcome: () => import('../pipeline/outcome/describeOutcome.ts'),
  outcomes: () => import('../pipeline/outcome/runOutcomes.ts'),
  audit: () => import('../pipeline/train/audit.ts'),
  icp: () => import('../pipeline/profile/profileReport.ts'),
  train: () => import('../pipeline/train/trainRun.ts'),
  score: () => import('../pipeline/score/score.ts'),
  explain: () => import('../pipeline/operate/explainCandidate.ts'),
  override: () => import('../pipeline/qualify/overrideContact.ts'),
  stage: () => import('../pipeline/qualify/decideStage.ts'),
  capacity: () => import('../pipeline/operate/capacity.ts'),
  backtest: () => import('../pipeline/backtest/backtest.ts'),
  evaluate: () => import('../pipeline/promote/evaluateModel.ts'),
  recalibrate: () => import('../pipeline/promote/recalibrateModel.ts'),
  reports: () => import('../pipeline/reports/reports.ts'),
  model: () => import('../pipeline/operate/describeModel.ts'),
  cards: () => import('../pipeline/reports/modelCards.ts'),
  promote: () => import('../pipeline/promote/promoteModel.ts'),
  decisions: () => import('../registry/decisions.ts'),
  backtestReport: async () => ({
    ...(await import('../report/backtestReport.ts')),
    ...(await import('../report/writeReport.ts')),
  }),
};

/**
 * A program of a workbench with the jobs that can be done with it.
 *
 * @throws HandraiseError `usage` when the configuration has no such program.
 */
export function programJobs(workbench: Workbench, programName: string | undefined): OpenProgram {
  const { name } = programOf(workbench.config, programName);
  const { handle, models } = workbench;
  return {
    name,
    plan: async ({ asOf } = {}) => (await jobs.plan()).planProgram(workbench, name, instantOption('asOf', asOf)),
    outcome: async ({ asOf } = {}) =>
      (await jobs.outcome()).describeOutcome(workbench, name, instantOption('asOf', asOf)),
    outcomes: async ({ asOf } = {}) =>
      (await jobs.outcomes()).programOutcomes(workbench, name, instantOption('asOf', asOf)),
    audit: async ({ asOf } = {}) =>
      (await jobs.audit()).auditProgram(workbench, name, instantOption('knownBefore', asOf)),
    icp: async ({ asOf } = {}) => (await jobs.icp()).profileAndReport(workbench, name, instantOption('asOf', asOf)),
    train: (options) => trainAndReport(workbench, name, options),
    score: async ({ asOf, accept = [] } = {}) =>
      (await jobs.score()).runScoring(workbench, name, { ...instantOption('asOf', asOf), accept }),
    candidates: async ({ limit } = {}) => topContacts(handle, name, limitOf(limit)),
    accounts: async ({ limit } = {}) => topAccounts(handle, name, limitOf(limit)),
    explain: async (contactId) => (await jobs.explain()).explainCandidate(workbench, name, contactId),
    override: async (contactId, direction, { reason, until }) => {
      const decision = { contactId, direction, reason, ...instantOption('until', until) };
      return (await jobs.override()).overrideContact(workbench, name, decision);
    },
    stage: async (contactId, stage, options) =>
      (await jobs.stage()).decideStage(workbench, name, { contactId, stage, ...options }),
    capacity: async (perWeek) => (await jobs.capacity()).planCapacity(workbench, name, whole('perWeek', perWeek)),
    backtest: (options) => backtestAndReport(workbench, name, options),
    evaluate: async ({ model, asOf } = {}) =>
      (await jobs.evaluate()).evaluateModel(workbench, name, {
        ...(model === undefined ? {} : { modelId: model }),
        ...instantOption('knownBefore', asOf),
      }),
    recalibrate: (options) => recalibrateAndReport(workbench, name, options),
    report: async () => (await jobs.reports()).writeReports(workbench, name),
    models: () => listModels(handle, name),
    model: async (modelId) => (await jobs.model()).describeModel(workbench, name, modelId),
    card: async (modelId) => (await jobs.cards()).writeModelCard(workbench, name, modelId),
    promote: async (modelId, options = {}) => (await jobs.promote()).promoteModel(workbench, name, modelId, options),
    rollback: async ({ reason = null }: { readonly reason?: string | null } = {}) => {
      await requireRightsFor(handle, 'promoting');
      return (await jobs.decisions()).rollback(handle, name, { reason, modelsDir: models });
    },
    decisions: async () => (await jobs.decisions()).listDecisions(handle, name),
    runs: async ({ limit } = {}) => listRuns(handle, name, limitOf(limit)),
    keptRankings: () => keptRankings(handle, name),
    restore: (runId) => restoreRun(handle, name, runId),
    prune: async (keep) => pruneRankings(handle, name, whole('keep', keep)),
  };
}

async function trainAndReport(
  workbench: Workbench,
  program: string,
  { promote = false, asOf, accept = [] }: TrainOptions = {},
) {
  const { checkReports, writeCalibrationReport } = await jobs.reports();
  const { writeModelCard } = await jobs.cards();
  const { runTraining } = await jobs.train();
  await checkReports(workbench, program);
  const result = await runTraining(workbench, program, { promote, accept, ...instantOption('knownBefore', asOf) });
  const report = await writeCalibrationReport(workbench, program, result.modelId);
  const card = await writeModelCard(workbench, program, result.modelId);
  return { ...result, report, card };
}

async function backtestAndReport(
  workbench: Workbench,
  program: string,
  { origins = 8, k = 200, asOf, report }: BacktestOptions = {},
) {
  const options = {
    origins: whole('origins', origins),
    k: whole('k', k),
    ...instantOption('knownBefore', asOf),
  };
  const { backtest } = await jobs.backtest();
  if (report === undefined) return backtest(workbench, program, options);
  const { checkReport, renderBacktestReport, writeReport } = await jobs.backtestReport();
  await checkReport(report);
  const data = await backtest(workbench, program, options);
  await writeReport(report, renderBacktestReport(data));
  return { ...data, report };
}

async function recalibrateAndReport(
  workbench: Workbench,
  program: string,
  { promote = false, asOf }: RecalibrateOptions = {},
) {
  const { checkReports, writeCalibrationReport } = await jobs.reports();
  const { recalibrateModel } = await jobs.recalibrate();
  await checkReports(workbench, program);
  const result = await recalibrateModel(workbench, program, { promote, ...instantOption('knownBefore', asOf) });
  const report = result.model && (await writeCalibrationReport(workbench, program, result.model.modelId));
  return { ...result, report };
}

/** The instant under the name that a job knows it by; nothing where none is given. */
function instantOption<Name extends string>(name: Name, given: InstantInput | undefined): { [name in Name]?: Instant } {
  if (given === undefined) return {};
  const instant = typeof given === 'string' ? parseInstant(given) : given.getTime() * 1000;
  if (!Number.isFinite(instant))
    throw new HandraiseError('usage', `${name === 'until' ? 'until' : 'asOf'} is a Date that is no instant`);
  return { [name]: instant } as { [name in Name]?: Instant };
}

function limitOf(limit: number | undefined): number | undefined {
  if (limit === undefined || (Number.isSafeInteger(limit) && limit >= 0)) return limit;
  throw new HandraiseError('usage', `limit ${limit}: expected a whole number of rows`);
}

function whole(name: keyof typeof limits, value: number): number {
  const { least, most } = limits[name];
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new HandraiseError('usage', `${name} ${value}: expected a whole number from ${least} to ${most}`);
}
