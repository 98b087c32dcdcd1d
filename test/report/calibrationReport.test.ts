import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Estimate, Evaluation, MetricSet } from '../../src/evaluation/evaluation.ts';
import { lineStyle } from '../../src/report/calibration/names.ts';
import { plotText } from '../../src/report/calibration/plot.ts';
import { renderCalibrationReport } from '../../src/report/calibrationReport.ts';
import { renderRankedAccountsReport } from '../../src/report/rankedAccountsReport.ts';
import { auditText } from '../../src/wording/auditText.ts';
import { sentenceOf } from '../../src/wording/sentenceOf.ts';
import { sampleHistory } from './sampleChanges.ts';
import { wideCalibrationReport } from './sampleFeatureUse.ts';
import { sampleCalibrationReport, sampleRankedAccountsReport } from './sampleReports.ts';
import { textOf } from './textOf.ts';

const data = sampleCalibrationReport();
const html = renderCalibrationReport(data);
const unknown: Estimate = { value: Number.NaN, low: Number.NaN, high: Number.NaN };
const empty: Evaluation = {
  rows: 0,
  positives: 0,
  units: 0,
  level: 0.95,
  reliability: [],
  gains: [],
  histogram: new Array<number>(20).fill(0),
  metrics: {
    rocAuc: unknown,
    averagePrecision: unknown,
    logLoss: unknown,
    brier: unknown,
    ece: unknown,
    calibrationSlope: unknown,
    calibrationIntercept: unknown,
    liftAt: [],
  } satisfies MetricSet,
};

describe('renderCalibrationReport', () => {
  test('argues in order', () => {
    const page = renderCalibrationReport({ ...data, ...sampleHistory() });
    const questions = [...page.matchAll(/<h2 id="[a-z-]+">.*?<\/span>(.*?)<\/h2>/g)].map((match) => match[1]);
    expect(questions).toEqual([
      'Can it rank?',
      'Are the probabilities true?',
      'On whom is it wrong?',
      'Compared with what?',
      'What is it using?',
      'On which data?',
      'Who was left out?',
      'What changed against the last champion?',
      'Should it go live?',
    ]);
  });

  test('holds every ledger, audit finding, warning and what it takes to get the same again', () => {
    const text = textOf(html);
    for (const { name, ledger } of data.ledgers) {
      expect(text).toContain(name);
      expect(text).toContain(`considered all of the above ${ledger.considered.toLocaleString('en-US')}`);
    }
    expect(text).not.toContain('not accounted for');
    for (const { feature } of data.audit) expect(text).toContain(feature);
    for (const { reasons } of data.audit) expect(text).toContain(auditText(reasons));
    for (const warning of data.warnings) expect(text).toContain(sentenceOf(warning));
    for (const gate of data.gates) expect(text).toContain(sentenceOf(gate));
    for (const part of [data.modelId, data.dataFingerprint, 'Seed 1', data.outcome]) expect(text).toContain(part);
  });

  test('says so when a ledger does not add up', () => {
    const ledgers = [{ name: 'rows', ledger: { considered: 10, kept: 4, excluded: { suppressed: 5 } } }];
    expect(textOf(renderCalibrationReport({ ...data, ledgers }))).toContain(
      'not accounted for the counts do not add up 1 10.0%',
    );
  });

  test('shows a dash for what is unknown and never NaN, undefined or Infinity', () => {
    const nothing = renderCalibrationReport({
      ...data,
      candidateModels: data.candidateModels.map((candidate) => ({
        ...candidate,
        validationLogLoss: Number.NaN,
        test: empty,
      })),
      uncalibrated: empty,
      accounts: empty,
      byDate: [{ asOf: '', rows: 0, positives: 0, meanPredicted: Number.NaN, rocAuc: Number.NaN, logLoss: Number.NaN }],
      strengths: [],
      audit: [],
      ledgers: [],
      sides: [],
      gates: [],
      warnings: [],
      anomalies: {},
    });
    expect(textOf(nothing)).not.toMatch(/NaN|undefined|Infinity|null/);
    const one: Evaluation = {
      ...empty,
      rows: 1,
      positives: 1,
      units: 1,
      reliability: [{ rows: 1, meanPredicted: 0.2, observed: 1, low: 0.2, high: 1 }],
      gains: [{ share: 1, gain: 1, lift: 1 }],
    };
    const single = renderCalibrationReport({
      ...data,
      candidateModels: data.candidateModels.map((candidate) => ({ ...candidate, test: one })),
      uncalibrated: one,
      accounts: empty,
      byDate: [
        { asOf: '2026-01-01', rows: 1, positives: 1, meanPredicted: 0.2, rocAuc: Number.NaN, logLoss: Number.NaN },
      ],
    });
    for (const page of [single, html]) expect(textOf(page)).not.toMatch(/NaN|undefined|Infinity|null/);
    expect(textOf(single)).toContain('ROC AUC ranking over all rows; higher is better – – –');
  });

  test('says of boosted trees what they are and what the strength of a feature is in them', () => {
    const logistic = data.candidateModels.find(({ family }) => family === 'logistic')!;
    const simpler = data.candidateModels.filter(({ family }) => family !== 'logistic');
    const difference = { value: -0.003, low: -0.005, high: -0.001 };
    const boosted = renderCalibrationReport({
      ...data,
      family: 'boosting',
      candidateModels: [{ ...logistic, family: 'boosting' }, { ...logistic, selected: false, difference }, ...simpler],
      strengths: [
        { feature: 'size', sentence: 'company size', strength: 150 },
        { feature: 'chat', sentence: 'chats', strength: 50 },
      ],
    });
    const text = textOf(boosted);
    expect(text).toContain('the boosted-tree model ranks');
    expect(text).toContain(
      'Its log loss minus that of the logistic regression is −0.0030 (95% interval −0.0050 to −0.0010)',
    );
    expect(text).toContain('also learns what matters only together with something else');
    expect(text).toContain('share of what all splits brought');
    expect(text).toContain('company size 75.0%');
    expect(text).toContain('chats 25.0%');
    expect(textOf(html)).not.toMatch(/boosted|splits on a feature/);
    expect(textOf(html)).toContain('moves the log-odds of a training row');
  });

  test('says what shuffling the strongest feature costs, and on how many rows what was measured', () => {
    const text = textOf(html);
    const { featureUse, strengths } = data;
    const { logLoss, rocAuc } = strengths[0]!.permutation!;
    expect(text).toContain(
      `Most of all: ${strengths[0]!.sentence}. With its values shuffled among the test rows, the log loss rises by ${logLoss.value.toFixed(4)} (95% interval ${logLoss.low.toFixed(4)} to ${logLoss.high.toFixed(4)}) and the ROC AUC falls by ${rocAuc.toFixed(3)}.`,
    );
    expect(text).toContain('shuffled among 6,200 test rows');
    expect(text).toContain(
      `Of ${strengths.length} features used, the ${strengths.length - 2} of the largest mean |SHAP| were shuffled.`,
    );
    expect(text).toContain('the mean probability of 1,000 test rows');
    for (const { points } of featureUse!.curves)
      for (const { probability } of points) expect(text).toContain(`${(100 * probability).toFixed(2)}%`);
  });

  test('takes the strongest by what shuffling costs, which the model itself may rank otherwise', () => {
    const [first, second] = data.strengths;
    const costly = { ...second!.permutation!, logLoss: { value: 0.5, low: 0.4, high: 0.6 } };
    const strengths = [first!, { ...second!, permutation: costly }];
    expect(textOf(renderCalibrationReport({ ...data, strengths }))).toContain(`Most of all: ${second!.sentence}.`);
    const nothing = data.strengths.map((one) => ({
      ...one,
      permutation: { ...costly, logLoss: { value: 0, low: 0, high: 0 } },
    }));
    const text = textOf(renderCalibrationReport({ ...data, strengths: nothing }));
    expect(text).toContain('they stand in for each other');
    expect(text).not.toContain('Most of all');
  });

  test('prints findings that were made before features were shuffled', () => {
    const { featureUse, strengths, ...others } = data;
    const older = strengths.map(({ feature, sentence, strength }) => ({ feature, sentence, strength }));
    const page = renderCalibrationReport({ ...others, strengths: older });
    expect(page).not.toContain('data-figure="dependence"');
    expect(textOf(page)).toContain(`Most of all: ${strengths[0]!.sentence}. Of `);
    expect(textOf(page)).toContain('the further a feature moves the log-odds of a training row');
    expect(textOf(page)).not.toMatch(/SHAP|shuffled|NaN|undefined/);
  });

  test('folds away, of many audited features, those that nothing is to be said about', () => {
    const wide = wideCalibrationReport(data, 500);
    const page = renderCalibrationReport(wide);
    const told = wide.audit.filter(({ verdict, reasons }) => verdict !== 'kept' || reasons.length > 0).length;
    expect(textOf(page)).toContain(`(${told} of 500; the others were kept without a remark)`);
    expect(textOf(page)).toContain(`${500 - told} features kept without a remark`);
    for (const { feature } of wide.audit)
      expect(page).toContain(`<th scope="row"><code><bdi>${feature}</bdi></code></th>`);
    expect(textOf(html)).not.toContain('kept without a remark');
  });

  test('draws every candidate with a line of its own', () => {
    const families = ['base-rate', 'points', 'logistic', 'boosting'] as const;
    const lines = families.map((family) => {
      const styles = families
        .slice(1)
        .map((one) =>
          JSON.stringify(lineStyle({ ...data.candidateModels[0]!, family: one, selected: one === family })),
        );
      return new Set(styles).size;
    });
    expect(lines).toEqual([3, 3, 3, 3]);
  });

  test('does not change the data', () => {
    const frozen = structuredClone(data);
    renderCalibrationReport(data);
    expect(data).toEqual(frozen);
  });
});

test('plotText leaves nothing that plotly.js would take for its pseudo-HTML', () => {
  expect(plotText('<a href="javascript:1">x</a> &lt;b&gt; \u001b')).toBe(
    '&lt;a href="javascript:1"&gt;x&lt;/a&gt; &amp;lt;b&amp;gt; ␛',
  );
});

test('both reports have the same bytes in every time zone and locale', () => {
  const script = `
    import { createHash } from 'node:crypto';
    import { renderCalibrationReport } from './src/report/calibrationReport.ts';
    import { renderRankedAccountsReport } from './src/report/rankedAccountsReport.ts';
    import { sampleCalibrationReport, sampleRankedAccountsReport } from './test/report/sampleReports.ts';
    const pages = renderCalibrationReport(sampleCalibrationReport()) + renderRankedAccountsReport(sampleRankedAccountsReport(30));
    console.log(createHash('sha256').update(pages).digest('hex'));`;
  const here = createHash('sha256')
    .update(html + renderRankedAccountsReport(sampleRankedAccountsReport(30)))
    .digest('hex');
  for (const [TZ, LC_ALL] of [
    ['Pacific/Apia', 'de_DE.UTF-8'],
    ['Asia/Kolkata', 'tr_TR.UTF-8'],
  ] as const) {
    const there = execFileSync(
      process.execPath,
      ['--experimental-strip-types', '--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', script],
      { cwd: new URL('../..', import.meta.url), env: { ...process.env, TZ, LC_ALL }, encoding: 'utf8' },
    );
    expect(there.trim()).toBe(here);
  }
});
