import { expect, test } from 'vitest';
import { promotionGates } from '../../src/registry/gates.ts';
import { renderCalibrationReport } from '../../src/report/calibrationReport.ts';
import { modelCardMarkdown } from '../../src/report/modelCard/markdown.ts';
import { modelCard } from '../../src/report/modelCard.ts';
import { askedAndMeasured, sentenceOf } from '../../src/wording/sentenceOf.ts';
import { sampleCalibrationReport } from './sampleCalibration.ts';
import { sampleModelCard } from './sampleModelCard.ts';
import { textOf } from './textOf.ts';

/** What would be untrue of a model that was judged on other accounts of the dates it learned from. */
const claims = /test dates?\b|calibration dates|training dates|later than|world has changed/;

const never = { value: Number.NaN, low: Number.NaN, high: Number.NaN };
const { findings: gates } = promotionGates({
  counts: { trainPositives: 3, trainNegatives: 9, testPositives: 1 },
  minimum: { trainPositives: 40, trainNegatives: 40, testPositives: 20 },
  ...{ againstBaseRate: never, againstPoints: never, recalibrated: false, fallback: false },
  calibration: {
    ...{ rows: 0, positives: 0, expected: 0, level: never, levelIs: 'unknown', slope: never, slopeIs: 'unknown' },
  },
  againstChampion: {
    ...{ championId: 'm-1', difference: never, rows: 100, from: '2025-09-01', to: '2025-10-01' },
    learnedFromThem: true,
  },
  timeTested: false,
  features: { used: [], excluded: [], audit: [] },
});

/** A report of a model whose record was too short to be split in time. */
function unitsReport() {
  const shortHistory = { begins: '2025-06-01', firstDate: '2025-09-01', askedDays: [90], usedDays: [30] };
  const sample = sampleCalibrationReport();
  const ledgers = [{ name: 'Split', ledger: { considered: 9, kept: 7, excluded: { 'unit on another side': 2 } } }];
  return { ...sample, ...{ ledgers, gates, warnings: [] }, shortHistory: { ...shortHistory, timeTested: false } };
}

test('a report of a model that was judged on other units says so, and nowhere that its test was later', () => {
  const page = textOf(renderCalibrationReport(unitsReport()));
  expect(page).toContain('of other accounts than those it learned from, but of the same dates');
  expect(page).toContain('Whether that holds on later dates was not tested.');
  expect(page).toContain('How each model did on the test rows');
  expect(page.match(claims)?.[0]).toBeUndefined();
  expect(textOf(renderCalibrationReport(sampleCalibrationReport()))).toContain('later than everything it learned from');
});

test('so does its card', () => {
  const card = modelCardMarkdown(modelCard(sampleModelCard(unitsReport())));
  expect(card).toContain('whether it holds on later dates was not tested');
  expect(card).toContain('How each model did on the test rows');
  expect(card.match(claims)?.[0]).toBeUndefined();
});

test('so do its gates', () => {
  const said = gates.map((gate) => JSON.stringify([sentenceOf(gate), askedAndMeasured(gate)])).join();
  expect(said).toContain('on its 100 test rows');
  expect(said.match(claims)?.[0]).toBeUndefined();
});
