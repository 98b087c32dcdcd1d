import { type GateNotice, gateNotice } from '../../src/notice/notice.ts';
import type { CalibrationReportData } from '../../src/report/reportData.ts';

const sameDates = gateNotice('champion', 'against-champion', false, {
  ...{
    championId: 'm-0123456789ab',
    rows: 6_200,
    from: '2025-09-01',
    to: '2025-12-01',
    learnedFromThem: false,
    timeTested: true,
  },
  difference: { value: -0.004, low: -0.006, high: -0.002 },
});

const gates: readonly GateNotice[] = [
  gateNotice('minimum data', 'minimum-data', false, {
    counts: { trainPositives: 2711, trainNegatives: 60_289, testPositives: 269 },
    minimum: { trainPositives: 40, trainNegatives: 40, testPositives: 20 },
    fallback: false,
    timeTested: true,
  }),
  sameDates,
];

const estimate = (value: number) => ({ value, low: 0.9 * value, high: 1.1 * value });

/** What is known of a model that was promoted in place of another. */
export function sampleHistory(): Required<Pick<CalibrationReportData, 'decision' | 'serving' | 'changes'>> {
  const side = { from: '2025-06-01T00:00:00Z', to: '2025-08-01T00:00:00Z', rows: 5_100, positives: 204 };
  const previous = {
    ...{ modelId: 'm-0123456789ab', family: 'points', fallback: false, calibrationMethod: 'beta', features: 12 },
    ...{ trained: side, tested: side },
    ...{ rocAuc: estimate(0.71), logLoss: estimate(0.168), calibrationSlope: estimate(0.98) },
  };
  return {
    decision: {
      action: 'promote',
      decidedAt: '2026-03-02T09:00:00Z',
      decidedBy: 'ana',
      reason: 'its gates passed',
      previousModelId: 'm-0123456789ab',
      gates,
    },
    serving: true,
    changes: {
      previous,
      present: {
        ...{ ...previous, modelId: 'm-ba9876543210', family: 'logistic', calibrationMethod: 'platt', features: 13 },
        tested: { from: '2025-09-01T00:00:00Z', to: '2025-12-01T00:00:00Z', rows: 6_200, positives: 269 },
        rocAuc: estimate(0.79),
      },
      ...{ came: ['tenure', 'seniority'], went: ['count:fax_sent:90d'], redefined: [] },
      ...{ sameQuestion: true, sameData: false, sameProgram: false },
      moved: [
        { feature: 'tenure', sentence: 'days since the contact entered the CRM', before: 0, now: 0.081 },
        { feature: 'count:email_open:7d', sentence: 'e-mails opened in the last 7 days', before: 0.3, now: 0.05 },
      ],
      sameDates,
    },
  };
}
