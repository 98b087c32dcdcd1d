import { notice } from '../../src/notice/notice.ts';
import { sigmoid } from '../../src/numeric/special.ts';
import type { CalibrationReportData } from '../../src/report/reportData.ts';
import type { FeatureStrength, FeatureUse } from '../../src/training/trainingResult.ts';

/** Invented measurements on the test rows: of all strengths but the last two a permutation, and six curves. */
export function sampleFeatureUse(
  strengths: readonly FeatureStrength[],
): Pick<CalibrationReportData, 'strengths' | 'featureUse'> {
  return {
    strengths: strengths.map((one, i) => ({
      ...one,
      contribution: one.strength * 0.93,
      ...(i < strengths.length - 2
        ? {
            permutation: {
              logLoss: {
                value: one.strength / 40 - 0.001,
                low: one.strength / 52 - 0.0024,
                high: one.strength / 33 + 0.0003,
              },
              rocAuc: one.strength / 6 - 0.004,
              rocAucDeviation: 0.0021,
            },
          }
        : {}),
    })),
    featureUse: {
      shuffles: 5,
      level: 0.95,
      shuffledRows: 6_200,
      contributionRows: 2_000,
      dependenceRows: 1_000,
      curves: [
        ...strengths.slice(0, 4).map(({ feature, sentence, strength }) => counts(feature, sentence, strength)),
        {
          feature: 'seniority',
          sentence: 'seniority read from the job title, such as director or head of department',
          points: ['Specialist', 'Manager level', 'Head of department', 'Director level', 'C-level'].map(
            (value, i) => ({
              value,
              probability: 0.021 + 0.013 * i,
              share: [0.41, 0.22, 0.12, 0.05, 0.02][i]!,
            }),
          ),
          missing: { probability: 0.019, share: 0.18 },
        },
        {
          feature: 'attribute:country',
          sentence: 'country',
          points: Array.from({ length: 12 }, (_, i) => ({
            value: `Country of the ${i + 1}th most rows`,
            probability: 0.03 + 0.02 * Math.sin(i),
            share: 0.2 / (i + 1),
          })),
          others: { levels: 41, probability: 0.037, share: 0.379 },
        },
      ],
    },
  };
}

function counts(feature: string, sentence: string, strength: number): FeatureUse['curves'][number] {
  const values = [0, 1, 2, 3, 4, 5, 6, 8, 9, 11, 13, 15, 18, 21, 26, 31, 40, 58, 97, 1_204];
  return {
    feature,
    sentence,
    points: values.map((value, i) => ({
      value,
      probability: sigmoid(-3.6 + strength * Math.log1p(value) * 0.6),
      share: i === 0 ? 0.7 : 0.3 * 0.25 * 0.75 ** (i - 1),
    })),
  };
}

/** The report of a model of so many features, of which one in seven is excluded and one in eleven warned of. */
export function wideCalibrationReport(data: CalibrationReportData, features: number): CalibrationReportData {
  const names = Array.from({ length: features }, (_, i) => `attribute:imported_field_of_the_crm_${i}`);
  const audited = (feature: string, i: number) => ({
    ...data.audit[0]!,
    feature,
    ...(i % 7 === 0
      ? { verdict: 'excluded' as const, reasons: [notice('knows-outcome', { auc: 0.9 + i / 10_000, byRanges: false })] }
      : i % 11 === 0
        ? { verdict: 'warned' as const, reasons: [notice('large-shift', { psi: 0.25 + (i % 50) / 100, from: 0.25 })] }
        : { verdict: 'kept' as const, reasons: [] }),
  });
  return {
    ...data,
    ...sampleFeatureUse(
      names.map((feature, i) => ({
        feature,
        sentence: `what the imported field number ${i} of the CRM says of the contact`,
        strength: 0.7 / (1 + i / 20),
      })),
    ),
    audit: names.map(audited),
  };
}
