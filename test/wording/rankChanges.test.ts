import { expect, test } from 'vitest';
import type { ContactChange } from '../../src/ranking/change.ts';
import { changesText, changeText } from '../../src/wording/rankChanges.ts';

test('what changed since the list before is said in numbers, with why people are gone', () => {
  const changes = {
    previousRunId: 'run-1',
    previousAsOf: Date.UTC(2026, 5, 24) * 1000,
    counts: { new: 1, gone: 1230, up: 12, down: 9, moved: 4000 },
    gone: [
      { reason: 'already converted', contacts: 1200 },
      { reason: 'suppressed', contacts: 30 },
    ],
    contacts: new Map(),
  } as const;
  expect(changesText(changes).replaceAll('\u00a0', ' ')).toBe(
    'Since the list of 24 June 2026: 1 person new, 1,230 gone (1,200 already converted, 30 must not be approached), 12 up a tier, 9 down a tier.',
  );
  const nothing = { ...changes, counts: { new: 0, gone: 0, up: 0, down: 0, moved: 4000 }, gone: [] };
  expect(changesText(nothing).replaceAll('\u00a0', ' ')).toBe(
    'Since the list of 24 June 2026 nobody is new, gone or in another tier.',
  );
});

test.each<[string, number, number, number, number, string]>([
  ['what happened', 0.5, -0.1, 0, 0, '; up mostly because of what happened since'],
  ['time', 0.1, -0.6, 0, 0, '; down mostly because nothing new happened and what did is longer ago'],
  ['the CRM', 0, -0.1, -0.4, 0, '; down mostly because of what the CRM says now'],
  ['another model', 0.1, 0, 0, 0.2, '; up mostly because another model scores'],
  ['nothing much', 0.04, 0, 0, 0.01, ''],
])('a change by %s says so', (_, activity, ageing, profile, model, said) => {
  const change: ContactChange = {
    ...{ contactId: 'c', change: 'moved', before: { rank: 1200, probability: 0.12, tier: 'B' } },
    parts: { activity, ageing, profile, model },
  };
  const now = activity + ageing + profile + model > 0 ? 0.2 : 0.05;
  expect(changeText(change, now)).toBe(`was 12% at rank 1,200${said}`);
  for (const same of [0.12, 0.1201, 0.12 - (now - 0.12)])
    expect(changeText(change, same)).toBe('was 12% at rank 1,200');
  expect(changeText({ ...change, parts: null }, now)).toBe('was 12% at rank 1,200');
  expect(changeText({ ...change, change: 'new', before: null }, now)).toBe('new on the list');
});
