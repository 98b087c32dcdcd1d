import { expect, test } from 'vitest';
import { notice } from '../../src/notice/notice.ts';
import { renderCalibrationReport } from '../../src/report/calibrationReport.ts';
import { resultFromJson, resultToJson } from '../../src/training/resultJson.ts';
import { sampleCalibrationReport } from '../report/sampleReports.ts';
import { textOf } from '../report/textOf.ts';
import { program } from '../snapshot/handmade.ts';

const { modelId, generatedAt, ...findings } = sampleCalibrationReport();

test('findings come back from JSON as they were', () => {
  expect(resultFromJson(JSON.parse(JSON.stringify(resultToJson(findings))))).toEqual(findings);
});

test('findings of an artefact written before the audit measured as much are complete, and can be reported', () => {
  const older = {
    feature: 'contact:country',
    availability: 'stable',
    missingShare: 0.25,
    auc: null,
    verdict: 'kept',
    reason: 'its values have shifted',
  };
  const json = JSON.parse(JSON.stringify({ ...(resultToJson(findings) as object), audit: [older] }));
  const read = resultFromJson(json);
  expect(read.audit).toEqual([
    {
      ...{ feature: 'contact:country', availability: 'stable', missingShare: 0.25, verdict: 'kept' },
      ...{ auc: Number.NaN, psi: Number.NaN, association: Number.NaN, missingAuc: Number.NaN },
      reasons: [notice('older-reason', { sentence: 'its values have shifted' })],
    },
  ]);
  const html = renderCalibrationReport({ ...read, modelId, generatedAt });
  expect(html).toContain('contact:country');
  expect(textOf(html)).not.toMatch(/undefined|NaN/);
});

test('a program that says nothing of the audit is the program that models were trained for before it could', () => {
  expect(program()).not.toHaveProperty('audit');
});
