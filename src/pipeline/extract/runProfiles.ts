import { entityNames } from '../../config/entity.ts';
import type { Program } from '../../config/schema.ts';
import { createdAlike } from '../../monitor/createdAlike.ts';
import { binsOf, countBins, sampleOf } from '../../monitor/featureBins.ts';
import { latestHours, outcomePulse } from '../../monitor/feedPulse.ts';
import type { PresentProfile, Profile, ProfileBins, RunProfile } from '../../monitor/profile.ts';
import { scoreBinsOf, scoreSummary } from '../../monitor/scoreSummary.ts';
import { sourceRows } from '../../monitor/sourceRows.ts';
import type { LoadedModel } from '../../registry/loadedModel.ts';
import type { PastAndPresent } from '../../snapshot/pastAndPresent.ts';
import { selectColumns, takeRows } from '../../table/table.ts';
import { type Instant, parseInstant } from '../../time/instant.ts';
import { encodeArtefact } from '../../training/artefact.ts';
import type { Extract } from './extract.ts';

/** Past dates that a training's profile is of, at most: the latest year's, evenly. */
const mostDates = 8;
const datesOfYear = { week: 52, month: 12, quarter: 4 } as const;
/** Rows of a date that are counted by their values, at most; shares of so many are exact to half a percentage point. */
const mostRows = 20_000;
/** Hours in which events are counted, a month of them. */
const keptHours = 30 * 24;

/**
 * Past as-of dates that scorings are to be compared with, ascending: up to eight of the last year. None of a program whose dates are the
 * contacts' own.
 */
export function profiledDates({ past }: PastAndPresent, { cutoffs }: Program): readonly Instant[] {
  if (!('every' in cutoffs)) return [];
  const dates = [...new Set(past.asOf)].sort((a, b) => a - b).slice(-datesOfYear[cutoffs.every]);
  if (dates.length <= mostDates) return dates;
  return Array.from({ length: mostDates }, (_, i) => dates[Math.round((i * (dates.length - 1)) / (mostDates - 1))]!);
}

/** What a training read: at its own instant, then at `profiledDates`, of which the extract has the volumes in this order. */
export function trainingProfile(
  read: Extract<PastAndPresent>,
  program: Program,
  knownBefore: Instant,
  trained: Pick<LoadedModel, 'artefact' | 'model' | 'calibrator'>,
): RunProfile {
  const { past, pastRows, presentRows } = read.snapshots;
  const table = selectColumns(read.features.table, trained.model.features);
  const rowsOf = (date: Instant) => pastRows.filter((_, position) => past.asOf[position] === date);
  const dates = profiledDates(read.snapshots, program).map((asOf) => ({ asOf, rows: rowsOf(asOf) }));
  const sampled = dates.map(({ rows }) => sampleOf(rows, mostRows));
  const present = sampleOf(presentRows, mostRows);
  const all = Int32Array.from([...sampled, present].flatMap((rows) => [...rows]));
  const probabilities = (rows: Int32Array) =>
    trained.calibrator.probabilities(trained.model.margins(takeRows(table, rows)));
  const bins = { features: binsOf(table, all), scores: scoreBinsOf(probabilities(all)) };
  const valuesOf = (rows: Int32Array) => ({
    features: countBins(bins.features, table, rows),
    scores: scoreSummary(probabilities(rows), bins.scores),
  });
  return {
    modelId: encodeArtefact(trained.artefact).modelId,
    now: {
      ...profileAt(read, knownBefore, 0, presentRows.length),
      ...valuesOf(present),
      ...presentOf(read, program, knownBefore),
    },
    past: dates.map(({ asOf, rows }, i) => ({
      ...profileAt(read, asOf, i + 1, rows.length),
      ...valuesOf(sampled[i]!),
    })),
    bins,
  };
}

/** What a scoring read; the extract counted the events before it first. */
export function scoringProfile(
  read: Extract,
  program: Program,
  asOf: Instant,
  bins: ProfileBins,
  probabilities: Float64Array,
): PresentProfile {
  const rows = sampleOf(
    Int32Array.from({ length: read.snapshots.rows }, (_, row) => row),
    mostRows,
  );
  return {
    ...profileAt(read, asOf, 0, read.snapshots.rows),
    features: countBins(bins.features, read.features.table, rows),
    scores: scoreSummary(probabilities, bins.scores),
    ...presentOf(read, program, asOf),
  };
}

function profileAt(read: Extract, asOf: Instant, position: number, candidates: number): Profile {
  const rows = sourceRows(read.population, asOf);
  return { asOf, candidates, rows, events: read.volumes[position] ?? null, features: [], scores: null };
}

function presentOf(
  { population, eventPulses: { hours, ...pulses }, sources, readings }: Extract,
  { outcome: { recordedUntil } }: Program,
  asOf: Instant,
): Omit<PresentProfile, keyof Profile> {
  const until = recordedUntil === undefined ? asOf : Math.min(asOf, parseInstant(recordedUntil));
  return {
    pulses: { ...pulses, outcomes: outcomePulse(population.outcomes, until) },
    hours: hours && latestHours(hours, keptHours),
    alike: createdAlike(population, asOf),
    columns: columnsOf(sources),
    reading: readings,
  };
}

/** Fields for which a column is there, such as `contact.title`. */
export function columnsOf(sources: Extract['sources']): readonly string[] {
  return entityNames.flatMap((entity) => sources.fields(entity).map((field) => `${entity}.${field}`));
}
