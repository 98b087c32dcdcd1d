import { setImmediate } from 'node:timers/promises';
import { fitVennAbers } from '../../calibration/vennAbers.ts';
import type { Program } from '../../config/schema.ts';
import { HandraiseError } from '../../errors.ts';
import { keptFeatures } from '../../features/audit/auditFeatures.ts';
import type { Artefact } from '../../model/artefact.ts';
import type { RunProfile } from '../../monitor/profile.ts';
import { type DataCounts, promotionGates } from '../../registry/gates.ts';
import type { Snapshots, Split } from '../../snapshot/snapshots.ts';
import { selectColumns, takeRows } from '../../table/table.ts';
import type { Instant } from '../../time/instant.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { differencesTo, simplerIfAsGood } from '../compareVerdicts.ts';
import { trainingProfile } from '../extract/runProfiles.ts';
import type { Findings } from '../findings.ts';
import { judge, judgeAccounts } from '../judge.ts';
import { gateInputOf } from '../promote/gateInput.ts';
import { takeUint8 } from '../take.ts';
import { championOfTournament, holdTournament } from '../tournament.ts';
import { tuneFamilies } from '../tuneFamilies.ts';
import { artefactOf } from './artefactOf.ts';
import { auditedExtract } from './auditedExtract.ts';
import { findingsOf } from './findingsOf.ts';
import type { CheckedTraining, TrainingCheck } from './trainingCheck.ts';

/** A trained champion of the tournament, judged, with what the gates say of it. */
export interface Training {
  readonly artefact: Artefact;
  readonly findings: Findings;
  /** What it read, for scorings to be compared with. */
  readonly profile: RunProfile;
  /** What the check of its data found; null where none was asked for. */
  readonly checked: CheckedTraining | null;
}

/**
 * Trains a program's models on what was known before an instant, and judges them on the latest dates.
 *
 * Nothing is written. The same data, program and instant give the same model, byte for byte.
 *
 * @param history what tells whether the data are those of earlier runs; by default nobody asks
 * @throws HandraiseError `gate` when they are not; `data` when a class is missing altogether or history is too short to split; `config` when the program keeps a
 *   feature that there is not.
 */
export async function train(
  workbench: Workbench,
  name: string,
  configured: Program,
  knownBefore: Instant,
  history: TrainingCheck | null = null,
): Promise<Training> {
  const { progress, signal } = workbench;
  const { read, split, audit, checked } = await auditedExtract(workbench, name, configured, knownBefore, history);
  const { program } = read;
  const counts = countsOf(read.snapshots, split, program);
  const fallback = isTooLittle(counts, program);
  const table = selectColumns(read.features.table, keptFeatures(audit));
  const tuning = await tuneFamilies(table, read.snapshots, split.train, program, workbench);
  const onProgress = (done: number, total: number) => progress.advance(done, total);
  const entrants = await holdTournament(
    table,
    read.snapshots,
    split,
    { ...program, settings: tuning.settings },
    { signal, onProgress },
    async (family) => {
      await breathe(signal);
      progress.stage(`fitting ${family} on ${split.train.length} snapshots`);
    },
  );
  const winner = championOfTournament(entrants, fallback);

  await breathe(signal);
  progress.stage(`judging on ${split.test.length} snapshots of ${split.byUnit ? 'other units' : 'later dates'}`);
  const verdicts = entrants.map((entrant) => judge(entrant, read, split.test, program.seed));
  const best = simplerIfAsGood(verdicts.find((verdict) => verdict.entrant === winner)!, verdicts);
  const accounts = judgeAccounts(best.entrant, read, split, program.seed);
  const differences = differencesTo(best, verdicts, read, split.test, program.seed);
  const found = findingsOf({
    name,
    program,
    configured,
    read,
    split,
    audit,
    verdicts,
    winner,
    best,
    differences,
    fallback,
    accounts,
    tuning,
  });
  const input = gateInputOf(
    found,
    { needed: program.minimum, found: counts },
    { used: best.entrant.model.features, excluded: program.exclude.features },
  );
  const findings = { ...found, gates: promotionGates(input).findings };
  const vennAbers = fitVennAbers(
    best.entrant.model.margins(takeRows(table, split.calibration)),
    takeUint8(read.snapshots.label, split.calibration),
  );
  const artefact = artefactOf({
    name,
    program,
    configured,
    read,
    best,
    vennAbers,
    accounts,
    counts,
    fallback,
    findings,
  });
  const profile = trainingProfile(read, program, knownBefore, { artefact, ...best.entrant });
  return { artefact, findings, profile, checked };
}

/** Lets signals arrive between long computations. */
async function breathe(signal: AbortSignal): Promise<void> {
  await setImmediate();
  signal.throwIfAborted();
}

function countsOf({ label }: Snapshots, split: Split, { minimum }: Program): DataCounts {
  const positives = (rows: Int32Array) => rows.reduce((sum, row) => sum + label[row]!, 0);
  const trainPositives = positives(split.train);
  const trainNegatives = split.train.length - trainPositives;
  const calibrationPositives = positives(split.calibration);
  if (trainPositives === 0 || trainNegatives === 0) throw oneClass('training', trainPositives, trainNegatives, minimum);
  if (calibrationPositives === 0 || calibrationPositives === split.calibration.length)
    throw oneClass('calibration', calibrationPositives, split.calibration.length - calibrationPositives, minimum);
  return { trainPositives, trainNegatives, testPositives: positives(split.test) };
}

function oneClass(side: string, positives: number, negatives: number, minimum: DataCounts): HandraiseError {
  return new HandraiseError('data', `the ${side} dates hold ${positives} conversions and ${negatives} others`, {
    hint: `a model needs both: at least ${minimum.trainPositives} conversions and ${minimum.trainNegatives} others in training. Check the outcome and its dates: handraise check`,
  });
}

function isTooLittle(counts: DataCounts, { minimum }: Program): boolean {
  return (
    counts.trainPositives < minimum.trainPositives ||
    counts.trainNegatives < minimum.trainNegatives ||
    counts.testPositives < minimum.testPositives
  );
}
