import { z } from 'zod';
import type { Evaluation } from '../evaluation/evaluation.ts';
import type { AuditFinding } from '../features/feature.ts';
import { familyNames } from '../model/families.ts';
import { calibrationVerdictFigures } from '../notice/calibrationVerdict.ts';
import { gateNoticeSchema, noticeSchema } from '../notice/noticeSchema.ts';
import { rollUpMethods } from '../ranking/accounts/rollUps.ts';
import type { Ledger } from '../snapshot/ledger.ts';
import { tunedFamilies } from '../tuning/settings.ts';
import { resultVersion, type TrainingResult } from './trainingResult.ts';

const count = z.number().int().min(0);
const instant = z.number().int();
/** JSON has null where a figure cannot be told. */
const figure = z.union([z.number(), z.null().transform(() => Number.NaN), z.nan()]);
const plain = z.string();

const estimate = z.object({ value: figure, low: figure, high: figure, skipped: count.exactOptional() });
const reliability = z.array(
  z.object({ rows: count, meanPredicted: figure, observed: figure, low: figure, high: figure }),
);
const line = z.object({ intercept: figure, slope: figure });

const evaluation: z.ZodType<Evaluation> = z.object({
  ...{ rows: count, positives: count, units: count, level: figure },
  metrics: z.object({
    ...{ rocAuc: estimate, averagePrecision: estimate, logLoss: estimate, brier: estimate, ece: estimate },
    ...{ calibrationSlope: estimate, calibrationIntercept: estimate },
    liftAt: z.array(z.object({ share: figure, k: count, lift: estimate, precision: estimate })),
  }),
  reliability,
  gains: z.array(z.object({ share: figure, gain: figure, lift: figure })),
  histogram: z.array(figure),
});

const side = z.object({
  side: z.enum(['train', 'calibration', 'test']),
  ...{ from: instant.exactOptional(), to: instant.exactOptional(), rows: count, positives: count },
});

const candidateModel = z.object({
  ...{ family: z.enum(familyNames), selected: z.boolean(), validationLogLoss: figure },
  ...{ difference: estimate.exactOptional(), test: evaluation },
});

const accountRollUp = z.object({
  ...{ method: z.enum(rollUpMethods), selected: z.boolean(), validationLogLoss: figure },
  gain: z.object({ value: figure, error: figure }).exactOptional(),
  ...{ difference: estimate.exactOptional(), test: evaluation },
});

const trial = z.object({
  ...{ number: count, family: z.enum(tunedFamilies), settings: z.record(plain, figure), isDefault: z.boolean() },
  ...{ judged: count, of: count, logLoss: figure },
  difference: z.object({ value: figure, error: figure }).exactOptional(),
  end: z.enum(['chosen', 'finished', 'stopped', 'out of time']),
});

const calibrationVerdict = z.object({
  ...{ code: plain, kind: z.literal('calibration-verdict'), severity: z.literal('info') },
  figures: calibrationVerdictFigures['calibration-verdict'],
});

const recalibration = z.object({
  ...{ modelId: plain, from: instant, to: instant, line, pValue: figure, dataFingerprint: plain },
  ...{ before: evaluation, after: evaluation, difference: estimate },
});

const deployment = z.object({
  ...{ from: instant.exactOptional(), to: instant.exactOptional(), rows: count, positives: count },
  ...{ calibrationMethod: plain, correction: line.exactOptional() },
});

const basis = z.union([
  z.object({ perWeek: figure, times: figure, per: z.enum(['date', 'week']) }),
  z.object({ probability: figure }),
  z.object({ share: figure }),
]);

const confusion = z.object({
  ...{ threshold: figure, truePositives: count, falsePositives: count, falseNegatives: count, trueNegatives: count },
  ...{ expected: figure, precision: estimate, recall: estimate },
});

const point = { probability: figure, share: figure };
const curve = z.object({
  ...{ feature: plain, sentence: plain },
  points: z.array(z.object({ ...point, value: z.union([plain, figure]) })),
  others: z.object({ ...point, levels: count }).exactOptional(),
  missing: z.object(point).exactOptional(),
});

const auditFinding = z.object({
  feature: plain,
  availability: z.enum(['event-time', 'stable', 'created-with', 'history', 'current-state', 'undated']),
  ...{ missingShare: figure, psi: figure, auc: figure, shapedAuc: figure.exactOptional() },
  ...{ association: figure, missingAuc: figure, verdict: z.enum(['kept', 'warned', 'excluded']) },
  reasons: z.array(noticeSchema) as unknown as z.ZodType<AuditFinding['reasons']>,
  ...{ mayKnowOutcome: z.literal(true).exactOptional(), override: plain.exactOptional() },
});

const slices = z.object({
  ...{ title: plain, level: figure },
  slices: z.array(
    z.object({
      ...{ name: plain, rows: count, positives: count, units: count },
      ...{ expected: figure, ratio: estimate, rocAuc: figure, failing: z.boolean() },
    }),
  ),
});

/**
 * The result of a training as artefacts hold it, read back: figures that are null there are NaN. Keys it does not know, such as an older
 * version may have had, are left out.
 */
export const trainingResultSchema: z.ZodType<TrainingResult> = z.object({
  version: z.literal(resultVersion),
  ...{ program: plain, title: plain, family: plain, fallback: z.boolean(), outcome: plain },
  ...{ horizonDays: figure, lookbackDays: z.array(figure), unit: z.enum(['account', 'contact', 'row', 'group']) },
  ...{ sides: z.array(side), candidateModels: z.array(candidateModel), trials: z.array(trial).exactOptional() },
  ...{ uncalibrated: evaluation, calibrationMethod: plain, recalibration: recalibration.exactOptional() },
  ...{ correction: line.exactOptional(), deployed: deployment.exactOptional() },
  byDate: z.array(
    z.object({
      ...{ asOf: instant, rows: count, positives: count, meanPredicted: figure, rocAuc: figure, logLoss: figure },
    }),
  ),
  cameOfExpected: estimate.exactOptional(),
  calibrationVerdict: calibrationVerdict.exactOptional(),
  overTime: z
    .array(
      z.object({
        ...{ from: instant, to: instant, rows: count, positives: count, units: count },
        ...{ expected: figure, ratio: estimate, reliability },
      }),
    )
    .exactOptional(),
  bestRows: z.array(z.object({ k: count, precision: estimate })).exactOptional(),
  threshold: z.object({ basis, confusion }).exactOptional(),
  ledgers: z.array(
    z.object({
      name: plain,
      ledger: z.object({
        considered: count,
        kept: count,
        excluded: z.record(plain, count) as z.ZodType<Ledger['excluded']>,
      }),
    }),
  ),
  anomalies: z.record(plain, count),
  strengths: z.array(
    z.object({
      ...{ feature: plain, sentence: plain, strength: figure, contribution: figure.exactOptional() },
      permutation: z.object({ logLoss: estimate, rocAuc: figure, rocAucDeviation: figure }).exactOptional(),
    }),
  ),
  featureUse: z
    .object({
      ...{ shuffles: count, level: figure, shuffledRows: count, contributionRows: count, dependenceRows: count },
      curves: z.array(curve),
    })
    .exactOptional(),
  audit: z.array(auditFinding),
  slices: z.array(slices).exactOptional(),
  accounts: evaluation.exactOptional(),
  accountRollUps: z.array(accountRollUp).exactOptional(),
  gates: z.array(gateNoticeSchema),
  shortHistory: z
    .object({
      ...{ begins: instant, firstDate: instant, askedDays: z.array(figure), usedDays: z.array(figure) },
      timeTested: z.boolean(),
    })
    .exactOptional(),
  warnings: z.array(noticeSchema),
  flatFile: z
    .object({
      ...{ file: plain, label: noticeSchema, split: noticeSchema, groups: z.array(noticeSchema), rows: count },
      withoutWarned: z.object({ left: z.array(plain), rocAuc: figure }).exactOptional(),
    })
    .exactOptional(),
  ...{ seed: z.number().int(), dataFingerprint: plain },
});
