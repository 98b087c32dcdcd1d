import { randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { HandraiseError } from '../errors.ts';
import { readRegularFile } from '../files/regularFile.ts';
import { writeWhole } from '../files/wholeFile.ts';
import { checkWritable } from '../files/writableFolder.ts';
import { fileFailure, isAbsent } from '../systemFailure.ts';
import { artefactPath, isModelId, programFolder } from './artefactPath.ts';

const temporaryName = /^\.m-[0-9a-f]{12}\.[0-9a-f]{16}\.tmp$/;

/** Bytes of an artefact: far more than any has, and still a text that can be held. */
export const artefactLimit = 256 * 2 ** 20;

/** What lies in a program's folder. */
interface StoredFiles {
  /** Ids of the artefacts, in order. */
  readonly modelIds: readonly string[];
  /** Names of files whose writer did not come to its end, or is still at work. */
  readonly temporaries: readonly string[];
}

/**
 * Writes an artefact under its name, whole or not at all.
 *
 * Whoever writes holds the program's lock, so a temporary file found while nobody holds it is left
 * over from a writer that died.
 *
 * @returns the path of the artefact.
 * @throws HandraiseError `artefact` for a name or link that is refused, `resource` for a full disk, `permission`.
 */
export async function writeArtefact(
  modelsDir: string,
  program: string,
  modelId: string,
  text: string,
): Promise<string> {
  if (Buffer.byteLength(text) > artefactLimit)
    throw new HandraiseError(
      'resource',
      `model ${modelId} takes more than ${artefactLimit / 2 ** 20} MiB, and could not be read again`,
      {
        hint: 'leave out categories of very many levels: exclude.features, or features.highCardinality',
      },
    );
  const path = await artefactPath(modelsDir, program, modelId);
  const folder = await programFolder(modelsDir, program);
  const temporary = join(folder, `.${modelId}.${randomBytes(8).toString('hex')}.tmp`);
  try {
    await writeWhole(path, text, temporary);
    return path;
  } catch (error) {
    throw fileFailure(error, `writing ${path}`, 'artefact');
  }
}

/**
 * Makes sure, before there is a model, that a program's artefacts may be written; changes nothing.
 *
 * @throws HandraiseError as `writeArtefact`.
 */
export async function checkModelsFolder(modelsDir: string, program: string): Promise<void> {
  const folder = await programFolder(modelsDir, program);
  await checkWritable(folder).catch((error: unknown) => {
    throw fileFailure(error, `models cannot be written to ${folder}`, 'artefact');
  });
}

/**
 * The text of an artefact; undefined when there is no such file.
 *
 * @throws HandraiseError `artefact` for a name that is refused, a link, or anything but a file of UTF-8 text that is no larger than artefacts are.
 */
export async function readArtefact(modelsDir: string, program: string, modelId: string): Promise<string | undefined> {
  const path = await artefactPath(modelsDir, program, modelId);
  try {
    const bytes = await readRegularFile(path, artefactLimit, 'artefact');
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (isAbsent(error)) return undefined;
    if (error instanceof TypeError)
      throw new HandraiseError('artefact', `${path} is not UTF-8 text`, {
        hint: 'it is damaged; train again',
        cause: error,
      });
    throw fileFailure(error, `reading ${path}`, 'artefact');
  }
}

/** What lies in the folder of a program; nothing where there is no folder. Other files are none of ours. */
export async function storedFiles(modelsDir: string, program: string): Promise<StoredFiles> {
  const folder = await programFolder(modelsDir, program);
  const names = await readdir(folder).catch((error: unknown) => {
    if (isAbsent(error)) return [];
    throw fileFailure(error, `listing ${folder}`, 'artefact');
  });
  names.sort();
  return {
    modelIds: names.filter((name) => name.endsWith('.json') && isModelId(name.slice(0, -5))).map((n) => n.slice(0, -5)),
    temporaries: names.filter((name) => temporaryName.test(name)),
  };
}

/** Removes a temporary file that `storedFiles` named; the caller holds the program's lock. */
export async function removeTemporary(modelsDir: string, program: string, name: string): Promise<void> {
  if (!temporaryName.test(name)) throw new HandraiseError('artefact', `${JSON.stringify(name)} is no temporary file`);
  await rm(join(await programFolder(modelsDir, program), name), { force: true });
}
