import { type EventVolume, keptKinds } from './eventVolume.ts';
import type { Profile } from './profile.ts';
import { fewestRows } from './rowGates.ts';
import type { ScoringFinding } from './scoringFinding.ts';
import type { Observed } from './scoringGates.ts';

/**
 * Of all events, the share whose kinds may come to an end from one run to the next: a campaign ends, a form is closed. Events of the past that
 * are of another kind now were renamed, whatever their share.
 */
const mostGone = 0.1;
/** Of all events, the share that kinds may have which no run before knew: what is counted over all kinds is then mostly of them. */
const mostNew = 0.5;

/** Whether the kinds that the model knows still occur, and whether others took their place. */
export function eventKindsGate({
  profile,
  recounted,
  modelKinds,
}: Pick<Observed, 'recounted' | 'modelKinds'> & {
  readonly profile: Pick<Profile, 'events'>;
}): readonly ScoringFinding[] {
  if (!recounted?.earlier.events) return [{ gate: 'event-kinds', what: 'nothing to compare with', held: false }];
  const then = countsOf(recounted.earlier.events);
  const again = countsOf(recounted.now.events);
  const now = countsOf(profile.events);
  const total = recounted.earlier.events.counts[2];
  const shareOf = (kinds: readonly string[], of: ReadonlyMap<string, number>, all: number) =>
    all > 0 ? kinds.reduce((sum, kind) => sum + (of.get(kind) ?? 0), 0) / all : 0;

  const known = modelKinds.filter((kind) => (then.get(kind) ?? 0) >= fewestRows);
  const rewritten = known.filter((kind) => !again.has(kind));
  const gone = known.filter((kind) => !now.has(kind));
  // Of more kinds than are kept, those that occurred then are told by counting again.
  const isKnown = (kind: string) =>
    then.has(kind) || modelKinds.includes(kind) || (then.size >= keptKinds && again.has(kind));
  const fresh = [...now.keys()].filter((kind) => !isKnown(kind));
  const lost = rewritten.length > 0 ? rewritten : gone;
  const share = shareOf(lost, then, total);
  // Where hardly an event is left, `events` says so; no kind was renamed.
  const emptied = now.size === 0;
  const newShare = shareOf(fresh, now, profile.events?.counts[2] ?? 0);
  return [
    {
      gate: 'event-kinds',
      what: 'gone',
      held: !emptied && (rewritten.length > 0 || share > mostGone),
      kinds: lost,
      instead: lost.length > 0 ? fresh : [],
      share,
      rewritten: rewritten.length > 0,
      mostShare: mostGone,
    },
    {
      gate: 'event-kinds',
      what: 'new',
      held: lost.length === 0 && newShare > mostNew,
      kinds: fresh,
      share: newShare,
      mostShare: mostNew,
    },
  ];
}

function countsOf(volume: EventVolume | null): ReadonlyMap<string, number> {
  return new Map(volume?.kinds.map(({ kind, counts }) => [kind, counts[2]]));
}
