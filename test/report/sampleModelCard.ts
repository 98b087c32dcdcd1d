import { gateNotice } from '../../src/notice/notice.ts';
import type { ModelCardData } from '../../src/report/modelCard/cardData.ts';
import type { CalibrationReportData } from '../../src/report/reportData.ts';
import { artefactVersion } from '../../src/training/artefactSchema.ts';
import { sampleCalibrationReport } from './sampleCalibration.ts';

/** The card of the model of a calibration report, by default of the invented company's. */
export function sampleModelCard(
  report: CalibrationReportData = sampleCalibrationReport(),
  text: (otherwise: string) => string = (otherwise) => otherwise,
): ModelCardData {
  const { modelId, generatedAt: _generatedAt, ...findings } = report;
  return {
    modelId,
    findings,
    artefact: {
      schemaVersion: artefactVersion,
      program: findings.program,
      family: 'logistic',
      fallback: false,
      features: findings.strengths.map(({ feature, sentence }) => ({
        ...{ name: feature, sentence, family: 'eventCount', type: 'number', unit: '', availability: 'event-time' },
        ...{ group: 'events', hash: '0123456789abcdef' },
        phrases: { missing: '', negative: '', zero: '', one: '', many: '' },
      })),
      inputs: {},
      judged: null,
      splitRule: 2 as const,
      accountRollUp: { method: 'noisy-or', parameters: { dependence: 0.25 } },
      outcome: findings.outcome,
      horizonDays: findings.horizonDays,
      lookbackDays: [...findings.lookbackDays],
      cutoffs: { every: 'month', from: '2024-06-01' },
      eventKinds: [],
      highWater: Date.UTC(2026, 1, 27) * 1000,
      minimumData: {
        needed: { trainPositives: 40, trainNegatives: 40, testPositives: 20 },
        found: { trainPositives: 2_711, trainNegatives: 58_493, testPositives: 269 },
      },
      seed: findings.seed,
      dataFingerprint: findings.dataFingerprint,
      configHash: '5b1c4d0e'.repeat(8),
      codeVersion: text('0.1.0'),
    },
    registered: { createdAt: '2026-03-01T08:12:45.123Z', parentModelId: text('m-0a1b2c3d4e5f'), champion: true },
    knownBefore: '2026-03-01T08:09:12.004567Z',
    decisions: [
      {
        action: 'override',
        decidedAt: '2026-03-02T09:00:00Z',
        decidedBy: text('ada'),
        reason: text('the fair is next week'),
        previousModelId: text('m-0a1b2c3d4e5f'),
        gates: [
          gateNotice(text('calibration'), 'older-gate', true, {
            ...{ asked: text('the interval of the slope contains 1'), measured: text('0.5 (0.4 to 0.6)') },
            sentence: text('Its probabilities are off.'),
          }),
        ],
      },
      {
        action: 'refuse',
        decidedAt: '2026-03-01T10:00:00Z',
        decidedBy: text('ada'),
        reason: text('Its probabilities are off.'),
        previousModelId: text('m-0a1b2c3d4e5f'),
        gates: null,
      },
    ],
  };
}
