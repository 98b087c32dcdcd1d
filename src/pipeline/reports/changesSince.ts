import type { ModelChanges, ModelFacts } from '../../report/modelChanges.ts';
import type { ModelDecision } from '../../report/reportData.ts';
import type { Artefact } from '../../training/artefact.ts';
import { resultView, type TrainingResultView } from '../../training/resultView.ts';

/** A model's artefact under its name. */
export interface NamedArtefact {
  readonly modelId: string;
  readonly artefact: Artefact;
}

/** Features whose strength moved that are named at most. */
const shownMoves = 12;

/**
 * How a model differs from the one before it.
 *
 * @param gates what the gates found when it was decided about the present model against the previous one; null elsewhere.
 */
export function changesSince(
  previous: NamedArtefact,
  present: NamedArtefact,
  gates: ModelDecision['gates'],
): Exclude<ModelChanges, { unreadable: string }> {
  const before = resultView(previous.artefact.result);
  const now = resultView(present.artefact.result);
  const had = new Map(previous.artefact.features.map(({ name, hash }) => [name, hash]));
  const has = new Map(present.artefact.features.map(({ name, hash }) => [name, hash]));
  const sameDates = gates?.find(({ gate }) => gate === 'champion');
  return {
    previous: factsOf(previous, before),
    present: factsOf(present, now),
    came: [...has.keys()].filter((name) => !had.has(name)).sort(),
    went: [...had.keys()].filter((name) => !has.has(name)).sort(),
    redefined: [...has].flatMap(([name, hash]) => (had.has(name) && had.get(name) !== hash ? [name] : [])).sort(),
    sameQuestion: before.outcome === now.outcome && before.horizonDays === now.horizonDays,
    sameData: before.dataFingerprint === now.dataFingerprint,
    sameProgram: previous.artefact.configHash === present.artefact.configHash,
    moved: movesOf(before, now),
    ...(sameDates === undefined ? {} : { sameDates }),
  };
}

function factsOf({ modelId, artefact }: NamedArtefact, findings: TrainingResultView): ModelFacts {
  const champion = findings.candidateModels.find((candidate) => candidate.selected)!;
  const side = (wanted: string) => findings.sides.find((one) => one.side === wanted)!;
  const { from, to, rows } = side('train');
  const { rocAuc, logLoss, calibrationSlope } = champion.test.metrics;
  return {
    modelId,
    family: findings.family,
    fallback: findings.fallback,
    calibrationMethod: findings.calibrationMethod,
    features: artefact.features.length,
    trained: { from, to, rows },
    tested: side('test'),
    ...{ rocAuc, logLoss, calibrationSlope },
  };
}

/** Strengths of families have different units; as shares of their sum they can be set side by side. */
function movesOf(before: TrainingResultView, now: TrainingResultView) {
  const then = sharesOf(before);
  const today = sharesOf(now);
  const sentences = new Map(
    [...before.strengths, ...now.strengths].map(({ feature, sentence }) => [feature, sentence]),
  );
  return [...sentences]
    .map(([feature, sentence]) => ({
      ...{ feature, sentence },
      before: then.get(feature) ?? 0,
      now: today.get(feature) ?? 0,
    }))
    .filter((move) => move.before !== move.now)
    .sort((a, b) => Math.abs(b.now - b.before) - Math.abs(a.now - a.before) || (a.feature < b.feature ? -1 : 1))
    .slice(0, shownMoves);
}

function sharesOf({ strengths }: TrainingResultView): ReadonlyMap<string, number> {
  const sum = strengths.reduce((total, { strength }) => total + strength, 0);
  return new Map(strengths.map(({ feature, strength }) => [feature, sum > 0 ? strength / sum : 0]));
}
