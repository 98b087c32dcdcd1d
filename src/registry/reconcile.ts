import type { DatabaseHandle } from '../database/connection.ts';
import { withProgramLock } from '../database/lock.ts';
import { HandraiseError } from '../errors.ts';
import { type Notice, notice } from '../notice/notice.ts';
import { removeTemporary, storedFiles } from './artefactStore.ts';
import { listModels, type RegisteredModel } from './models.ts';
import { artefactOfRow, readStored } from './registeredArtefact.ts';
import { insertModel } from './registerModel.ts';

/** How a row of the models and a file under `models/` can disagree. */
export type RegistryKind =
  | 'file-left-behind'
  | 'model-not-registered'
  | 'model-not-acceptable'
  | 'model-file-missing'
  | 'model-file-damaged';

/** Where the rows of models and the files under `models/` disagree. */
export type RegistryFinding = Notice<RegistryKind> & {
  /** What `repairRegistry` does about it; null when only a person can. */
  readonly repair: 'adopt' | 'remove' | null;
};

/**
 * Compares the models of a program with the files under `models/`; changes nothing.
 *
 * While another run of the program is active, its unfinished files are no findings.
 */
export async function inspectRegistry(
  handle: DatabaseHandle,
  modelsDir: string,
  program: string,
): Promise<readonly RegistryFinding[]> {
  try {
    return await withProgramLock(handle, program, () => allFindings(handle, modelsDir, program));
  } catch (error) {
    if (!(error instanceof HandraiseError && error.code === 'busy')) throw error;
    return modelFindings(modelsDir, await listModels(handle, program));
  }
}

/**
 * Adopts artefacts without a row that are sound, and removes temporary files of dead writers.
 *
 * An adopted model is registered, not promoted.
 *
 * @returns what was repaired, and what is left for a person.
 * @throws HandraiseError `busy` while another run of the program is active.
 */
export async function repairRegistry(
  handle: DatabaseHandle,
  modelsDir: string,
  program: string,
): Promise<{ repaired: readonly RegistryFinding[]; left: readonly RegistryFinding[] }> {
  return withProgramLock(handle, program, async () => {
    const findings = await allFindings(handle, modelsDir, program);
    for (const { repair, figures } of findings) {
      const { name } = figures;
      if (repair === 'remove') await removeTemporary(modelsDir, program, name);
      if (repair === 'adopt') await adopt(handle, modelsDir, program, name);
    }
    return {
      repaired: findings.filter((finding) => finding.repair !== null),
      left: findings.filter((finding) => finding.repair === null),
    };
  });
}

async function adopt(handle: DatabaseHandle, modelsDir: string, program: string, modelId: string): Promise<void> {
  const stored = await readStored(modelsDir, program, modelId);
  // What was champion when it was trained is not in the file.
  if (stored) await insertModel(handle, stored, null);
}

async function allFindings(
  handle: DatabaseHandle,
  modelsDir: string,
  program: string,
): Promise<readonly RegistryFinding[]> {
  const models = await listModels(handle, program);
  const files = await storedFiles(modelsDir, program);
  const registered = new Set(models.map((model) => model.modelId));
  const findings = [...(await modelFindings(modelsDir, models))];
  for (const modelId of files.modelIds)
    if (!registered.has(modelId)) findings.push(await orphan(modelsDir, program, modelId));
  for (const name of files.temporaries)
    findings.push({ ...notice('file-left-behind', { program, name }), repair: 'remove' });
  return findings;
}

async function modelFindings(
  modelsDir: string,
  models: readonly RegisteredModel[],
): Promise<readonly RegistryFinding[]> {
  const findings: RegistryFinding[] = [];
  for (const model of models.toSorted((a, b) => (a.modelId < b.modelId ? -1 : 1))) {
    const failure = await refusal(() => artefactOfRow(modelsDir, model));
    if (failure === undefined) continue;
    const present = (await storedFiles(modelsDir, model.program)).modelIds.includes(model.modelId);
    const { program, modelId: name, champion } = model;
    const kind = present ? 'model-file-damaged' : 'model-file-missing';
    findings.push({ ...notice(kind, { program, name, champion, failure }), repair: null });
  }
  return findings;
}

async function orphan(modelsDir: string, program: string, modelId: string): Promise<RegistryFinding> {
  const failure = await refusal(() => readStored(modelsDir, program, modelId));
  const of = { program, name: modelId };
  return failure === undefined
    ? { ...notice('model-not-registered', of), repair: 'adopt' }
    : { ...notice('model-not-acceptable', { ...of, failure }), repair: null };
}

/** What a refused artefact is refused for; undefined when it is sound. Other failures are thrown. */
async function refusal(read: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await read();
    return undefined;
  } catch (error) {
    if (error instanceof HandraiseError && error.code === 'artefact') return error.message;
    throw error;
  }
}
