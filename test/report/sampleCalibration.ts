import { calibrationOverTime } from '../../src/evaluation/calibrationOverTime.ts';
import { confusionAt } from '../../src/evaluation/confusion.ts';
import { precisionAtK } from '../../src/evaluation/precisionAtK.ts';
import type { Slice } from '../../src/evaluation/slices.ts';
import type { AuditFinding } from '../../src/features/feature.ts';
import { gateNotice, notice } from '../../src/notice/notice.ts';
import { Random } from '../../src/numeric/random.ts';
import { sigmoid } from '../../src/numeric/special.ts';
import type { CalibrationReportData } from '../../src/report/reportData.ts';
import { sampleDifference, sampleEvaluation } from './sampleEvaluation.ts';
import { sampleFeatureUse } from './sampleFeatureUse.ts';
import { sampleRollUps } from './sampleRollUps.ts';

const kinds = [
  ['pricing_page_view', 'Pricing page', 'views of the pricing page'],
  ['webinar_attended', 'Webinars', 'webinars attended'],
  ['email_open', 'E-mail opens', 'e-mails opened'],
  ['email_click', 'E-mail clicks', 'links clicked in e-mails'],
  ['docs_visit', 'Documentation', 'visits to the documentation'],
  ['form_started', 'Forms', 'forms started'],
] as const;

const declared = (availability: AuditFinding['availability']) => ({
  availability,
});

const sampleFinding: Omit<AuditFinding, 'feature'> = {
  ...declared('event-time'),
  missingShare: 0,
  psi: 0.03,
  auc: 0.5,
  association: 0,
  missingAuc: 0.5,
  verdict: 'kept',
  reasons: [],
};

/** A calibration report of an invented company; the same bytes for the same seed. */
export function sampleCalibrationReport(seed = 4): CalibrationReportData {
  const random = new Random(seed);
  const rows = 6_200;
  const truth = Array.from({ length: rows }, () => -3.7 + 1.35 * random.normal());
  const label = truth.map((margin) => (random.next() < sigmoid(margin) ? 1 : 0));
  const estimate = truth.map((margin) => margin + 0.3 * random.normal());
  const best = estimate.map((margin) => sigmoid(-0.1 + 0.96 * margin));
  const scored = truth.map((margin) => sigmoid(-3.3 + 0.55 * (margin + 3.7) + 0.55 * random.normal()));
  const same = truth.map(() => 0.043);
  const champion = sampleEvaluation(best, label);
  const strengths = kinds.flatMap(([kind, , words], i) =>
    [7, 30, 90].map((days, j) => ({
      feature: `count:${kind}:${days}d`,
      sentence: `${words} in the last ${days} days`,
      strength: 0.62 / (1 + i * 0.55 + j * 0.8),
    })),
  );
  strengths.push(
    {
      feature: 'seniority',
      sentence: 'seniority read from the job title, such as director or head of department',
      strength: 0.33,
    },
    { feature: 'tenure', sentence: 'days since the contact entered the CRM', strength: 0.18 },
    { feature: 'corporate_email', sentence: 'whether the e-mail address is a company’s', strength: 0.12 },
    { feature: 'attribute:country', sentence: 'country', strength: 0.04 },
  );
  strengths.sort((a, b) => b.strength - a.strength);
  const accounts = sampleEvaluation(
    truth.slice(0, 1_800).map((margin) => sigmoid(0.8 + margin)),
    truth.slice(0, 1_800).map((margin) => (random.next() < sigmoid(0.75 + margin) ? 1 : 0)),
  );
  return {
    program: 'default',
    title: 'Who will ask for a demo?',
    modelId: 'default-20260301-5f2c9a10',
    family: 'logistic',
    fallback: false,
    outcome: 'demo request',
    horizonDays: 60,
    lookbackDays: [7, 30, 90],
    unit: 'account',
    generatedAt: '2026-03-01T08:12:45Z',
    sides: [
      { side: 'train', from: '2024-06-01T00:00:00Z', to: '2025-04-01T00:00:00Z', rows: 61_204, positives: 2_711 },
      { side: 'calibration', from: '2025-06-01T00:00:00Z', to: '2025-07-01T00:00:00Z', rows: 12_310, positives: 566 },
      {
        side: 'test',
        from: '2025-09-01T00:00:00Z',
        to: '2025-12-01T00:00:00Z',
        rows,
        positives: champion.positives,
      },
    ],
    candidateModels: [
      {
        family: 'base-rate',
        selected: false,
        validationLogLoss: 0.1861,
        difference: sampleDifference(best, same, label),
        test: sampleEvaluation(same, label),
      },
      {
        family: 'points',
        selected: false,
        validationLogLoss: 0.1702,
        difference: sampleDifference(best, scored, label),
        test: sampleEvaluation(scored, label),
      },
      { family: 'logistic', selected: true, validationLogLoss: 0.1538, test: champion },
    ],
    uncalibrated: sampleEvaluation(
      estimate.map((margin) => sigmoid(0.7 + 1.25 * margin)),
      label,
    ),
    calibrationMethod: 'platt',
    byDate: ['2025-09-01', '2025-10-01', '2025-11-01', '2025-12-01'].map((date, i) => ({
      asOf: `${date}T00:00:00Z`,
      rows: 1_550,
      positives: [66, 71, 58, 74][i]!,
      meanPredicted: [0.0421, 0.0433, 0.0409, 0.0446][i]!,
      rocAuc: [0.801, 0.793, 0.776, 0.812][i]!,
      logLoss: [0.152, 0.158, 0.149, 0.161][i]!,
    })),
    ...sampleInUse(best, label),
    ledgers: [
      {
        name: 'Training and judging: every contact at every as-of date',
        ledger: {
          considered: 312_480,
          kept: 92_114,
          excluded: {
            'excluded by the program': 1_204,
            'not yet created': 141_020,
            'already converted': 24_518,
            'open opportunity': 13_377,
            suppressed: 9_246,
            'horizon not yet over': 31_001,
          },
        },
      },
      {
        name: 'Splitting in time',
        ledger: {
          considered: 92_114,
          kept: 79_714,
          excluded: { 'gap before the test dates': 8_310, 'unit on another side': 4_090 },
        },
      },
    ],
    anomalies: { 'events of unknown contacts': 1_377, 'duplicate events': 912, 'timestamps in the future': 14 },
    ...sampleFeatureUse(strengths),
    audit: [
      ...strengths.map(({ feature, strength }) => ({
        ...sampleFinding,
        feature,
        ...(feature.startsWith('attribute') ? declared('stable') : {}),
        missingShare: feature === 'seniority' ? 0.18 : 0,
        psi: 0.02 + strength / 20,
        auc: 0.5 + strength * 0.35,
        association: strength / 4,
        reasons: feature === 'seniority' ? [notice('some-shift', { psi: 0.12 })] : [],
      })),
      {
        ...sampleFinding,
        feature: 'attribute:lead_status',
        ...declared('stable'),
        missingShare: 0.02,
        psi: 1.31,
        auc: 0.781,
        association: 0.42,
        missingAuc: 0.503,
        verdict: 'excluded',
        reasons: [
          notice('follows-outcomes', {
            ...{
              declared: 'stable',
              converted: { rows: 1000, differing: 718 },
              others: { rows: 1000, differing: 124 },
            },
            example: {
              ...{ entity: 'contact', attribute: 'lead_status', cleared: false, value: 'in talks', on: '2025-03-02' },
              sinceOutcome: 3 * 86_400_000_000,
            },
          }),
        ],
      },
      {
        ...sampleFinding,
        feature: 'attribute:owner',
        ...declared('current-state'),
        missingShare: 0.31,
        auc: 0.62,
        verdict: 'excluded',
        reasons: [notice('only-todays-value', {})],
      },
      {
        ...sampleFinding,
        feature: 'tenure:account',
        ...declared('created-with'),
        psi: 0.41,
        verdict: 'warned',
        reasons: [notice('large-shift', { psi: 0.41, from: 0.25 })],
      },
      {
        ...sampleFinding,
        feature: 'recency:trial_login',
        auc: 0.913,
        association: 0.61,
        verdict: 'warned',
        reasons: [
          notice('kept-against-advice', { by: 'configuration', reason: 'logins are dated by our own product' }),
          notice('knows-outcome', { auc: 0.913, byRanges: false }),
        ],
        override: 'logins are dated by our own product',
      },
      {
        ...sampleFinding,
        feature: 'count:fax_sent:90d',
        psi: Number.NaN,
        auc: Number.NaN,
        association: Number.NaN,
        missingAuc: Number.NaN,
        verdict: 'excluded',
        reasons: [notice('one-value', {})],
      },
    ],
    accounts,
    accountRollUps: sampleRollUps(accounts),
    slices: [
      {
        title: 'industry',
        level: 0.983,
        slices: [
          sampleSlice('software', {
            rows: 1200,
            positives: 80,
            expected: 71.2,
            ratio: { value: 1.12, low: 0.86, high: 1.41 },
          }),
          sampleSlice('retail & <b>trade</b>', {
            rows: 400,
            positives: 9,
            expected: 21.3,
            ratio: { value: 0.42, low: 0.17, high: 0.8 },
            failing: true,
          }),
          sampleSlice('no value', {
            rows: 12,
            positives: 0,
            expected: 0.4,
            ratio: { value: 0, low: Number.NaN, high: Number.NaN },
            rocAuc: Number.NaN,
          }),
        ],
      },
    ],
    gates: [
      gateNotice('minimum data', 'minimum-data', false, {
        counts: { trainPositives: 2711, trainNegatives: 60_289, testPositives: 269 },
        minimum: { trainPositives: 40, trainNegatives: 40, testPositives: 20 },
        fallback: false,
        timeTested: true,
      }),
      gateNotice('base rate', 'against-base-rate', false, {
        difference: { value: -0.0294, low: -0.0368, high: -0.0221 },
      }),
      gateNotice('calibration', 'calibration-slope', false, {
        slope: { value: 0.93, low: 0.81, high: 1.04 },
        recalibrated: false,
      }),
    ],
    warnings: [notice('off-on-average', { ece: 0.023 }), notice('slice-unknown', { feature: 'plan' })],
    seed: 1,
    dataFingerprint: '9c1185a5c5e9fc54612808977ee8f548b2258d31aa2a5f3f8c1e0a4f7a6d2b10',
  };
}

/** Four test dates, and tier A as one week of work of 40 on each. */
function sampleInUse(
  best: readonly number[],
  label: readonly number[],
): Pick<CalibrationReportData, 'cameOfExpected' | 'overTime' | 'bestRows' | 'threshold'> {
  const input = {
    probabilities: Float64Array.from(best),
    label: Uint8Array.from(label),
    unit: Int32Array.from(best, (_, row) => Math.floor(row / 4.6)),
  };
  const options = { seed: 3, resamples: 60 };
  const date = Float64Array.from(best, (_, row) => Date.UTC(2025, 8 + Math.floor((4 * row) / best.length)));
  const iso = (time: number) => new Date(time).toISOString();
  return {
    cameOfExpected: { value: 0.98, low: 0.86, high: 1.09 },
    overTime: calibrationOverTime(input, { date, group: date }, 3).map((period) => ({
      ...period,
      from: iso(period.from),
      to: iso(period.to),
    })),
    bestRows: precisionAtK(input, [10, 50, 100, 160, 1_000, 5_000], options),
    threshold: {
      basis: { perWeek: 40, times: 4, per: 'date' },
      confusion: confusionAt(input, best.toSorted((a, b) => b - a)[159]!, options),
    },
  };
}

function sampleSlice(
  name: string,
  figures: Pick<Slice, 'rows' | 'positives' | 'expected' | 'ratio'> & Partial<Slice>,
): Slice {
  return { name, units: Math.ceil(figures.rows / 3), rocAuc: 0.71, failing: false, ...figures };
}
