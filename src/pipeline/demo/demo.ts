import { programOf } from '../../config/load.ts';
import { withProgramLock } from '../../database/lock.ts';
import { demoEnd } from '../../demo/company.ts';
import { type DemoCompany, loadDemoCompany } from '../../demo/load.ts';
import { forgetProfiles } from '../../monitor/profileStore.ts';
import { isoOf, microsecondsOf } from '../../time/instant.ts';
import { guardedBy } from '../../workbench/programRun.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { learnProgramProfile } from '../profile/learnProgramProfile.ts';
import { refusalOf } from '../promote/promoteModel.ts';
import { checkReports, type ReportPaths, writeReports } from '../reports/reports.ts';
import { runScoring, type ScoreResult } from '../score/score.ts';
import { runTraining, type TrainResult } from '../train/trainRun.ts';
import { forgetStages, workWeek } from './salesWeek.ts';
import { matchWithTruth, type TruthMatch } from './truth.ts';

/** What the demo invented, trained, published, and how near that came to the truth. */
export interface DemoResult {
  readonly company: Omit<DemoCompany, 'trueProbability' | 'scanned'>;
  readonly training: TrainResult;
  readonly scoring: ScoreResult;
  readonly truth: TruthMatch;
  readonly reports: ReportPaths;
}

/** Weeks before the last scoring in each of which there is another, and the sales team works. */
const weeksBefore = 3;

/**
 * The whole job on an invented company whose true conversion probabilities are known: load, train, promote, learn the profile, score,
 * report, and compare what was published with the truth.
 *
 * @param options.contacts people of the company, 5,000 to a million
 * @throws HandraiseError `busy` while another demo is at work on the same database.
 */
export async function runDemo(
  workbench: Workbench,
  options: { readonly contacts: number; readonly seed: number },
): Promise<DemoResult> {
  // Two demos would replace each other's tables; the runs within take the program's own lock.
  return withProgramLock(workbench.handle, 'demo company', (lost) => runWholeDemo(guardedBy(workbench, lost), options));
}

async function runWholeDemo(
  workbench: Workbench,
  options: { readonly contacts: number; readonly seed: number },
): Promise<DemoResult> {
  const { handle, progress, signal } = workbench;
  const { name, program } = programOf(workbench.config, 'demo');
  await checkReports(workbench, name);
  progress.stage(`inventing a company of ${options.contacts} contacts and 24 months`);
  const {
    trueProbability,
    scanned: _,
    ...company
  } = await loadDemoCompany(handle, {
    ...options,
    personas: true,
    horizonDays: program.horizonDays,
    onProgress: (done, total) => progress.advance(done, total),
    signal,
  });
  // Of the company that an earlier demo left here: this one may be another.
  await forgetProfiles(handle, name);
  await forgetStages(handle, name);
  const training = await runTraining(workbench, name, { knownBefore: demoEnd, promote: true });
  if (training.promotion?.action === 'refuse') throw refusalOf(training.promotion);
  for (let week = weeksBefore; week > 0; week--) {
    const asOf = demoEnd - week * microsecondsOf(7);
    // Who may be approached is told as of then, too: so that people leave the list from week to week.
    const then = { ...workbench, config: { ...workbench.config, asOf: isoOf(asOf) } };
    // Before the first list, so that everybody on it has a fit.
    if (week === weeksBefore) await learnProgramProfile(then, name);
    await runScoring(then, name);
    await workWeek(workbench, { program: name, asOf, seed: options.seed });
  }
  const scoring = await runScoring(workbench, name, { asOf: demoEnd });
  const truth = await matchWithTruth(handle, name, trueProbability);
  const reports = await writeReports(workbench, name);
  return { company, training, scoring, truth, reports };
}
