import type { Program } from '../../config/schema.ts';
import type { BinCounts, FeatureBins } from '../../monitor/featureBins.ts';
import type { ModelFeature, Observed, PublishedOrder } from '../../monitor/observed.ts';
import type { ProfileBins } from '../../monitor/profile.ts';
import type { References } from '../../monitor/profileStore.ts';
import type { LoadedModel } from '../../registry/loadedModel.ts';
import type { Instant } from '../../time/instant.ts';
import type { Artefact } from '../../training/artefact.ts';
import type { Extract } from '../extract/extract.ts';
import { recountsIn } from '../extract/recounts.ts';
import { scoringProfile } from '../extract/runProfiles.ts';

/** What the gates of a scoring compare; the extract counted the events before its instant, then before those of `recountedInstants`. */
export function observedScoring(of: {
  readonly read: Extract;
  readonly program: Program;
  readonly asOf: Instant;
  readonly references: References;
  readonly champion: LoadedModel;
  readonly probabilities: Float64Array;
  readonly order: PublishedOrder | null;
}): Observed {
  const { read, asOf, champion } = of;
  const { references } = of;
  const bins = references.training?.profile.bins ?? auditBins(champion.artefact);
  return {
    profile: scoringProfile(read, of.program, asOf, bins, of.probabilities),
    references,
    hours: read.eventPulses.hours,
    recounts: recountsIn(references, asOf, read, read.volumes.slice(1)),
    order: of.order,
    filtered: read.filtered,
    readTwice: read.readTwice,
    modelId: champion.modelId,
    modelKinds: champion.artefact.eventKinds,
    features: featuresOf(champion.artefact),
    audited: references.training ? [] : auditCounts(champion.artefact),
    sources: read.sources,
  };
}

/** The features of a model, and how much of what it goes by each is. */
function featuresOf({ features, result }: Artefact): readonly ModelFeature[] {
  const { strengths } = result;
  const weights = new Map(strengths.map(({ feature, contribution, strength }) => [feature, contribution ?? strength]));
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  return features.map(({ name, sentence, type, family, availability }) => ({
    name,
    sentence,
    isCategory: type === 'category',
    isLasting: availability !== 'event-time' && (type === 'category' || family === 'attributes'),
    weight: total > 0 ? (weights.get(name) ?? 0) / total : 0,
  }));
}

/** Bins of a model whose training kept no profile: only whether there is a value is told apart. */
function auditBins({ features }: Artefact): ProfileBins {
  const any = { ends: [], least: -Number.MAX_VALUE, most: Number.MAX_VALUE };
  return {
    features: features.map(
      ({ name, type }): FeatureBins =>
        type === 'category' ? { feature: name, levels: [] } : { feature: name, ...any },
    ),
    scores: { feature: 'probability', ...any },
  };
}

/** Rows of training with and without a value by those bins, as the artefact's audit tells them. */
function auditCounts({ features, result }: Artefact): readonly BinCounts[] {
  const { audit, sides } = result;
  const rows = sides.find(({ side }) => side === 'train')?.rows ?? 0;
  const missing = new Map(audit.map(({ feature, missingShare }) => [feature, Math.round(missingShare * rows)]));
  return features.flatMap(({ name, type }): BinCounts[] => {
    const without = missing.get(name);
    if (without === undefined || Number.isNaN(without)) return [];
    const known = rows - without;
    return [{ feature: name, counts: type === 'category' ? [known, without] : [known, 0, without] }];
  });
}
