import { gateNotice } from '../notice/notice.ts';
import { earlierProfiles } from './earlierProfiles.ts';
import { volumeDays } from './eventVolume.ts';
import type { Observed } from './observed.ts';
import { comparedWith } from './rowGates.ts';
import type { Bounds, ScoringFinding } from './scoringFinding.ts';

/** Fewer events than these in the quietest time compared with say little. */
const fewestEvents = 100;

/**
 * Of the lowest and the highest count of the same days before other instants, per window: a holiday empties a week, hardly a
 * month; seasons halve a quarter. More than that of the quietest or the busiest time there was is no season.
 */
const volumeBounds: readonly Bounds[] = [
  { least: 0.05, most: 10 },
  { least: 1 / 3, most: 4 },
  { least: 0.5, most: 3 },
];

/** Whether the events of the runs before are still there. */
export function eventRows({ recounts }: Pick<Observed, 'recounts'>): readonly ScoringFinding[] {
  const known = recounts.filter(({ earlier }) => earlier.events !== null);
  return [comparedWith('events', 'events', known, ({ events }) => events?.counts[2] ?? 0) ?? []].flat();
}

/** Whether they are, and whether as many came as before. */
export function eventsGate(observed: Observed): readonly ScoringFinding[] {
  const { profile } = observed;
  const findings = [...eventRows(observed)];
  const earlier = earlierProfiles(observed).flatMap(({ events }) => events ?? []);
  if (earlier.length > 0)
    volumeDays.forEach((days, window) => {
      const counts = earlier.map(({ counts }) => counts[window]!);
      const [lowest, highest] = [Math.min(...counts), Math.max(...counts)];
      const count = profile.events?.counts[window] ?? 0;
      const { least, most } = volumeBounds[window]!;
      const bounds = { least: least * lowest, most: most * Math.max(highest, fewestEvents) };
      const blocked = (lowest >= fewestEvents && count < bounds.least) || count > bounds.most;
      findings.push(gateNotice('events', 'event-volume', blocked, { days, count, lowest, highest, bounds }));
    });
  return findings.length > 0 ? findings : [gateNotice('events', 'no-comparison', false, {})];
}
