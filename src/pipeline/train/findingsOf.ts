import type { Program } from '../../config/schema.ts';
import type { Estimate } from '../../evaluation/evaluation.ts';
import type { AuditFinding } from '../../features/feature.ts';
import type { FamilyName } from '../../model/families.ts';
import { notice } from '../../notice/notice.ts';
import type { Snapshots, Split } from '../../snapshot/snapshots.ts';
import { isoOf } from '../../time/instant.ts';
import { sentenceOf } from '../../wording/sentenceOf.ts';
import type { Extract } from '../extract/extract.ts';
import { featureUseOf } from '../featureUse.ts';
import type { Findings } from '../findings.ts';
import { type AccountVerdict, judgeByDate, judgeUncalibrated, type Verdict } from '../judge.ts';
import { judgeInUse, judgeOverTime } from '../judgeInUse.ts';
import { judgeSlices, missingSlices, sliceWarnings } from '../sliceVerdict.ts';
import { takeFloat64 } from '../take.ts';
import { tooGoodSentences } from '../tooGood.ts';
import type { Entrant } from '../tournament.ts';
import type { Tuning } from '../tuneFamilies.ts';
import { shortHistoryOf, shortHistorySentences } from './shortHistory.ts';

/** Gathers what training found out, what the gates say of it apart, for the artefact, the report and the terminal. */
export function findingsOf(of: {
  readonly name: string;
  readonly program: Program;
  /** As the configuration has it, before the record cut its dates and windows. */
  readonly configured: Program;
  readonly read: Extract;
  readonly split: Split;
  readonly audit: readonly AuditFinding[];
  readonly verdicts: readonly Verdict[];
  /** Of the tournament. */
  readonly winner: Entrant;
  readonly best: Verdict;
  /** By family, log loss of the champion minus that family's on the test dates. */
  readonly differences: ReadonlyMap<FamilyName, Estimate>;
  readonly fallback: boolean;
  readonly accounts: AccountVerdict;
  readonly tuning: Tuning;
}): Omit<Findings, 'gates'> {
  const { name, program, read, split, verdicts, best } = of;
  const dates = takeFloat64(read.snapshots.asOf, split.test);
  const slices = program.slices && judgeSlices(best, read, split.test, program);
  const sentences = new Map(read.features.features.map((feature) => [feature.name, feature.sentence]));
  const contestants = verdicts.map(({ entrant, evaluation }) => {
    const championDifference = of.differences.get(entrant.family);
    return {
      family: entrant.family,
      champion: entrant === best.entrant,
      validationLogLoss: entrant.validationLogLoss,
      ...(championDifference ? { championDifference } : {}),
      test: evaluation,
    };
  });
  const short = shortHistoryOf(of.configured, read, split);
  const used = featureUseOf(best, read, split.test, program.seed, (feature) => sentences.get(feature) ?? feature);
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
    contestants,
    ...(of.tuning.trials ? { trials: of.tuning.trials } : {}),
    uncalibrated: judgeUncalibrated(best, read, split.test, program.seed),
    ...(short ? { shortHistory: short } : {}),
    calibrationMethod: best.entrant.calibrator.method,
    byDate: judgeByDate(best, read, split.test, program),
    ...judgeOverTime(best, read, split.test, program, dates),
    ...judgeInUse(best, read, split.test, program, dates),
    ledgers: [
      { name: 'Snapshots', ledger: read.snapshots.ledger },
      { name: 'Split', ledger: split.ledger },
    ],
    anomalies: read.anomalies,
    ...used,
    audit: of.audit,
    ...(slices ? { slices } : {}),
    ...(of.accounts.evaluation ? { accounts: of.accounts.evaluation } : {}),
    warnings: [
      ...(short ? shortHistorySentences(short) : []),
      ...tooGoodSentences({ contestants, strengths: used.strengths, audit: of.audit }),
      ...warningsOf(of.fallback, program, of.winner, best, split.byUnit),
      ...of.tuning.warnings,
      ...sliceWarnings(slices ?? []),
      ...missingSlices(program, read),
      ...(read.filtered.length > 0 ? [sentenceOf(notice('training-rows-hidden', { tables: read.filtered }))] : []),
      ...read.remarks,
    ],
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

function warningsOf(fallback: boolean, program: Program, winner: Entrant, best: Verdict, byUnit: boolean): string[] {
  const [calibrationSide, testSide] = byUnit ? ['calibration rows', 'test rows'] : ['calibration dates', 'test dates'];
  const warnings = [...(best.entrant.model.warnings ?? [])];
  const { minimum } = program;
  if (winner !== best.entrant)
    warnings.push(
      `The ${winner.family} model was ahead on the ${calibrationSide}, but did not beat the points score on the ${testSide}: the points score, which is simpler, takes its place.`,
    );
  if (fallback)
    warnings.push(
      `There is too little data to learn from (at least ${minimum.trainPositives} conversions and ${minimum.trainNegatives} others in training and ${minimum.testPositives} conversions on the ${testSide} are asked for): a points score stands in.`,
    );
  const { calibrationSlope, ece } = best.evaluation.metrics;
  if (calibrationSlope.low > 1 || calibrationSlope.high < 1)
    warnings.push('The interval of the calibration slope leaves out 1: probabilities are too timid or too bold.');
  if (ece.value > 0.02)
    warnings.push(`Probabilities are off by ${(100 * ece.value).toFixed(1)} percentage points on average (ECE).`);
  if (best.evaluation.positives < 100)
    warnings.push(
      `Only ${best.evaluation.positives} conversions ${byUnit ? 'are among the test rows' : 'fall on the test dates'}: every figure is uncertain.`,
    );
  return warnings;
}
