import { expect, test } from 'vitest';
import { type GateInput, promotionGates } from '../../src/registry/gates.ts';

const enough: GateInput = {
  counts: { trainPositives: 40, trainNegatives: 40, testPositives: 20 },
  minimum: { trainPositives: 40, trainNegatives: 40, testPositives: 20 },
  againstBaseRate: { value: -0.02, low: -0.03, high: -0.0001 },
  againstPoints: { value: -0.001, low: -0.01, high: 0.01 },
  calibrationSlope: { value: 0.97, low: 0.85, high: 1.1 },
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

test('a slope whose interval stays away from 1 holds', () => {
  expect(held({ ...enough, calibrationSlope: { value: 0.6, low: 0.5, high: 0.79 } })).toEqual(['calibration']);
  expect(held({ ...enough, calibrationSlope: { value: 1.5, low: 1.26, high: 1.8 } })).toEqual(['calibration']);
  expect(held({ ...enough, calibrationSlope: { value: 0.6, low: 0.3, high: 0.9 } })).toEqual([]);
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
  expect(verdict).toEqual({
    passed: true,
    findings: [
      {
        gate: 'minimum data',
        held: false,
        sentence: 'There are only 3 of the 40 contacts that converted in training. The points score stands in.',
      },
    ],
  });
});
