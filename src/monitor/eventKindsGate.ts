import { gateNotice } from '../notice/notice.ts';
import { type EventVolume, keptKinds } from './eventVolume.ts';
import type { Observed } from './observed.ts';
import { fewestRows } from './rowGates.ts';
import type { ScoringFinding } from './scoringFinding.ts';

/**
 * Of all events, the share whose kinds may come to an end: a campaign ends, a form is closed. Events of the past that are of another kind now
 * were renamed, whatever their share.
 */
const mostGone = 0.1;
/** Of all events, the share that kinds may have which no run before knew: what is counted over all kinds is then mostly of them. */
const mostNew = 0.5;
/** A kind of which there were as many before every instant of training, in 7 or in 30 days, has ceased where there is none at all. */
const windows = [
  { window: 0, fewest: 100 },
  { window: 1, fewest: fewestRows },
] as const;

/** Whether events of the past are still of the kinds that the model knows. */
export function pastKindsGate({
  recounts: [latest],
  modelKinds,
}: Pick<Observed, 'recounts' | 'modelKinds'>): readonly ScoringFinding[] {
  if (!latest?.earlier.events) return [gateNotice('event-kinds', 'no-comparison', false, {})];
  const { events: known } = latest.earlier;
  const { events: again } = latest.now;
  const was = countsOf(known, 2);
  const is = countsOf(again, 2);
  const kinds = modelKinds.filter((kind) => (was.get(kind) ?? 0) >= fewestRows && !is.has(kind));
  // Where no event is left, `events` says so; no kind was renamed.
  const blocked = kinds.length > 0 && is.size > 0;
  return [goneFinding(blocked, kinds, newKinds(known, again, modelKinds), known, true)];
}

/** Whether they are, whether the kinds still occur, and whether others took their place. */
export function eventKindsGate(observed: Observed): readonly ScoringFinding[] {
  const { profile, modelKinds } = observed;
  const [latest] = observed.recounts;
  const past = pastKindsGate(observed);
  if (!latest?.earlier.events || past.some(({ blocked }) => blocked)) return past;
  const known = latest.earlier.events;
  const ceased = profile.events && profile.events.counts[2] > 0 ? ceasedKinds(observed) : [];
  const fresh = newKinds(known, profile.events, modelKinds);
  const usual = observed.references.training?.profile.now.events ?? known;
  const share = shareOf(ceased, usual);
  const newShare = shareOf(fresh, profile.events);
  return [
    goneFinding(share > mostGone, ceased, fresh, usual, false),
    gateNotice('event-kinds', 'event-kinds-new', ceased.length === 0 && newShare > mostNew, {
      ...{ kinds: fresh, share: newShare, mostShare: mostNew },
    }),
  ];
}

function ceasedKinds({ profile, recounts, references, modelKinds }: Observed): readonly string[] {
  const { training, before } = references;
  // Of scorings night after night, those before lose a kind day by day as well; training does not.
  const anchors = training ? [...training.profile.past, training.profile.now] : [recounts[0]!.earlier];
  return modelKinds.filter((kind) =>
    windows.some(({ window, fewest }) => {
      const count = (events: EventVolume | null) => countsOf(events, window).get(kind) ?? 0;
      const isMissed = count(profile.events) === 0 && anchors.every(({ events }) => count(events) >= fewest);
      // Somebody has published without it, and meant it.
      return isMissed && before.every((run) => count(run.profile.now.events) > 0);
    }),
  );
}

/** Kinds that neither the model nor an earlier volume knows. */
function newKinds(known: EventVolume, now: EventVolume | null, modelKinds: readonly string[]): readonly string[] {
  // What is beyond those that a profile keeps cannot be told.
  if (known.kinds.length >= keptKinds) return [];
  const names = new Set([...modelKinds, ...known.kinds.map(({ kind }) => kind)]);
  return now?.kinds.map(({ kind }) => kind).filter((kind) => !names.has(kind)) ?? [];
}

function goneFinding(
  blocked: boolean,
  kinds: readonly string[],
  instead: readonly string[],
  of: EventVolume,
  rewritten: boolean,
): ScoringFinding {
  return gateNotice('event-kinds', 'event-kinds-gone', blocked, {
    ...{ kinds, instead: kinds.length > 0 ? instead : [] },
    ...{ share: shareOf(kinds, of), rewritten, mostShare: mostGone },
  });
}

/** Of the events of 90 days, those of some kinds. */
function shareOf(kinds: readonly string[], of: EventVolume | null): number {
  const counts = countsOf(of, 2);
  const all = of?.counts[2] ?? 0;
  return all > 0 ? kinds.reduce((sum, kind) => sum + (counts.get(kind) ?? 0), 0) / all : 0;
}

function countsOf(volume: EventVolume | null, window: 0 | 1 | 2): ReadonlyMap<string, number> {
  return new Map(volume?.kinds.map(({ kind, counts }) => [kind, counts[window]]));
}
