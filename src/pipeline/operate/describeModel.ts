import { programOf } from '../../config/load.ts';
import { describePoints, type PointsRule } from '../../model/points/description.ts';
import { loadModel } from '../../registry/loadedModel.ts';
import { showModel } from '../../registry/models.ts';
import { resultView, type TrainingResultView } from '../../training/resultView.ts';
import type { Workbench } from '../../workbench/workbench.ts';

/** What a model was made from, and after which champion. */
export interface ModelLineage {
  readonly createdAt: Date;
  /** Whether it is the champion now. */
  readonly champion: boolean;
  /** The champion when it was trained; null where there was none. */
  readonly parentModelId: string | null;
  /** Hash of the rows it was trained on. */
  readonly dataFingerprint: string;
  /** Hash of the program it was trained for. */
  readonly configHash: string;
  readonly seed: number;
  /** Of the handraise that trained it. */
  readonly codeVersion: string;
  /** Its features, each with the hash of its definition. */
  readonly features: readonly { readonly name: string; readonly hash: string }[];
}

/** A model: what it was made from, and what training found out about it. */
export interface ModelDescription extends TrainingResultView {
  readonly modelId: string;
  readonly lineage: ModelLineage;
  /** The whole of a points score; absent in models of other families. */
  readonly rules?: readonly PointsRule[];
}

/**
 * Describes a model of a program, champion or not.
 *
 * @throws HandraiseError `usage` when the model is unknown, `artefact` when its file is missing or damaged.
 */
export async function describeModel(
  workbench: Workbench,
  programName: string | undefined,
  modelId: string,
): Promise<ModelDescription> {
  const { name } = programOf(workbench.config, programName);
  const { artefact, model } = await loadModel(workbench, name, modelId);
  const { createdAt, parentModelId, champion } = await showModel(workbench.handle, name, modelId);
  const { dataFingerprint, configHash, seed, codeVersion } = artefact;
  const rules = model.family === 'points' ? describePoints(model) : [];
  return {
    modelId,
    lineage: {
      ...{ createdAt, champion, parentModelId, dataFingerprint, configHash, seed, codeVersion },
      features: artefact.features.map((feature) => ({ name: feature.name, hash: feature.hash })),
    },
    ...resultView(artefact.result),
    ...(rules.length > 0 ? { rules } : {}),
  };
}
