import { basename } from 'node:path';
import type { Estimate } from '../../evaluation/evaluation.ts';
import type { FamilyName } from '../../model/families.ts';
import { isoOf } from '../../time/instant.ts';
import { featureUseOf } from '../featureUse.ts';
import type { Findings } from '../findings.ts';
import { judgeByDate, judgeUncalibrated, type Verdict } from '../judge.ts';
import { judgeInUse, judgeOverTime } from '../judgeInUse.ts';
import { takeFloat64 } from '../take.ts';
import { tooGoodSentences } from '../tooGood.ts';
import type { FlatTable } from './flatTable.ts';
import { groupSentences } from './groupSentences.ts';
import { labelSentence } from './labelSentence.ts';
import type { TableOptions } from './options.ts';
import { splitSentence } from './remarks.ts';

/** Every row has a time of its own. */
const relative = { cutoffs: { daysAfterCreation: 0 } };

/** Gathers what was found out about a flat file in the form of any other model's findings. */
export function tableFindings(of: {
  readonly options: TableOptions;
  readonly read: FlatTable;
  readonly verdicts: readonly Verdict[];
  readonly best: Verdict;
  readonly differences: ReadonlyMap<FamilyName, Estimate>;
  readonly fallback: boolean;
  readonly gates: Findings['gates'];
  readonly warnings: readonly string[];
  readonly withoutWarned: { readonly left: readonly string[]; readonly rocAuc: number } | null;
}): Findings {
  const { options, read, verdicts, best } = of;
  const { split, label, time } = read;
  const outcome = `${label.name} = ${label.positive}`;
  const contestants = verdicts.map((verdict) => {
    const { family, validationLogLoss } = verdict.entrant;
    const championDifference = of.differences.get(family);
    return {
      family,
      champion: verdict === best,
      validationLogLoss,
      ...(championDifference ? { championDifference } : {}),
      test: verdict.evaluation,
    };
  });
  const used = featureUseOf(best, read, split.test, options.seed, (feature) => feature);
  return {
    program: basename(options.file),
    title: outcome,
    family: best.entrant.family,
    fallback: of.fallback,
    outcome,
    horizonDays: 0,
    lookbackDays: [],
    unit: best.evaluation.units === best.evaluation.rows ? 'row' : 'group',
    sides: (['train', 'calibration', 'test'] as const).map((side) => ({
      side,
      ...spanOf(time, split[side]),
      rows: split[side].length,
      positives: split[side].reduce((sum, row) => sum + label.values[row]!, 0),
    })),
    contestants,
    uncalibrated: judgeUncalibrated(best, read, split.test, options.seed),
    calibrationMethod: best.entrant.calibrator.method,
    byDate: time ? judgeByDate(best, { snapshots: { asOf: time, label: label.values } }, split.test, relative) : [],
    ...(time
      ? judgeOverTime(best, read, split.test, { ...relative, seed: options.seed }, takeFloat64(time, split.test))
      : {}),
    ...judgeInUse(best, read, split.test, { seed: options.seed }),
    ledgers: [],
    anomalies: read.leftOut,
    ...used,
    audit: read.audit,
    gates: of.gates,
    warnings: [...tooGoodSentences({ contestants, strengths: used.strengths, audit: read.audit }), ...of.warnings],
    flatFile: {
      file: basename(options.file),
      label: `${labelSentence(read.label)}.`,
      split: splitSentence(read),
      groups: groupSentences(read),
      rows: read.file.rows,
      ...(of.withoutWarned ? { withoutWarned: of.withoutWarned } : {}),
    },
    seed: options.seed,
    dataFingerprint: read.file.fingerprint,
  };
}

function spanOf(time: Float64Array | undefined, rows: Int32Array) {
  if (!time) return { from: '', to: '' };
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    if (Number.isNaN(time[row]!)) continue;
    from = Math.min(from, time[row]!);
    to = Math.max(to, time[row]!);
  }
  return to >= from ? { from: isoOf(from), to: isoOf(to) } : { from: '', to: '' };
}
