import { programOf } from '../config/load.ts';
import { HandraiseError } from '../errors.ts';
import { backtest } from '../pipeline/backtest/backtest.ts';
import { planCapacity } from '../pipeline/operate/capacity.ts';
import { describeModel } from '../pipeline/operate/describeModel.ts';
import { explainCandidate } from '../pipeline/operate/explainCandidate.ts';
import { planProgram } from '../pipeline/operate/plan.ts';
import { describeOutcome } from '../pipeline/outcome/describeOutcome.ts';
import { evaluateModel } from '../pipeline/promote/evaluateModel.ts';
import { promoteModel } from '../pipeline/promote/promoteModel.ts';
import { recalibrateModel } from '../pipeline/promote/recalibrateModel.ts';
import { writeModelCard } from '../pipeline/reports/modelCards.ts';
import { checkReports, writeCalibrationReport, writeReports } from '../pipeline/reports/reports.ts';
import { runScoring } from '../pipeline/score/score.ts';
import { auditProgram } from '../pipeline/train/audit.ts';
import { runTraining } from '../pipeline/train/trainRun.ts';
import { keptRankings } from '../publish/keptRankings.ts';
import { listRuns } from '../publish/listRuns.ts';
import { pruneRankings } from '../publish/pruneRankings.ts';
import { restoreRun } from '../publish/restoreRun.ts';
import { topAccounts, topContacts } from '../publish/topRanked.ts';
import { listDecisions, rollback } from '../registry/decisions.ts';
import { listModels } from '../registry/models.ts';
import { renderBacktestReport } from '../report/backtestReport.ts';
import { checkReport, writeReport } from '../report/writeReport.ts';
import { type Instant, parseInstant } from '../time/instant.ts';
import { requireRightsFor } from '../workbench/rights.ts';
import type { Workbench } from '../workbench/workbench.ts';
import { limits } from './limits.ts';
import type { BacktestOptions, InstantInput, RecalibrateOptions, TrainOptions } from './options.ts';
import type { OpenProgram } from './program.ts';

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
    plan: async ({ asOf } = {}) => planProgram(workbench, name, instantOption('asOf', asOf)),
    outcome: async ({ asOf } = {}) => describeOutcome(workbench, name, instantOption('asOf', asOf)),
    audit: async ({ asOf } = {}) => auditProgram(workbench, name, instantOption('knownBefore', asOf)),
    train: (options) => trainAndReport(workbench, name, options),
    score: async ({ asOf, accept = [] } = {}) =>
      runScoring(workbench, name, { ...instantOption('asOf', asOf), accept }),
    candidates: async ({ limit } = {}) => topContacts(handle, name, limitOf(limit)),
    accounts: async ({ limit } = {}) => topAccounts(handle, name, limitOf(limit)),
    explain: (contactId) => explainCandidate(workbench, name, contactId),
    capacity: async (perWeek) => planCapacity(workbench, name, whole('perWeek', perWeek)),
    backtest: (options) => backtestAndReport(workbench, name, options),
    evaluate: async ({ model, asOf } = {}) =>
      evaluateModel(workbench, name, {
        ...(model === undefined ? {} : { modelId: model }),
        ...instantOption('knownBefore', asOf),
      }),
    recalibrate: (options) => recalibrateAndReport(workbench, name, options),
    report: () => writeReports(workbench, name),
    models: () => listModels(handle, name),
    model: (modelId) => describeModel(workbench, name, modelId),
    card: (modelId) => writeModelCard(workbench, name, modelId),
    promote: (modelId, options = {}) => promoteModel(workbench, name, modelId, options),
    rollback: async ({ reason = null }: { readonly reason?: string | null } = {}) => {
      await requireRightsFor(handle, 'promoting');
      return rollback(handle, name, { reason, modelsDir: models });
    },
    decisions: () => listDecisions(handle, name),
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
  if (report === undefined) return backtest(workbench, program, options);
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
  await checkReports(workbench, program);
  const result = await recalibrateModel(workbench, program, { promote, ...instantOption('knownBefore', asOf) });
  const report = result.model && (await writeCalibrationReport(workbench, program, result.model.modelId));
  return { ...result, report };
}

/** The instant under the name that a job knows it by; nothing where none is given. */
function instantOption<Name extends string>(name: Name, given: InstantInput | undefined): { [name in Name]?: Instant } {
  if (given === undefined) return {};
  const instant = typeof given === 'string' ? parseInstant(given) : given.getTime() * 1000;
  if (!Number.isFinite(instant)) throw new HandraiseError('usage', 'asOf is a Date that is no instant');
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
