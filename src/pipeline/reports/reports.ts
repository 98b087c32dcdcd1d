import { join } from 'node:path';
import { programOf } from '../../config/load.ts';
import { HandraiseError } from '../../errors.ts';
import { contactsOfAccounts } from '../../publish/contactsOfAccounts.ts';
import { type PublishedRun, publishedRun } from '../../publish/publishedRun.ts';
import { rankingTotals } from '../../publish/rankingTotals.ts';
import { readLedger } from '../../publish/readLedger.ts';
import { topAccounts, topContacts } from '../../publish/topRanked.ts';
import { loadModel } from '../../registry/loadedModel.ts';
import { renderCalibrationReport } from '../../report/calibrationReport.ts';
import { rankingCsv } from '../../report/csv.ts';
import { renderRankedAccountsReport } from '../../report/rankedAccountsReport.ts';
import type { RankedAccountsReportData } from '../../report/reportData.ts';
import { checkReport, writeReport } from '../../report/writeReport.ts';
import { isoOf } from '../../time/instant.ts';
import { resultView } from '../../training/resultView.ts';
import { trustInShort, trustSentences } from '../../wording/trustSentences.ts';
import { databaseNow, type Workbench } from '../../workbench/workbench.ts';
import { type ModelCardPaths, writeModelCard } from './modelCards.ts';
import { modelHistory } from './modelHistory.ts';

/** Lines that the ranked-accounts report shows at most: accounts, or people where there are no accounts … */
const shownLines = 500;
/** … and contacts of each account. */
const shownContacts = 25;

/** Where the reports are. */
export interface ReportPaths {
  readonly calibration: string;
  readonly modelCard: ModelCardPaths;
  readonly rankedAccounts: string;
  /** The list of the ranked-accounts report, for a spreadsheet. */
  readonly rankedAccountsCsv: string;
}

/**
 * Writes the reports of what is published: the calibration report and the card of its model, and the ranked accounts.
 *
 * @throws HandraiseError `data` when nothing is published yet, `artefact` when the model's file is missing or damaged.
 */
export async function writeReports(workbench: Workbench, programName: string | undefined): Promise<ReportPaths> {
  const { name } = programOf(workbench.config, programName);
  const run = await publishedRun(workbench.handle, name);
  if (!run)
    throw new HandraiseError('data', `program ${name} has published nothing yet`, {
      hint: 'handraise train --promote && handraise score',
    });
  await checkReports(workbench, name);
  workbench.progress.stage('writing reports');
  return {
    calibration: await writeCalibrationReport(workbench, name, run.modelId),
    modelCard: await writeModelCard(workbench, name, run.modelId),
    ...(await writeRankedAccounts(workbench, name, run)),
  };
}

/**
 * Makes sure, before the work that reports tell of, that those of a program may be written; changes nothing.
 *
 * @throws HandraiseError `permission`, or `usage` where the folder cannot be one.
 */
export function checkReports({ reports }: Workbench, program: string): Promise<void> {
  return checkReport(join(reports, program, 'ranked-accounts.html'));
}

/** Writes the calibration report of a model, published or not. */
export async function writeCalibrationReport(workbench: Workbench, program: string, modelId: string): Promise<string> {
  const model = await loadModel(workbench, program, modelId);
  const generatedAt = isoOf(await databaseNow(workbench.handle));
  const findings = resultView(model.artefact.result);
  const history = await modelHistory(workbench, program, model);
  const path = join(workbench.reports, program, `calibration-${modelId}.html`);
  await writeReport(path, renderCalibrationReport({ ...findings, ...history, modelId, generatedAt }));
  return path;
}

async function writeRankedAccounts(
  workbench: Workbench,
  program: string,
  run: PublishedRun,
): Promise<Pick<ReportPaths, 'rankedAccounts' | 'rankedAccountsCsv'>> {
  const { handle } = workbench;
  const { artefact } = await loadModel(workbench, program, run.modelId);
  const findings = resultView(artefact.result);
  const totals = await rankingTotals(handle, program);
  const accounts = await topAccounts(handle, program, shownLines);
  const contacts =
    accounts.length > 0
      ? await contactsOfAccounts(
          handle,
          program,
          [null, ...accounts.map((account) => account.accountId)],
          shownContacts,
        )
      : await topContacts(handle, program, shownLines);
  const data: RankedAccountsReportData = {
    program,
    title: findings.title,
    outcome: findings.outcome,
    horizonDays: findings.horizonDays,
    asOf: isoOf(run.asOf),
    runId: run.runId,
    modelId: run.modelId,
    fallback: run.fallback,
    generatedAt: isoOf(await databaseNow(handle)),
    accounts,
    contacts,
    totalAccounts: totals.accounts,
    totalContacts: totals.contacts,
    expectedConversions: totals.expectedConversions,
    ledger: await readLedger(handle, program, run.runId, 'score'),
    trust: trustSentences(findings),
    trustInShort: trustInShort(findings),
  };
  const rankedAccounts = join(workbench.reports, program, 'ranked-accounts.html');
  const rankedAccountsCsv = join(workbench.reports, program, 'ranked-accounts.csv');
  await writeReport(rankedAccounts, renderRankedAccountsReport(data));
  await writeReport(rankedAccountsCsv, rankingCsv(data));
  return { rankedAccounts, rankedAccountsCsv };
}
