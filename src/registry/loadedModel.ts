import type { FittedCalibrator } from '../calibration/calibrator.ts';
import { loadCalibrator } from '../calibration/calibrators.ts';
import { corrected } from '../calibration/corrected.ts';
import { programFingerprint } from '../config/programFingerprint.ts';
import type { Program } from '../config/schema.ts';
import type { Inputs } from '../crm/inputs.ts';
import type { Sources } from '../crm/source.ts';
import type { DatabaseHandle } from '../database/connection.ts';
import { HandraiseError } from '../errors.ts';
import type { TrainedSelection } from '../features/engine/featurePlan.ts';
import { selectFamilies } from '../features/engine/selectFamilies.ts';
import type { FeatureTable } from '../features/feature.ts';
import type { FittedModel } from '../model/estimator.ts';
import { loadFitted } from '../model/families.ts';
import type { FittedRollUp } from '../ranking/accounts/rollUp.ts';
import { independentContacts, loadRollUp } from '../ranking/accounts/rollUps.ts';
import type { Artefact } from '../training/artefact.ts';
import type { CalibratedModel } from '../training/evaluate.ts';
import { checkInputs } from './checkInputs.ts';
import { championOf } from './models.ts';
import { registeredArtefact } from './registeredArtefact.ts';

/** Where a program's models are: their rows, and the folder of their artefacts. */
export interface ModelStore {
  readonly handle: DatabaseHandle;
  readonly models: string;
}

/** A model read back from its artefact, ready to score. */
export interface LoadedModel {
  readonly modelId: string;
  readonly artefact: Artefact;
  readonly model: FittedModel;
  readonly calibrator: FittedCalibrator;
  /** What the result judges; the model itself where it was not fitted again after that. */
  readonly judged: CalibratedModel;
  /** How the probabilities of contacts become that of their account. */
  readonly rollUp: FittedRollUp;
}

/**
 * Reads a registered model.
 *
 * @throws HandraiseError `artefact` when its file is missing, damaged or of another version; `usage` when it is unknown.
 */
export async function loadModel(
  { handle, models }: ModelStore,
  program: string,
  modelId: string,
): Promise<LoadedModel> {
  const artefact = await registeredArtefact(handle, models, program, modelId);
  const own = calibratedModel(artefact.family, artefact);
  return {
    modelId,
    artefact,
    ...own,
    judged: artefact.judged ? calibratedModel(artefact.family, artefact.judged) : own,
    rollUp: artefact.accountRollUp
      ? loadRollUp(artefact.accountRollUp.method, artefact.accountRollUp.parameters)
      : independentContacts,
  };
}

function calibratedModel(
  family: Artefact['family'],
  { parameters, calibrator: { method, parameters: fitted }, correction }: NonNullable<Artefact['judged']>,
): CalibratedModel {
  const calibrator = loadCalibrator(method, fitted);
  return {
    model: loadFitted(family, parameters),
    calibrator: correction ? corrected(calibrator, correction) : calibrator,
  };
}

/**
 * Reads the champion of a program.
 *
 * @throws HandraiseError `artefact` when there is none, or when the program asks another question than it was trained for.
 */
export async function loadChampion(store: ModelStore, name: string, program: Program): Promise<LoadedModel> {
  const champion = await championOf(store.handle, name);
  if (!champion)
    throw new HandraiseError('artefact', `program ${name} has no champion`, { hint: 'handraise train --promote' });
  const loaded = await loadModel(store, name, champion.modelId);
  if (loaded.artefact.configHash !== programFingerprint(program))
    throw new HandraiseError('artefact', `program ${name} has changed since model ${loaded.modelId} was trained`, {
      hint: 'handraise train --promote',
    });
  return loaded;
}

/** A program with the dates and windows that a model of it was trained with: those of a short record are not the configured ones. */
export function asTrained(program: Program, { configHash, cutoffs, lookbackDays }: Artefact): Program {
  if (configHash !== programFingerprint(program)) return program;
  return { ...program, lookbackDays, cutoffs };
}

/** What the features of a model take: its kinds of events, and the families they are of. */
export function selectionOf({ eventKinds, eventValues, features }: Artefact): TrainedSelection {
  return { eventKinds, eventValues, families: new Set(features.map(({ family }) => family)) };
}

/**
 * Makes sure that each feature means what it meant in training.
 *
 * @throws HandraiseError `artefact` naming the first that doesn't, or what it is made of and is read otherwise; `gate` where what it is made of is gone.
 */
export function checkDefinitions(
  artefact: Artefact,
  {
    features: { features },
    sources,
    inputs,
  }: {
    readonly features: Pick<FeatureTable, 'features'>;
    readonly sources: Pick<Sources, 'has'>;
    readonly inputs: Inputs;
  },
  program: Program,
): void {
  const today = new Map(features.map((feature) => [feature.name, feature.hash]));
  for (const { name, hash, family } of artefact.features) {
    if (today.get(name) === hash) continue;
    const needs = selectFamilies(program.features).find((one) => one.family === family)?.needs ?? [];
    const absent = needs.find((entity) => !sources.has(entity));
    if (absent !== undefined && !today.has(name))
      throw new HandraiseError('gate', `there is no ${absent} any more, of which the model makes feature ${name}`, {
        hint: `its rows were removed, or not imported yet: handraise check shows the sources`,
      });
    const what = today.has(name) ? 'is computed in another way now' : 'can no longer be computed';
    throw new HandraiseError('artefact', `feature ${name} ${what}`, { hint: 'handraise train --promote' });
  }
  checkInputs(artefact, inputs);
}
