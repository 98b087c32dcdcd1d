import { describe, expect, it } from 'vitest';
import type { PresentProfile } from '../../src/monitor/profile.ts';
import { acceptedSince, recountable } from '../../src/monitor/recount.ts';
import { blockedGates, day, observed, profileOf, recountOf, today, yesterday } from './observed.ts';

const { rows } = profileOf(today);
const withContacts = (contacts: number, accepted: readonly 'contacts'[] = []) => ({
  ...recountOf(profileOf(yesterday), { rows: { ...rows, contacts } }),
  accepted: new Set(accepted),
});
const kept = (runId: string, kind: 'score' | 'train', now: PresentProfile) =>
  ({ runId, kind, profile: { modelId: 'm', now, past: [], bins: null } }) as const;

describe('rows that earlier runs counted', () => {
  it('block once what went little by little is more than what may go at once', () => {
    const lost = (...contacts: readonly number[]) => ({
      ...observed({}),
      recounts: contacts.map((n) => withContacts(n)),
    });
    expect(blockedGates(lost(800, 750))).toEqual([]);
    expect(blockedGates(lost(800, 749))).toEqual(['contacts']);
    expect(blockedGates(lost(800, 800, 749))).toEqual(['contacts']);
  });

  it('are not asked about again where somebody accepted it', () => {
    const recounts = [withContacts(1000), withContacts(100, ['contacts'])];
    expect(blockedGates({ ...observed({}), recounts })).toEqual([]);
  });

  it('say nothing where they were read in another way', () => {
    const recounts = [{ ...withContacts(100), otherwise: new Set(['contacts'] as const) }];
    expect(blockedGates({ ...observed({}), recounts })).toEqual([]);
  });

  const references = (trainedDaysAgo: number) => ({
    before: [kept('r2', 'score', profileOf(yesterday)), kept('r1', 'score', profileOf(yesterday - 8 * day))],
    after: [],
    training: kept('t', 'train', profileOf(today - trainedDaysAgo * day)),
    accepted: [] as { gate: 'contacts'; runId: string; asOf: number }[],
  });
  const runs = (of: ReturnType<typeof references>) => recountable(of, today).map(({ runId }) => runId);

  it('are those of the latest run, the oldest of the nights before and of the training of the last half year', () => {
    expect(runs(references(183))).toEqual(['r2', 'r1', 't']);
    expect(runs(references(184))).toEqual(['r2', 'r1']);
    expect(runs({ ...references(30), before: [] })).toEqual(['t']);
    expect(runs({ ...references(-1), before: [] })).toEqual([]);
  });

  it('count as accepted where the accepting run is no earlier', () => {
    const at = (asOf: number) => {
      const of = { ...references(30), accepted: [{ gate: 'contacts' as const, runId: 'a', asOf }] };
      return recountable(of, today).map((one) => [...acceptedSince(of, one)].length);
    };
    expect(at(yesterday - 9 * day)).toEqual([0, 0, 1]);
    expect(at(yesterday - 8 * day)).toEqual([0, 1, 1]);
  });
});
