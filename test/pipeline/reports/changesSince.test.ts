import { describe, expect, test } from 'vitest';
import { gateNotice } from '../../../src/notice/notice.ts';
import { changesSince } from '../../../src/pipeline/reports/changesSince.ts';
import type { TrainingResult } from '../../../src/training/trainingResult.ts';
import { smallArtefact } from '../../registry/artefacts.ts';
import { sampleResult } from '../../training/sampleResult.ts';

const findings = sampleResult();

function model(modelId: string, features: Readonly<Record<string, string>>, change: Partial<TrainingResult> = {}) {
  return {
    modelId,
    artefact: {
      ...smallArtefact('demo', 1),
      features: Object.entries(features).map(([name, hash]) => ({
        ...{ name, hash, family: 'counts', type: 'number' as const, unit: '', availability: 'event-time' as const },
        ...{ group: name, sentence: name, phrases: { missing: '', negative: '', zero: '', one: '', many: '' } },
      })),
      result: { ...findings, ...change },
    },
  };
}

const strengths = (shares: Readonly<Record<string, number>>) =>
  Object.entries(shares).map(([feature, strength]) => ({ feature, strength, sentence: `words for ${feature}` }));

const before = model('m-1', { a: '1', b: '1', c: '1' }, { strengths: strengths({ a: 6, b: 3, c: 1 }) });

describe('changesSince', () => {
  test('tells which features came, went and are computed in another way', () => {
    const { came, went, redefined } = changesSince(before, model('m-2', { d: '1', a: '2', c: '1' }), null);
    expect({ came, went, redefined }).toEqual({ came: ['d'], went: ['b'], redefined: ['a'] });
  });

  test('sets strengths side by side as shares, those that moved most first', () => {
    const after = model('m-2', { a: '1', d: '1' }, { strengths: strengths({ a: 0.12, d: 0.05, c: 0.03 }) });
    const moved = changesSince(before, after, null).moved;
    expect(moved.map(({ feature, sentence }) => [feature, sentence])).toEqual([
      ['b', 'words for b'],
      ['d', 'words for d'],
      ['c', 'words for c'],
    ]);
    const shares = moved.map((move) => [move.before, move.now]);
    const close = (share: number) => expect.closeTo(share, 12);
    expect(shares).toEqual([
      [close(0.3), 0],
      [0, close(0.25)],
      [close(0.1), close(0.15)],
    ]);
  });

  test('names a dozen moves at most', () => {
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`f${i}`, 1 + i]));
    expect(changesSince(before, model('m-2', {}, { strengths: strengths(many) }), null).moved).toHaveLength(12);
  });

  test('gives the figures of each on its own test dates, and the comparison of the gate', () => {
    const champion = findings.candidateModels.find((candidate) => candidate.selected)!;
    const test = { ...champion.test, metrics: { ...champion.test.metrics, rocAuc: { value: 0.9, low: 0.8, high: 1 } } };
    const after = model('m-2', {}, { family: 'boosting', candidateModels: [{ ...champion, test }] });
    const gate = gateNotice('champion', 'older-gate', false, { sentence: 'It is better.' });
    const { present, previous, sameDates } = changesSince(before, after, [gate]);
    expect(present).toMatchObject({ modelId: 'm-2', family: 'boosting', rocAuc: { value: 0.9 } });
    expect(previous).toMatchObject({ modelId: 'm-1', features: 3, rocAuc: champion.test.metrics.rocAuc });
    expect(previous.tested).toMatchObject({ rows: 6_200, positives: champion.test.positives });
    expect(sameDates).toBe(gate);
    expect(changesSince(before, after, null)).not.toHaveProperty('sameDates');
  });

  test('says whether question, data and configuration are the same', () => {
    const same = ({ sameQuestion, sameData, sameProgram }: ReturnType<typeof changesSince>) => [
      ...[sameQuestion, sameData, sameProgram],
    ];
    expect(same(changesSince(before, before, null))).toEqual([true, true, true]);
    const other = model('m-2', {}, { horizonDays: 90, dataFingerprint: 'other' });
    const after = { ...other, artefact: { ...other.artefact, configHash: 'other' } };
    expect(same(changesSince(before, after, null))).toEqual([false, false, false]);
  });
});
