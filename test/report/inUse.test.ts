import { describe, expect, test } from 'vitest';
import { gateNotice, notice } from '../../src/notice/notice.ts';
import { renderCalibrationReport } from '../../src/report/calibrationReport.ts';
import type { CalibrationReportData, ModelDecision } from '../../src/report/reportData.ts';
import { sampleHistory } from './sampleChanges.ts';
import { sampleCalibrationReport } from './sampleReports.ts';
import { textOf } from './textOf.ts';

const data = sampleCalibrationReport();
const text = textOf(renderCalibrationReport(data));
const say = (change: Partial<CalibrationReportData>) => textOf(renderCalibrationReport({ ...data, ...change }));
const { bestRows: _rows, threshold: _threshold, overTime: _time, cameOfExpected: _came, ...older } = data;
const flatFile = {
  file: 'leads.csv',
  label: notice('label-read', {
    ...{ label: 'won', because: 'pair' },
    yes: { first: [{ value: '1', rows: 12 }], more: 0 },
    no: { first: [{ value: '0', rows: 88 }], more: 0 },
    leftOut: { first: [], more: 0 },
  }),
  split: notice('rows-split', { by: 'time', testFile: false }),
  groups: [notice('rows-grouped', { column: 'customer', because: 'name', values: 40, sharing: 90 })],
  rows: 9_000,
};

describe('what working the list would have brought', () => {
  test('is said with its interval and its confusion matrix', () => {
    const { truePositives, falsePositives, falseNegatives, trueNegatives } = data.threshold!.confusion;
    const taken = truePositives + falsePositives;
    const { low, high } = data.bestRows!.find(({ k }) => k === taken)!.precision;
    const positives = truePositives + falseNegatives;
    expect(text).toContain(
      `Calling the best ${taken} of 6,200 would have found ${truePositives} (95% interval ${Math.round(low * taken)} to ${Math.round(high * taken)}) of ${positives} conversions.`,
    );
    expect(text).toContain(`${truePositives} true positives ${falsePositives} false positives ${taken}`);
    expect(text).toContain(
      `${falseNegatives} false negatives ${trueNegatives.toLocaleString('en-US')} true negatives ${(6_200 - taken).toLocaleString('en-US')}`,
    );
  });

  test('says where the threshold comes from', () => {
    const basedOn = (basis: NonNullable<CalibrationReportData['threshold']>['basis']) =>
      say({ threshold: { ...data.threshold!, basis } });
    expect(basedOn({ perWeek: 40, times: 3, per: 'date' })).toContain(
      'at 40 a week (tiers.perWeek of the program), one week of work on each of 3 test dates end there, 120 rows',
    );
    expect(basedOn({ perWeek: 40, times: 9, per: 'week' })).toContain('9 weeks of test dates end there, 360 rows');
    expect(basedOn({ probability: 0.3 })).toContain('the program’s least probability of tier A');
    expect(basedOn({ share: 0.05 })).toContain('a row is among the best 5%, tier A');
  });

  test('is left out of the report of an older model, which prints all the same', () => {
    const html = renderCalibrationReport(older);
    expect(textOf(html)).not.toMatch(/Calling|Confusion|date by date|undefined|NaN/);
    expect(html).not.toContain('data-figure="precision"');
    expect(html).toContain('data-figure="gains"');
  });
});

describe('calibration over time', () => {
  test('counts the dates on which as many came as were expected', () => {
    expect(text).toMatch(/Date by date: right on \d of 4 dates/);
    expect(text).toContain('1 September 2025');
    const [period] = data.overTime!;
    expect(text).toContain(`1 September 2025 1,550 ${period!.positives} `);
  });

  test('makes the verdict say that the level is off where the whole interval says so', () => {
    expect(say({ cameOfExpected: { value: 0.83, low: 0.72, high: 0.95 } })).toContain('too high on the whole');
    expect(say({ cameOfExpected: { value: 0.97, low: 0.85, high: 1.08 } })).not.toContain('too high on the whole');
  });
});

test('the caption of the reliability diagram counts how many rows were told apart from the base rate', () => {
  const { histogram, rows, positives } = data.candidateModels.find(({ selected }) => selected)!.test;
  const rate = (100 * positives) / rows;
  const share = (wanted: (bin: number) => boolean) =>
    ((100 * histogram.reduce((sum, count, bin) => sum + (wanted(bin) ? count : 0), 0)) / rows).toFixed(0);
  const [low, high] = [Math.floor(rate / 2), Math.ceil(2 * rate)];
  expect(text).toContain(
    `Of all rows, ${share((bin) => bin < low)}% were given less than ${low}% and ${share((bin) => bin >= high)}% were given ${high}% or more, where ${rate.toFixed(1)}% converted.`,
  );
});

describe('whether it should go live', () => {
  const history = sampleHistory();
  const decided = (change: Partial<ModelDecision>, rest: Partial<CalibrationReportData> = {}) =>
    say({ ...history, ...rest, decision: { ...history.decision, ...change } });

  test('is answered by the decision, with what each gate asked and measured', () => {
    const page = say(history);
    expect(page).toContain('Yes: it passed all 2 gates and went live on 2 March 2026 in place of m-0123456789ab.');
    expect(page).toContain(
      'Required: at least 40 converted and 40 not in training, 20 converted on the test dates . Measured: 2,711 converted',
    );
    expect(decided({ action: 'promote' }, { serving: false })).toContain('Another model is the champion now.');
    const gates = history.decision.gates!.map((gate) => ({ ...gate, blocked: gate.gate === 'champion' }));
    expect(decided({ action: 'refuse', gates })).toContain('No: 1 of 2 gates blocked it on 2 March 2026.');
    expect(decided({ action: 'override', gates, reason: 'the board wants it' })).toMatch(
      /although 1 of 2 gates blocked it: somebody decided so\..*the board wants it/,
    );
    expect(decided({ action: 'rollback', gates: null })).toContain('It became champion again on 2 March 2026');
  });

  test('is answered by the gates before anything was decided', () => {
    expect(text).toContain('Yes, so far: it passes all 3 gates of its training.');
    const gates = data.gates.map((gate, i) => ({ ...gate, blocked: i === 0 }));
    expect(say({ gates })).toContain('No: 1 of 3 gates blocks the model, so it should not be published.');
    expect(say({ fallback: true })).toContain('Only until there is more data');
  });
});

describe('what changed against the last champion', () => {
  const page = say(sampleHistory());

  test('names the features, the strengths and both models, and keeps their dates apart', () => {
    expect(page).toContain('A logistic regression takes the place of a points score; 2 features came, 1 went');
    expect(page).toContain('ROC AUC was 0.710 in the test of m-0123456789ab and is 0.790 in its own');
    expect(page).toContain('log loss differs by −0.0040 (−0.0060 to −0.0020)');
    expect(page).toContain('those differ: do not read a better model out of these lines');
    expect(page).toContain('days since the contact entered the CRM not used 8.1% +8.1');
    expect(page).toContain('e-mails opened in the last 7 days 30.0% 5.0% −25.0');
    expect(page).toContain('Features that went: count:fax_sent:90d');
    expect(page).toContain(
      'The question (outcome and horizon) is the same, the configuration another, the data another.',
    );
  });

  test('is no section of the first model, and says why where the champion before cannot be read', () => {
    expect(text).not.toContain('What changed against the last champion?');
    const changes = { previousModelId: 'm-gone', unreadable: 'the artefact is missing' };
    expect(say({ changes })).toMatch(/m-gone, cannot be read any more, .*the artefact is missing/);
  });
});

describe('the report of a flat file', () => {
  test('gives the first figure without the columns warned of beside it', () => {
    const page = say({ flatFile: { ...flatFile, withoutWarned: { left: ['duration', 'status'], rocAuc: 0.7312 } } });
    expect(page).toContain('with the 2 columns warned of. Without: 0.73');
    expect(page).toContain(
      'This counts 2 columns that may be filled in after the outcome (duration, status); without them the ROC AUC is 0.731.',
    );
    expect(say({ flatFile })).not.toContain('warned of. Without');
  });

  test('speaks of rows and use, not of dates, contacts and publishing', () => {
    const { accounts: _accounts, accountRollUps: _rollUps, ...rest } = data;
    const page = textOf(
      renderCalibrationReport({
        ...rest,
        ...{ flatFile, unit: 'row', fallback: true, byDate: [], ledgers: [], warnings: [] },
        sides: data.sides.map((side) => ({ ...side, from: '', to: '' })),
        gates: [
          gateNotice('ranking', 'ranks-better-than-chance', false, { rocAuc: { value: 0.8, low: 0.7, high: 0.9 } }),
        ],
        audit: [],
        threshold: { ...data.threshold!, basis: { share: 0.05 } },
        anomalies: {},
      }),
    );
    expect(page).toContain('Should it be used?');
    expect(page).toContain('yes is 1 (12), by what the values mean; no is 0 (88).');
    expect(page).toContain('Rows of one customer are taken as those of one person or case, by its name: 40 values');
    expect(page).toContain('Taking the best');
    expect(page).not.toMatch(/test dates|publish|contact at|Calling/);
  });
});
