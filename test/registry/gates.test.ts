import { describe, expect, test } from 'vitest';
import { type GateInput, promotionGates } from '../../src/registry/gates.ts';

const enough: GateInput = {
  counts: { trainPositives: 40, trainNegatives: 40, testPositives: 20 },
  minimum: { trainPositives: 40, trainNegatives: 40, testPositives: 20 },
  againstBaseRate: { value: -0.02, low: -0.03, high: -0.0001 },
  recalibrated: false,
  againstPoints: { value: -0.001, low: -0.01, high: 0.01 },
  calibrationSlope: { value: 0.97, low: 0.85, high: 1.1 },
  features: {
    used: ['count:email_open:30d', 'seniority'],
    excluded: ['country'],
    audit: [
      { feature: 'count:email_open:30d', verdict: 'kept', reason: '' },
      { feature: 'seniority', verdict: 'warned', reason: 'kept', override: 'titles never change here' },
      { feature: 'lead_status', verdict: 'excluded', reason: 'a leak' },
    ],
  },
  fallback: false,
};

function held(input: GateInput): readonly string[] {
  return promotionGates(input)
    .findings.filter((finding) => finding.held)
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
  expect(verdict.findings[1]!.sentence).toBe(
    'It beats giving everybody the base rate: log loss differs by -0.02 (-0.03 to -0.0001).',
  );
});

test('too little data holds, and says what is missing', () => {
  const verdict = promotionGates({ ...enough, counts: { trainPositives: 39, trainNegatives: 400, testPositives: 0 } });
  expect(verdict.passed).toBe(false);
  expect(verdict.findings[0]).toEqual({
    gate: 'minimum data',
    held: true,
    asked: '40 converted and 40 not in training, 20 converted on the test dates at least',
    measured: '39 converted and 400 not in training, 0 converted on the test dates',
    sentence:
      'There are only 39 of the 40 contacts that converted in training, 0 of the 20 contacts that converted on the test dates.',
  });
});

test('the base rate must be beaten with the whole interval', () => {
  expect(held({ ...enough, againstBaseRate: { value: -0.02, low: -0.04, high: 0 } })).toEqual(['base rate']);
});

test('the points score must be beaten, unless it is the model itself', () => {
  expect(held({ ...enough, againstPoints: { value: 0, low: -0.1, high: 0.1 } })).toEqual(['points']);
  expect(held({ ...enough, againstPoints: null })).toEqual([]);
});

test('a slope whose interval leaves out 1 holds', () => {
  expect(held({ ...enough, calibrationSlope: { value: 0.8, low: 0.6, high: 0.999 } })).toEqual(['calibration']);
  expect(held({ ...enough, calibrationSlope: { value: 1.1, low: 1.001, high: 1.3 } })).toEqual(['calibration']);
  expect(held({ ...enough, calibrationSlope: { value: 0.6, low: 0.3, high: 1 } })).toEqual([]);
  expect(held({ ...enough, calibrationSlope: { value: 1.5, low: 1, high: 2 } })).toEqual([]);
});

describe('the champion', () => {
  const compared = { championId: 'm-1', rows: 100, from: '2026-01-01', to: '2026-03-01', learnedFromThem: false };
  const differing = (value: number, low: number, high: number) => ({
    ...enough,
    againstChampion: { ...compared, difference: { value, low, high } },
  });

  test('holds a model that is worse beyond chance, and none that may be as good', () => {
    expect(held(differing(0.02, 0.001, 0.04))).toEqual(['champion']);
    expect(held(differing(0.02, 0, 0.04))).toEqual([]);
    expect(held(differing(-0.02, -0.03, -0.01))).toEqual([]);
    expect(held(differing(Number.NaN, Number.NaN, Number.NaN))).toEqual(['champion']);
  });

  test('is told when it learned from the dates it is judged on', () => {
    const { againstChampion } = differing(0.02, 0.001, 0.04);
    const [sentence, favoured] = [false, true].map(
      (learnedFromThem) =>
        promotionGates({ ...enough, againstChampion: { ...againstChampion, learnedFromThem } }).findings[3]!.sentence,
    );
    expect(favoured).toBe(`${sentence} The champion learned from some of these dates, which favours it.`);
    expect(sentence).toContain('is worse than the champion m-1 on the 100 rows of its test dates');
  });

  test('that there is none of, or that cannot be judged, is said', () => {
    expect(held({ ...enough, againstChampion: null })).toEqual([]);
    for (const hold of [true, false]) {
      const againstChampion = { championId: 'm-1', incomparable: 'its file is gone.', held: hold };
      expect(held({ ...enough, againstChampion })).toEqual(hold ? ['champion'] : []);
      expect(promotionGates({ ...enough, againstChampion }).findings[3]!.sentence).toBe(
        'It was not compared with the champion m-1: its file is gone.',
      );
    }
  });
});

describe('features', () => {
  const using = (...used: string[]) => ({ ...enough, features: { ...enough.features, used } });

  test('that the configuration excludes hold', () => {
    const audit = [...enough.features.audit, { feature: 'country', verdict: 'kept' as const, reason: '' }];
    const input = { ...enough, features: { ...enough.features, used: ['seniority', 'country'], audit } };
    expect(held(input)).toEqual(['excluded features']);
    expect(promotionGates(input).findings.at(-2)?.measured).toBe('country');
  });

  test('that the audit left out or never saw hold, of a fallback too', () => {
    expect(held(using('seniority', 'lead_status'))).toEqual(['availability audit']);
    expect(held(using('unheard of'))).toEqual(['availability audit']);
    expect(held({ ...using('lead_status'), fallback: true })).toEqual(['availability audit']);
    expect(promotionGates(using('lead_status')).findings.at(-1)).toMatchObject({
      measured: '1 of 1 unsound',
      sentence: 'It uses what the availability audit does not allow: lead_status (a leak).',
    });
  });

  test('kept against the advice of the audit pass, and are named', () => {
    expect(promotionGates(enough).findings.at(-1)).toMatchObject({
      held: false,
      measured: '0 of 2 unsound, 1 kept by the configuration',
      sentence:
        'The availability audit allows every feature it uses. Kept against its advice: seniority (titles never change here).',
    });
  });
});

test('what could not be computed holds', () => {
  const nothing = { value: Number.NaN, low: Number.NaN, high: Number.NaN };
  expect(held({ ...enough, againstBaseRate: nothing, againstPoints: nothing, calibrationSlope: nothing })).toEqual([
    'base rate',
    'points',
    'calibration',
  ]);
});

test('a fallback passes by existing, and still says what is missing', () => {
  const verdict = promotionGates({
    ...enough,
    counts: { trainPositives: 3, trainNegatives: 400, testPositives: 20 },
    againstBaseRate: { value: 1, low: 0.5, high: 2 },
    fallback: true,
  });
  expect(verdict.passed).toBe(true);
  expect(verdict.findings.map(({ gate, held }) => [gate, held])).toEqual([
    ['minimum data', false],
    ['excluded features', false],
    ['availability audit', false],
  ]);
  expect(verdict.findings[0]!.sentence).toBe(
    'There are only 3 of the 40 contacts that converted in training. The points score stands in.',
  );
});
