import { describe, expect, it } from 'vitest';
import { serviceLevelsSchema } from '../../../src/config/serviceLevels.ts';
import { followUpByTier, followUps } from '../../../src/qualification/serviceLevels/followUp.ts';
import { HandOffs } from '../../../src/qualification/serviceLevels/handOffs.ts';
import { noReleases, type Releases, releasesOf } from '../../../src/qualification/serviceLevels/releases.ts';
import type { TransitionCause } from '../../../src/qualification/stages/stageStates.ts';
import type { Contacts } from '../../../src/snapshot/population.ts';
import { isoOf, parseInstant } from '../../../src/time/instant.ts';

const names = ['names', 'ready', 'accepted'];
const nameOf = (stage: number) => names[stage]!;
const levels = serviceLevelsSchema.parse({ zone: 'UTC', stages: { ready: { hours: 8 } } });

/** Of Monday, 6 July 2026, or the day of the week after it that is named. */
const at = (day: number, time: string) => parseInstant(`2026-07-${String(5 + day).padStart(2, '0')}T${time}Z`);

function handOffs(releases: Releases = noReleases) {
  const told = new HandOffs(4, new Set([1]));
  return {
    told,
    move: (contact: number, to: number, cause: TransitionCause, instant: number, tier: string | null = 'A') =>
      told.moved({ contact, to, cause, at: instant, reason: null, actor: null, heldUntil: Number.NaN }, tier),
    now: (instant: number) =>
      [...followUps(told, { levels, nameOf, releases }, instant)].map(
        ({ contact, state, deadline, actedAt }) =>
          `${contact} ${state} by ${isoOf(deadline)}${Number.isNaN(actedAt) ? '' : `, acted ${isoOf(actedAt)}`}`,
      ),
  };
}

describe('a hand-off', () => {
  it('is due until its deadline, and breached after it', () => {
    const { move, now } = handOffs();
    move(0, 1, 'rule', at(1, '02:00:00'));
    expect(now(at(1, '17:00:00'))).toEqual(['0 due by 2026-07-06T17:00:00Z']);
    expect(now(at(1, '17:00:01'))).toEqual(['0 breached by 2026-07-06T17:00:00Z']);
  });

  it('is met by a touch in time, whatever the order of the touches, and not by one before it', () => {
    const { told, move, now } = handOffs();
    move(0, 1, 'rule', at(1, '02:00:00'));
    told.touched(0, at(1, '01:00:00'));
    expect(now(at(2, '12:00:00'))).toEqual(['0 breached by 2026-07-06T17:00:00Z']);
    told.touched(0, at(2, '11:00:00'));
    expect(now(at(2, '12:00:00'))).toEqual(['0 breached by 2026-07-06T17:00:00Z, acted 2026-07-07T11:00:00Z']);
    told.touched(0, at(1, '16:00:00'));
    expect(now(at(2, '12:00:00'))).toEqual(['0 met by 2026-07-06T17:00:00Z, acted 2026-07-06T16:00:00Z']);
  });

  it('is met by a decision of a person, whichever', () => {
    const { move, now } = handOffs();
    move(0, 1, 'rule', at(1, '02:00:00'));
    move(1, 1, 'rule', at(1, '02:00:00'));
    move(0, 2, 'person', at(1, '10:00:00'));
    move(1, 0, 'wrongly scored', at(1, '11:00:00'));
    expect(now(at(9, '12:00:00'))).toEqual([
      '0 met by 2026-07-06T17:00:00Z, acted 2026-07-06T10:00:00Z',
      '1 met by 2026-07-06T17:00:00Z, acted 2026-07-06T11:00:00Z',
    ]);
  });

  it('is no promise any more where a rule takes it back in time, and a broken one where it does later', () => {
    const { move, now } = handOffs();
    move(0, 1, 'rule', at(1, '02:00:00'));
    move(0, 0, 'exit', at(1, '12:00:00'));
    move(1, 1, 'rule', at(1, '02:00:00'));
    move(1, 0, 'exit', at(3, '02:00:00'));
    expect(now(at(9, '12:00:00'))).toEqual(['1 breached by 2026-07-06T17:00:00Z']);
  });

  it('is no promise any more once the contact objects, or reaches the outcome by itself, before anybody acts', () => {
    const releases = releasesOf({
      contacts: { ids: ['0', '1', '2', '3'] } as unknown as Contacts,
      suppressions: {
        subject: Int32Array.of(0, 2, 3),
        from: Float64Array.of(at(1, '12:00:00'), Number.NaN, at(1, '16:00:00')),
        until: Float64Array.of(Number.NaN, at(1, '01:00:00'), Number.NaN),
      },
      outcomes: {
        contact: Int32Array.of(1),
        occurredAt: Float64Array.of(at(1, '11:00:00')),
        ingestedAt: Float64Array.of(Number.NaN),
      },
    });
    const { told, move, now } = handOffs(releases);
    for (const contact of [0, 1, 2, 3]) move(contact, 1, 'rule', at(1, '02:00:00'));
    told.touched(3, at(1, '15:00:00'));
    // The objection of the third was over before.
    expect(now(at(9, '12:00:00'))).toEqual([
      '2 breached by 2026-07-06T17:00:00Z',
      '3 met by 2026-07-06T17:00:00Z, acted 2026-07-06T15:00:00Z',
    ]);
  });

  it('begins again each time the stage is entered; a touch counts for the one it follows', () => {
    const { told, move, now } = handOffs();
    move(0, 1, 'rule', at(1, '02:00:00'));
    move(0, 0, 'timing', at(1, '10:00:00'));
    move(0, 1, 'rule', at(8, '02:00:00'));
    told.touched(0, at(8, '09:00:00'));
    told.touched(0, at(5, '09:00:00'));
    expect(now(at(9, '12:00:00'))).toEqual([
      '0 met by 2026-07-06T17:00:00Z, acted 2026-07-06T10:00:00Z',
      '0 met by 2026-07-13T17:00:00Z, acted 2026-07-13T09:00:00Z',
    ]);
  });

  it('is counted by the tier it had', () => {
    const { told, move } = handOffs();
    move(0, 1, 'rule', at(1, '02:00:00'), 'A');
    move(1, 1, 'rule', at(1, '02:00:00'), 'A');
    move(2, 1, 'rule', at(1, '02:00:00'), 'B');
    move(3, 1, 'person', at(3, '02:00:00'), null);
    told.touched(0, at(1, '09:00:00'));
    told.touched(2, at(2, '09:00:00'));
    const followed = [...followUps(told, { levels, nameOf, releases: noReleases }, at(3, '10:00:00'))];
    expect(followUpByTier(followed)).toEqual([
      { tier: 'A', handedOver: 2, met: 1, due: 0, breached: 1, acted: 1, neverActed: 1 },
      { tier: 'B', handedOver: 1, met: 0, due: 0, breached: 1, acted: 1, neverActed: 0 },
      { tier: null, handedOver: 1, met: 0, due: 1, breached: 0, acted: 0, neverActed: 0 },
    ]);
  });
});
