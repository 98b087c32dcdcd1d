import { describe, expect, it } from 'vitest';
import { acceptedGates } from '../../src/monitor/acceptedGates.ts';

describe('--accept', () => {
  it('names a gate and a reason, which may hold an equals sign', () => {
    expect(acceptedGates(['events=a = b', 'values= columns went '])).toEqual([
      { gate: 'events', reason: 'a = b' },
      { gate: 'values', reason: 'columns went' },
    ]);
  });

  it.each([
    [['event=x'], /no gate "event" to accept/],
    [['events'], /gives no reason/],
    [['events= '], /gives no reason/],
    [['events=x', 'events=y'], /names events twice/],
  ])('refuses %j', (texts, message) => {
    expect(() => acceptedGates(texts)).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringMatching(message) }),
    );
  });
});
