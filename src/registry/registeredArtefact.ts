import type { DatabaseHandle } from '../database/connection.ts';
import { HandraiseError } from '../errors.ts';
import { type Artefact, decodeNamed, type NamedArtefact } from '../training/artefact.ts';
import { readArtefact } from './artefactStore.ts';
import { type RegisteredModel, showModel } from './models.ts';

/**
 * A registered model's artefact, verified against its own checksum and its row's.
 *
 * @throws HandraiseError `usage` for a model that is not registered, `artefact` when its file is
 * missing, damaged, or not the one that was registered.
 */
export async function registeredArtefact(
  handle: DatabaseHandle,
  modelsDir: string,
  program: string,
  modelId: string,
): Promise<Artefact> {
  return artefactOfRow(modelsDir, await showModel(handle, program, modelId));
}

/** The artefact a model's row stands for; throws as `registeredArtefact` does. */
export async function artefactOfRow(
  modelsDir: string,
  { program, modelId, checksum }: Pick<RegisteredModel, 'program' | 'modelId' | 'checksum'>,
): Promise<Artefact> {
  const stored = await readStored(modelsDir, program, modelId);
  if (!stored)
    throw new HandraiseError('artefact', `the artefact of model ${modelId} of program ${program} is missing`, {
      hint: `put ${program}/${modelId}.json back into the folder of models, promote another model, or train again`,
    });
  if (stored.checksum !== checksum)
    throw new HandraiseError('artefact', `the artefact of model ${modelId} is not the one that was registered`, {
      hint: 'put the registered file back, promote another model, or train again',
    });
  return stored.artefact;
}

/**
 * The artefact under a name, whether registered or not; undefined when there is no such file.
 *
 * @throws HandraiseError `artefact` when it is damaged, or lies under another model's or program's name.
 */
export async function readStored(
  modelsDir: string,
  program: string,
  modelId: string,
): Promise<NamedArtefact | undefined> {
  const text = await readArtefact(modelsDir, program, modelId);
  if (text === undefined) return undefined;
  const stored = decodeNamed(text);
  const { artefact, modelId: itsId } = stored;
  if (artefact.program !== program || itsId !== modelId)
    throw new HandraiseError('artefact', `${program}/${modelId}.json holds model ${itsId} of ${artefact.program}`, {
      hint: 'a file was renamed or copied; put it back under its own name',
    });
  return stored;
}
