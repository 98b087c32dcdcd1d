import { describe, expect, test } from 'vitest';
import type { Estimate } from '../../src/evaluation/evaluation.ts';
import type { NoticeFigures } from '../../src/notice/catalogue.ts';
import { type GateInput, promotionGates } from '../../src/registry/gates.ts';
import { askedAndMeasured, sentenceOf } from '../../src/wording/sentenceOf.ts';

function calibrated(slope: Estimate, level: Estimate): GateInput['calibration'] {
  const { low, high } = level;
  const levelIs = low > 1 ? 'too low' : high < 1 ? 'too high' : 'right';
  return { rows: 1000, positives: 100 * level.value, expected: 100, level, levelIs, slope, slopeIs: 'right' };
}

const enough: GateInput = {
  counts: { trainPositives: 40, trainNegatives: 40, testPositives: 20 },
  minimum: { trainPositives: 40, trainNegatives: 40, testPositives: 20 },
  againstBaseRate: { value: -0.02, low: -0.03, high: -0.0001 },
  recalibrated: false,
  againstPoints: { value: -0.001, low: -0.01, high: 0.01 },
  calibration: calibrated({ value: 0.97, low: 0.85, high: 1.1 }, { value: 1.05, low: 0.9, high: 1.2 }),
  features: {
    used: ['count:email_open:30d', 'seniority'],
    excluded: ['country'],
    audit: [
      { feature: 'count:email_open:30d', verdict: 'kept' },
      { feature: 'seniority', verdict: 'warned', override: 'titles never change here' },
      { feature: 'lead_status', verdict: 'excluded' },
    ],
  },
  fallback: false,
};

function blocking(input: GateInput): readonly string[] {
  return promotionGates(input)
    .findings.filter((finding) => finding.blocked)
    .map((finding) => finding.gate);
}

test('a model that beats both, on enough data, passes', () => {
  const verdict = promotionGates(enough);
  expect(verdict.passed).toBe(true);
  expect(verdict.findings.map((finding) => finding.gate)).toEqual([
    'minimum data',
    'base rate',
    'points',
    'calibration',
    'excluded features',
    'availability audit',
  ]);
  expect(sentenceOf(verdict.findings[1]!)).toBe(
    'It is better than the base rate, the same probability for everybody: log loss differs by −0.0200 (−0.0300 to −0.0001).',
  );
});

test('too little data blocks, and says what is missing', () => {
  const verdict = promotionGates({ ...enough, counts: { trainPositives: 39, trainNegatives: 400, testPositives: 0 } });
  expect(verdict.passed).toBe(false);
  const [data] = verdict.findings;
  expect(data).toMatchObject({ code: 'H501', gate: 'minimum data', severity: 'blocking', blocked: true });
  expect(askedAndMeasured(data!)).toEqual({
    asked: 'at least 40 converted and 40 not in training, 20 converted on the test dates',
    measured: '39 converted and 400 not in training, 0 converted on the test dates',
  });
  expect(sentenceOf(data!)).toBe(
    'There is too little data: 39 contacts converted in training (40 are needed) and 0 contacts converted on the test dates (20 are needed).',
  );
});

test('the base rate must be beaten with the whole interval', () => {
  expect(blocking({ ...enough, againstBaseRate: { value: -0.02, low: -0.04, high: 0 } })).toEqual(['base rate']);
});

test('the points score must be beaten, unless it is the model itself', () => {
  expect(blocking({ ...enough, againstPoints: { value: 0, low: -0.1, high: 0.1 } })).toEqual(['points']);
  expect(blocking({ ...enough, againstPoints: null })).toEqual([]);
});

const right = { value: 1, low: 0.9, high: 1.1 };

test('a slope whose interval lies below 1 blocks, one above 1 only by a quarter or more', () => {
  const bySlope = (value: number, low: number, high: number) =>
    blocking({ ...enough, calibration: calibrated({ value, low, high }, right) });
  expect(bySlope(0.8, 0.6, 0.999)).toEqual(['calibration']);
  expect(bySlope(1.24, 1.1, 1.4)).toEqual([]);
  expect(bySlope(1.25, 1.1, 1.4)).toEqual(['calibration']);
  expect(bySlope(0.6, 0.3, 1)).toEqual([]);
  expect(bySlope(1.5, 1, 2)).toEqual([]);
});

test('a level that is off by a quarter, beyond its interval, blocks; a smaller one is said, with what moves it', () => {
  const byLevel = (value: number, low: number, high: number) => ({
    ...enough,
    calibration: calibrated(right, { value, low, high }),
  });
  expect(blocking(byLevel(0.79, 0.7, 0.9))).toEqual(['calibration']);
  expect(blocking(byLevel(1.3, 1.1, 1.5))).toEqual(['calibration']);
  expect(blocking(byLevel(0.5, 0.1, 1.2))).toEqual([]);
  expect(blocking(byLevel(0.82, 0.7, 0.95))).toEqual([]);
  const said = promotionGates(byLevel(0.82, 0.7, 0.95)).findings.find(({ gate }) => gate === 'calibration')!;
  expect(sentenceOf(said)).toContain('too high on the whole');
  expect(sentenceOf(said)).toMatch(/handraise recalibrate$/);
  expect(sentenceOf(promotionGates(enough).findings.find(({ gate }) => gate === 'calibration')!)).not.toContain(
    'handraise recalibrate',
  );
});

describe('the champion', () => {
  const compared = { championId: 'm-1', rows: 100, from: '2026-01-01', to: '2026-03-01', learnedFromThem: false };
  const differing = (value: number, low: number, high: number) => ({
    ...enough,
    againstChampion: { ...compared, difference: { value, low, high } },
  });

  test('blocks a model that is worse beyond chance, and none that may be as good', () => {
    expect(blocking(differing(0.02, 0.001, 0.04))).toEqual(['champion']);
    expect(blocking(differing(0.02, 0, 0.04))).toEqual([]);
    expect(blocking(differing(-0.02, -0.03, -0.01))).toEqual([]);
    expect(blocking(differing(Number.NaN, Number.NaN, Number.NaN))).toEqual(['champion']);
  });

  test('is told when it learned from the dates it is judged on', () => {
    const { againstChampion } = differing(0.02, 0.001, 0.04);
    const [sentence, favoured] = [false, true].map((learnedFromThem) =>
      sentenceOf(promotionGates({ ...enough, againstChampion: { ...againstChampion, learnedFromThem } }).findings[3]!),
    );
    expect(favoured).toBe(`${sentence} The champion learned from some of these dates, which favours it.`);
    expect(sentence).toContain('is worse than the champion m-1 on the 100 rows of its test dates');
  });

  test('that there is none of, or that cannot be judged, is said', () => {
    expect(blocking({ ...enough, againstChampion: null })).toEqual([]);
    const without = (why: NoticeFigures['not-compared']['why'], detail: string) => ({
      ...enough,
      againstChampion: { championId: 'm-1', why, detail },
    });
    expect(blocking(without('rows-changed', ''))).toEqual(['champion']);
    expect(blocking(without('unusable-champion', 'its file is gone'))).toEqual([]);
    expect(sentenceOf(promotionGates(without('unusable-champion', 'its file is gone')).findings[3]!)).toBe(
      'It was not compared with the champion m-1: its file is gone.',
    );
  });
});

describe('features', () => {
  const using = (...used: string[]) => ({ ...enough, features: { ...enough.features, used } });

  test('that the configuration excludes block', () => {
    const audit = [...enough.features.audit, { feature: 'country', verdict: 'kept' as const }];
    const input = { ...enough, features: { ...enough.features, used: ['seniority', 'country'], audit } };
    expect(blocking(input)).toEqual(['excluded features']);
    expect(promotionGates(input).findings.at(-2)?.figures).toEqual({ found: ['country'], used: 2 });
  });

  test('that the audit left out or never saw block, of a fallback too', () => {
    expect(blocking(using('seniority', 'lead_status'))).toEqual(['availability audit']);
    expect(blocking(using('unheard of'))).toEqual(['availability audit']);
    expect(blocking({ ...using('lead_status'), fallback: true })).toEqual(['availability audit']);
    expect(sentenceOf(promotionGates(using('lead_status', 'unheard of')).findings.at(-1)!)).toBe(
      'It uses what the availability audit does not allow: lead_status and unheard of (never audited).',
    );
  });

  test('kept against the advice of the audit pass, and are named', () => {
    const gate = promotionGates(enough).findings.at(-1)!;
    expect(gate.blocked).toBe(false);
    expect(askedAndMeasured(gate).measured).toBe('0 of 2 not allowed, 1 kept by the configuration');
    expect(sentenceOf(gate)).toBe(
      'The availability audit allows every feature it uses. Kept against its advice: seniority (titles never change here).',
    );
  });
});

test('what could not be computed blocks', () => {
  const nothing = { value: Number.NaN, low: Number.NaN, high: Number.NaN };
  expect(
    blocking({
      ...enough,
      againstBaseRate: nothing,
      againstPoints: nothing,
      calibration: calibrated(nothing, nothing),
    }),
  ).toEqual(['base rate', 'points', 'calibration']);
});

test('a fallback passes by existing, and still says what is missing', () => {
  const verdict = promotionGates({
    ...enough,
    counts: { trainPositives: 3, trainNegatives: 400, testPositives: 20 },
    againstBaseRate: { value: 1, low: 0.5, high: 2 },
    fallback: true,
  });
  expect(verdict.passed).toBe(true);
  expect(verdict.findings.map(({ gate, blocked }) => [gate, blocked])).toEqual([
    ['minimum data', false],
    ['excluded features', false],
    ['availability audit', false],
  ]);
  expect(sentenceOf(verdict.findings[0]!)).toBe(
    'There is too little data: 3 contacts converted in training (40 are needed). The points score takes the place of a model.',
  );
});
