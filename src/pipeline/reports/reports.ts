import { join } from 'node:path';
import { programOf } from '../../config/load.ts';
import type { Program } from '../../config/schema.ts';
import { HandraiseError } from '../../errors.ts';
import { commonReasons } from '../../explain/commonReasons.ts';
import { contactsOfAccounts } from '../../publish/contactsOfAccounts.ts';
import { heldCounts } from '../../publish/heldCounts.ts';
import { type PublishedRun, publishedRun } from '../../publish/publishedRun.ts';
import { readRankChanges } from '../../publish/rankChanges.ts';
import { rankingTotals } from '../../publish/rankingTotals.ts';
import { readLedger } from '../../publish/readLedger.ts';
import { scoredRuns } from '../../publish/scoredRuns.ts';
import { topProbabilities } from '../../publish/topProbabilities.ts';
import { firstContacts, topAccounts, topContacts } from '../../publish/topRanked.ts';
import { capacityLine } from '../../ranking/capacity.ts';
import { headOfList } from '../../ranking/explainedRows.ts';
import type { RunOutcomes } from '../../ranking/outcomes.ts';
import { loadModel } from '../../registry/loadedModel.ts';
import { renderCalibrationReport } from '../../report/calibrationReport.ts';
import { rankingCsv } from '../../report/csv.ts';
import { contactsEach, mostAlone, mostLines } from '../../report/rankedAccounts/withinPage.ts';
import { renderRankedAccountsReport } from '../../report/rankedAccountsReport.ts';
import type { RankedAccountsReportData, WeekOfCalls } from '../../report/reportData.ts';
import { checkReport, writeReport } from '../../report/writeReport.ts';
import { isoOf } from '../../time/instant.ts';
import { resultView } from '../../training/resultView.ts';
import { trustInShort, trustSentences } from '../../wording/trustSentences.ts';
import { asOfOrNow, databaseNow, type Workbench } from '../../workbench/workbench.ts';
import { programOutcomes } from '../outcome/runOutcomes.ts';
import { listedRecords } from './listedRecords.ts';
import { type ModelCardPaths, writeModelCard } from './modelCards.ts';
import { modelHistory } from './modelHistory.ts';

/** Calls a week where neither the page's settings nor the tiers say. */
const usualCalls = 40;
/** Weeks of calls whose outcome is foretold: those of tiers A, B and C where tiers follow calls. */
const weeksAhead = [1, 4, 13];

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
  const { name, program } = programOf(workbench.config, programName);
  const run = await publishedRun(workbench.handle, name);
  if (!run)
    throw new HandraiseError('data', `program ${name} has published nothing yet`, {
      hint: 'handraise train --promote && handraise score',
    });
  await checkReports(workbench, name);
  workbench.progress.stage('writing reports');
  // First, since it is the one that the program's settings may keep from being written.
  const ranked = await writeRankedAccounts(workbench, name, program, run);
  return {
    calibration: await writeCalibrationReport(workbench, name, run.modelId),
    modelCard: await writeModelCard(workbench, name, run.modelId),
    ...ranked,
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
  name: string,
  program: Program,
  run: PublishedRun,
): Promise<Pick<ReportPaths, 'rankedAccounts' | 'rankedAccountsCsv'>> {
  const { handle } = workbench;
  const { artefact } = await loadModel(workbench, name, run.modelId);
  const findings = resultView(artefact.result);
  const totals = await rankingTotals(handle, name);
  const accounts = await topAccounts(handle, name, mostLines);
  const contacts =
    accounts.length > 0
      ? [
          ...(await contactsOfAccounts(
            handle,
            name,
            accounts.map(({ accountId }) => accountId),
            contactsEach(
              accounts.map(({ eligibleContacts }) => eligibleContacts),
              mostAlone,
            ).each,
          )),
          ...(await contactsOfAccounts(handle, name, [null], mostAlone)),
        ]
      : await topContacts(handle, name, mostLines);
  const week = await weekOfCalls(workbench, name, program, totals.worked.contacts);
  const data: RankedAccountsReportData = {
    program: name,
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
    week,
    changes: await readRankChanges(handle, name, [
      ...new Set([...contacts, ...week.contacts].map(({ contactId }) => contactId)),
    ]),
    ...(await listedRecords(workbench, name, program, accounts, [...new Set([...contacts, ...week.contacts])])),
    lastOutcomes: await lastOutcomes(workbench, name),
    common: commonReasons((await topContacts(handle, name, headOfList)).map(({ reasons }) => reasons)),
    ledger: await readLedger(handle, name, run.runId, 'score'),
    held: await heldCounts(handle, name),
    trust: trustSentences(findings),
    trustInShort: trustInShort(findings),
  };
  const rankedAccounts = join(workbench.reports, name, 'ranked-accounts.html');
  const rankedAccountsCsv = join(workbench.reports, name, 'ranked-accounts.csv');
  await writeReport(rankedAccounts, renderRankedAccountsReport(data));
  await writeReport(rankedAccountsCsv, rankingCsv(data));
  return { rankedAccounts, rankedAccountsCsv };
}

async function weekOfCalls(
  { handle }: Workbench,
  name: string,
  program: Program,
  listed: number,
): Promise<WeekOfCalls> {
  const { page, tiers } = program;
  const perWeek = page?.perWeek ?? (tiers && 'perWeek' in tiers ? tiers.perWeek : usualCalls);
  const probabilities = await topProbabilities(handle, name, perWeek * weeksAhead.at(-1)!);
  return {
    perWeek,
    weeks: weeksAhead
      .filter((weeks) => weeks === 1 || perWeek * weeks <= listed)
      .map((weeks) => ({ weeks, line: capacityLine(probabilities, perWeek * weeks) })),
    contacts: await firstContacts(handle, name, perWeek),
  };
}

/** What became of the newest list that can be judged; the CRM is read for it only where there is one that could be. */
async function lastOutcomes(workbench: Workbench, name: string): Promise<RunOutcomes | null> {
  const now = await asOfOrNow(workbench, undefined);
  const runs = await scoredRuns(workbench.handle, name);
  if (!runs.some(({ horizonEnds }) => horizonEnds !== null && horizonEnds <= now)) return null;
  const outcomes = await programOutcomes(workbench, name, { runs: 1 });
  return outcomes.runs.find(({ state }) => state === 'matured') ?? null;
}
