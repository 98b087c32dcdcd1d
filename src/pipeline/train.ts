import type { Program } from '../config/schema.ts';
import { HandraiseError } from '../errors.ts';
import { compareLogLoss } from '../evaluation/compareLogLoss.ts';
import type { Estimate } from '../evaluation/evaluation.ts';
import { auditFeatures, keptFeatures } from '../features/audit/auditFeatures.ts';
import type { AuditFinding } from '../features/feature.ts';
import type { Artefact } from '../model/artefact.ts';
import { type DataCounts, type GateVerdict, promotionGates } from '../registry/gates.ts';
import type { Instant } from '../snapshot/population.ts';
import type { Snapshots, Split } from '../snapshot/snapshots.ts';
import { splitSnapshots } from '../snapshot/split.ts';
import { trainingSnapshots } from '../snapshot/trainingSnapshots.ts';
import { selectColumns } from '../table/table.ts';
import { artefactOf } from './artefactOf.ts';
import { type Extract, extract } from './extract.ts';
import type { Findings } from './findings.ts';
import { isoOf } from './instants.ts';
import { type AccountVerdict, judge, judgeAccounts, judgeByDate, judgeUncalibrated, type Verdict } from './judge.ts';
import { takeInt32, takeUint8 } from './take.ts';
import { championOfTournament, holdTournament } from './tournament.ts';
import type { Workbench } from './workbench.ts';

/** A trained champion of the tournament, judged, with the gates that let it through or held it. */
export interface Training {
  readonly artefact: Artefact;
  readonly findings: Findings;
}

/**
 * Trains a program's models on what was known before an instant, and judges them on the latest dates.
 *
 * Nothing is written. The same data, program and instant give the same model, byte for byte.
 *
 * @throws HandraiseError `data` when a class is missing altogether or history is too short to split.
 */
export async function train(
  workbench: Workbench,
  name: string,
  program: Program,
  knownBefore: Instant,
): Promise<Training> {
  const { progress } = workbench;
  const read = await extract(workbench, program, {
    knownBefore,
    snapshotsOf: (population) => trainingSnapshots(population, program),
  });
  const split = splitSnapshots(read.population, read.snapshots, program);
  const counts = countsOf(read.snapshots, split);
  const fallback = isTooLittle(counts, program);

  progress.stage('auditing features');
  const audit = auditFeatures({
    features: read.features.features,
    table: read.features.table,
    label: read.snapshots.label,
    trainRows: split.train,
    exclude: program.exclude.features,
  });
  const table = selectColumns(read.features.table, keptFeatures(audit));
  const entrants = holdTournament(table, read.snapshots, split, program, (family) =>
    progress.stage(`fitting ${family} on ${split.train.length} snapshots`),
  );
  const champion = championOfTournament(entrants, fallback);

  progress.stage(`judging on ${split.test.length} snapshots of later dates`);
  const verdicts = entrants.map((entrant) => judge(entrant, read, split.test, program.seed));
  const best = verdicts.find((verdict) => verdict.entrant === champion)!;
  const accounts = judgeAccounts(champion, read, split, program.seed);
  const gates = promotionGates({
    counts,
    minimum: program.minimum,
    againstBaseRate: against(best, verdictOf(verdicts, 'base-rate'), read, split, program.seed),
    againstPoints:
      champion.family === 'points' ? null : against(best, verdictOf(verdicts, 'points'), read, split, program.seed),
    calibrationSlope: best.evaluation.metrics.calibrationSlope,
    fallback,
  });
  const findings = findingsOf({ name, program, read, split, audit, verdicts, best, fallback, accounts, gates });
  const artefact = artefactOf({ name, program, read, best, accounts, counts, fallback, findings });
  return { artefact, findings };
}

function countsOf({ label }: Snapshots, split: Split): DataCounts {
  const positives = (rows: Int32Array) => rows.reduce((sum, row) => sum + label[row]!, 0);
  const trainPositives = positives(split.train);
  const trainNegatives = split.train.length - trainPositives;
  const calibrationPositives = positives(split.calibration);
  if (trainPositives === 0 || trainNegatives === 0) throw oneClass('training', trainPositives, trainNegatives);
  if (calibrationPositives === 0 || calibrationPositives === split.calibration.length)
    throw oneClass('calibration', calibrationPositives, split.calibration.length - calibrationPositives);
  return { trainPositives, trainNegatives, testPositives: positives(split.test) };
}

function oneClass(side: string, positives: number, negatives: number): HandraiseError {
  return new HandraiseError('data', `the ${side} dates hold ${positives} conversions and ${negatives} others`, {
    hint: 'a model needs both: at least 40 conversions and 40 others in training. Check the outcome and its dates: handraise check',
  });
}

function isTooLittle(counts: DataCounts, { minimum }: Program): boolean {
  return (
    counts.trainPositives < minimum.trainPositives ||
    counts.trainNegatives < minimum.trainNegatives ||
    counts.testPositives < minimum.testPositives
  );
}

function verdictOf(verdicts: readonly Verdict[], family: string): Verdict {
  return verdicts.find((verdict) => verdict.entrant.family === family)!;
}

function against(one: Verdict, other: Verdict, { snapshots }: Extract, { test }: Split, seed: number): Estimate {
  return compareLogLoss(
    {
      probabilities: one.probabilities,
      other: other.probabilities,
      label: takeUint8(snapshots.label, test),
      unit: takeInt32(snapshots.unit, test),
    },
    { seed },
  );
}

function findingsOf(of: {
  readonly name: string;
  readonly program: Program;
  readonly read: Extract;
  readonly split: Split;
  readonly audit: readonly AuditFinding[];
  readonly verdicts: readonly Verdict[];
  readonly best: Verdict;
  readonly fallback: boolean;
  readonly accounts: AccountVerdict;
  readonly gates: GateVerdict;
}): Findings {
  const { name, program, read, split, verdicts, best } = of;
  const sentences = new Map(read.features.features.map((feature) => [feature.name, feature.sentence]));
  return {
    program: name,
    title: program.title ?? name,
    family: best.entrant.family,
    fallback: of.fallback,
    outcome: program.outcome.kind ?? 'outcome',
    horizonDays: program.horizonDays,
    lookbackDays: program.lookbackDays,
    unit: program.unit,
    sides: (['train', 'calibration', 'test'] as const).map((side) => sideOf(side, read.snapshots, split[side])),
    contestants: verdicts.map(({ entrant, evaluation }) => ({
      family: entrant.family,
      champion: entrant === best.entrant,
      validationLogLoss: entrant.validationLogLoss,
      test: evaluation,
    })),
    uncalibrated: judgeUncalibrated(best, read, split.test, program.seed),
    calibrationMethod: best.entrant.calibrator.method,
    byDate: judgeByDate(best, read, split.test, program),
    ledgers: [
      { name: 'Snapshots', ledger: read.snapshots.ledger },
      { name: 'Split', ledger: split.ledger },
    ],
    anomalies: read.anomalies,
    strengths: best.entrant.model
      .importance()
      .filter(({ strength }) => strength > 0)
      .map(({ feature, strength }) => ({ feature, strength, sentence: sentences.get(feature) ?? feature })),
    audit: of.audit,
    ...(of.accounts.evaluation ? { accounts: of.accounts.evaluation } : {}),
    gates: of.gates.findings,
    warnings: warningsOf(of.fallback, program, best),
    seed: program.seed,
    dataFingerprint: read.fingerprint,
  };
}

function sideOf(side: 'train' | 'calibration' | 'test', snapshots: Snapshots, rows: Int32Array) {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  let positives = 0;
  for (const row of rows) {
    from = Math.min(from, snapshots.asOf[row]!);
    to = Math.max(to, snapshots.asOf[row]!);
    positives += snapshots.label[row]!;
  }
  return { side, from: isoOf(from), to: isoOf(to), rows: rows.length, positives };
}

function warningsOf(fallback: boolean, program: Program, best: Verdict): string[] {
  const warnings: string[] = [];
  const { minimum } = program;
  if (fallback)
    warnings.push(
      `There is too little data to learn from (at least ${minimum.trainPositives} conversions and ${minimum.trainNegatives} others in training and ${minimum.testPositives} conversions on the test dates are asked for): a points score stands in.`,
    );
  const { calibrationSlope, ece } = best.evaluation.metrics;
  if (calibrationSlope.low > 1 || calibrationSlope.high < 1)
    warnings.push('The interval of the calibration slope leaves out 1: probabilities are too timid or too bold.');
  if (ece.value > 0.02)
    warnings.push(`Probabilities are off by ${(100 * ece.value).toFixed(1)} percentage points on average (ECE).`);
  if (best.evaluation.positives < 100)
    warnings.push(`Only ${best.evaluation.positives} conversions fall on the test dates: every figure is uncertain.`);
  return warnings;
}
