import type { CommandDefinition } from '../run.ts';
import { auditCommand } from './audit.ts';
import { backtestCommand } from './backtest.ts';
import { capacityCommand } from './capacity.ts';
import { checkCommand } from './check.ts';
import { demoCommand } from './demo.ts';
import { doctorCommand } from './doctor.ts';
import { evaluateCommand } from './evaluate.ts';
import { explainCommand } from './explain.ts';
import { importCommand } from './import.ts';
import { initCommand } from './init.ts';
import { modelCardCommand } from './modelsCard.ts';
import { listModels } from './modelsList.ts';
import { promoteModel } from './modelsPromote.ts';
import { rollbackModel } from './modelsRollback.ts';
import { showModelCommand } from './modelsShow.ts';
import { planCommand } from './plan.ts';
import { recalibrateCommand } from './recalibrate.ts';
import { reportCommand } from './report.ts';
import { listRunsCommand } from './runsList.ts';
import { pruneRunsCommand } from './runsPrune.ts';
import { scoreCommand } from './score.ts';
import { statusCommand } from './status.ts';
import { tableCommand } from './table.ts';
import { trainCommand } from './train.ts';

/** Every command, in the order a new user meets them. */
export const commands: readonly CommandDefinition[] = [
  initCommand,
  demoCommand,
  tableCommand,
  checkCommand,
  importCommand,
  auditCommand,
  planCommand,
  trainCommand,
  evaluateCommand,
  recalibrateCommand,
  backtestCommand,
  listModels,
  showModelCommand,
  modelCardCommand,
  promoteModel,
  rollbackModel,
  scoreCommand,
  capacityCommand,
  reportCommand,
  explainCommand,
  statusCommand,
  listRunsCommand,
  pruneRunsCommand,
  doctorCommand,
];
