import { lstat, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { HandraiseError } from '../errors.ts';

const programName = /^[a-z][a-z0-9_-]{0,62}$/;
const modelName = /^m-[0-9a-f]{12}$/;

/** Whether a text can be the id of a model: `m-` and 12 hexadecimal digits. */
export function isModelId(text: string): boolean {
  return modelName.test(text);
}

/**
 * Where a program's artefacts lie: a folder directly below `models/`, whatever that itself resolves to.
 *
 * @throws HandraiseError `artefact` for a name that is none, or a folder that links elsewhere.
 */
export async function programFolder(modelsDir: string, program: string): Promise<string> {
  if (!programName.test(program)) throw refusedName('program', program);
  const root = await realpath(modelsDir).catch(() => modelsDir);
  const folder = join(root, program);
  await refuseLink(folder);
  return folder;
}

/**
 * Where a model's artefact lies: `<models>/<program>/<model id>.json`.
 *
 * @throws HandraiseError `artefact` for a name that is none (a path, an escape, NUL), or a link.
 */
export async function artefactPath(modelsDir: string, program: string, modelId: string): Promise<string> {
  if (!modelName.test(modelId)) throw refusedName('model', modelId);
  const path = join(await programFolder(modelsDir, program), `${modelId}.json`);
  await refuseLink(path);
  return path;
}

async function refuseLink(path: string): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (found?.isSymbolicLink())
    throw new HandraiseError('artefact', `${path} is a symbolic link`, {
      hint: 'models are only read from where they were written; put the file itself there',
    });
}

function refusedName(what: string, name: string): HandraiseError {
  return new HandraiseError('artefact', `${JSON.stringify(name)} cannot be the name of a ${what}`, {
    hint: 'see the names that exist with: handraise models list',
  });
}
