import { gateNotice } from '../notice/notice.ts';
import { binShift, movedShare } from './binShift.ts';
import { profilesOfModel } from './earlierProfiles.ts';
import type { BinCounts } from './featureBins.ts';
import type { ModelFeature, Observed } from './observed.ts';
import type { ScoringFinding } from './scoringFinding.ts';

/** Of what the model goes by, the share below which a feature does not matter, whatever becomes of it. */
const leastWeight = 0.005;
/** A feature whose values fail for half of the rows more than ever before has lost them. */
const mostFailing = 0.5;
/** From here on it has lost them, even where half of the rows never had one. */
const nearlyAll = 0.94;
/** Values that are far beyond all that training saw: more than these of the rows are no single large company. */
const mostBeyond = 0.01;
const fewestBeyond = 5;
/** From here on a population has shifted; a convention of credit scoring. */
const mostShift = 0.25;
/** Of what the model goes by, the share that may rest on shifted features. */
const mostShifted = 0.25;

/** Whether the features that the model rests on have values like those of before. */
export function valuesGate(observed: Observed): readonly ScoringFinding[] {
  const earlier = profilesOfModel(observed).map(({ features }) => byFeature(features));
  const audited = byFeature(observed.audited);
  const now = byFeature(observed.profile.features);
  const compared = observed.features
    .filter(({ weight }) => weight >= leastWeight)
    .flatMap((feature) => {
      const counts = now.get(feature.name);
      // Bins of another training are not comparable.
      const countsIn = (of: ReadonlyMap<string, readonly number[]>) =>
        [of.get(feature.name) ?? []].filter((other) => other.length === counts?.length);
      const others = earlier.flatMap(countsIn);
      const known = [...others, ...countsIn(audited)];
      return counts && known.length > 0 ? [compare(feature, counts, known, others)] : [];
    });
  if (compared.length === 0) return [gateNotice('values', 'no-comparison', false, {})];
  const failing = compared.flatMap(({ finding }) => finding ?? []);
  const shifted = compared
    .filter(({ finding, shift }) => !finding && shift.psi > mostShift + shift.byChance)
    .sort((a, b) => b.feature.weight - a.feature.weight);
  const weight = shifted.reduce((sum, { feature }) => sum + feature.weight, 0);
  return [
    ...failing.toSorted((a, b) => b.figures.weight - a.figures.weight),
    gateNotice('values', 'features-shifted', weight > mostShifted, {
      features: shifted.map(({ feature: { name, sentence, weight }, shift: { psi } }) => ({
        name,
        sentence,
        weight,
        psi,
      })),
      compared: compared.length,
      weight,
      mostWeight: mostShifted,
      mostShift,
    }),
  ];
}

/** @param known counts that tell how many values failed before. @param others those of instants like this one, to which values may have moved. */
function compare(
  feature: ModelFeature,
  now: readonly number[],
  known: readonly (readonly number[])[],
  others: readonly (readonly number[])[],
) {
  const share = (counts: readonly number[], fromEnd: number) =>
    counts.at(-fromEnd)! /
    Math.max(
      1,
      counts.reduce((sum, count) => sum + count, 0),
    );
  const failing = (of: 'missing' | 'beyond') => {
    const fromEnd = of === 'missing' ? 1 : 2;
    return { before: Math.max(...known.map((counts) => share(counts, fromEnd))), after: share(now, fromEnd) };
  };
  const { isCategory, isLasting, weight, name, sentence } = feature;
  const named = { name, sentence };
  const found = (of: ScoringFinding<'feature-values'>['figures']['of'], before: number, after: number, most: number) =>
    after > most
      ? [gateNotice('values', 'feature-values', true, { of, feature: named, weight, before, after, most })]
      : [];
  const shift = others
    .map((counts) => binShift(counts, now))
    .reduce((least, one) => (one.psi - one.byChance < least.psi - least.byChance ? one : least), unmoved(others));
  const missing = failing('missing');
  const beyond = failing('beyond');
  const mostOf = (before: number) =>
    before <= mostFailing ? Math.min(before + mostFailing, nearlyAll) : Number.POSITIVE_INFINITY;
  const [finding] = [
    ...found('missing', missing.before, missing.after, mostOf(missing.before)),
    ...(isCategory
      ? found('unseen', beyond.before, beyond.after, mostOf(beyond.before))
      : now.at(-2)! >= fewestBeyond
        ? found('beyond', beyond.before, beyond.after, mostBeyond + 2 * beyond.before)
        : []),
    ...(isLasting && shift.psi > mostShift + shift.byChance
      ? found('moved', 0, Math.min(...others.map((counts) => movedShare(counts, now))), mostFailing)
      : []),
  ];
  return { feature, finding, shift };
}

/** What there is to be smaller than: nothing has moved where there is nothing to compare with. */
function unmoved(others: readonly unknown[]) {
  return { psi: others.length > 0 ? Number.POSITIVE_INFINITY : 0, byChance: 0 };
}

function byFeature(features: readonly BinCounts[]): ReadonlyMap<string, readonly number[]> {
  return new Map(features.map(({ feature, counts }) => [feature, counts]));
}
