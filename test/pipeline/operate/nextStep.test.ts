import { describe, expect, it } from 'vitest';
import { nextStep, type Progress } from '../../../src/pipeline/operate/nextStep.ts';
import { nextStepText } from '../../../src/wording/nextStep.ts';

const day = 86_400_000_000;
const empty: Progress = {
  ...{ hasContacts: false, runs: [], champion: null, newest: null, published: null, blocked: false, now: 100 * day },
};
const trained = {
  ...{ ...empty, hasContacts: true, runs: [{ kind: 'train', status: 'done' }] },
  newest: { modelId: 'm-1', refused: false },
} as const satisfies Progress;
const serving = {
  ...{ ...trained, champion: 'm-1', published: { modelId: 'm-1', asOf: 99.5 * day } },
} as const satisfies Progress;

describe('the next step of a program', () => {
  it.each<[string, Progress, ReturnType<typeof nextStep>, string]>([
    ['without contacts', empty, { step: 'import' }, 'handraise import contact FILE'],
    ['that never ran', { ...empty, hasContacts: true }, { step: 'check' }, 'handraise check'],
    [
      'whose training failed',
      { ...empty, hasContacts: true, runs: [{ kind: 'train', status: 'failed' }] },
      { step: 'check' },
      'handraise check',
    ],
    ['whose models are gone', { ...trained, newest: null }, { step: 'train' }, 'handraise train default --promote'],
    [
      'with a model that nobody promoted',
      trained,
      { step: 'promote', modelId: 'm-1' },
      'handraise models promote m-1 default',
    ],
    [
      'with a model that gates refused',
      { ...trained, newest: { modelId: 'm-1', refused: true } },
      { step: 'look', modelId: 'm-1' },
      'handraise models show m-1 default',
    ],
    ['that never published', { ...serving, published: null }, { step: 'score' }, 'handraise score default'],
    [
      'whose ranking is of yesterday',
      { ...serving, published: { modelId: 'm-1', asOf: 98.9 * day } },
      { step: 'score' },
      'handraise score default',
    ],
    ['whose ranking is another model’s', { ...serving, champion: 'm-2' }, { step: 'score' }, 'handraise score default'],
    ['whose scoring gates block', { ...serving, blocked: true }, { step: 'check' }, 'handraise check'],
    ['that works', { ...serving, runs: [{ kind: 'score', status: 'running' }] }, { step: 'wait' }, 'a run is going on'],
    ['that is up to date', serving, { step: 'nothing' }, 'nothing'],
  ])('%s', (_, progress, step, typed) => {
    expect(nextStep(progress)).toEqual(step);
    expect(nextStepText(step, 'default')).toContain(typed);
  });

  it('is typed as a shell takes it', () => {
    expect(nextStepText({ step: 'score' }, "expansion's")).toContain(String.raw`score 'expansion'\''s'`);
  });
});
