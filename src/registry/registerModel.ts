import type pg from 'pg';
import type { DatabaseHandle } from '../database/connection.ts';
import { inTransaction } from '../database/transaction.ts';
import { HandraiseError } from '../errors.ts';
import { type Artefact, encodeArtefact, type NamedArtefact } from '../training/artefact.ts';
import { resultView } from '../training/resultView.ts';
import { writeArtefact } from './artefactStore.ts';
import { type RegisteredModel, showModel } from './models.ts';

/**
 * Keeps a trained model: first its artefact under `models/`, then its row. It does not score before it is promoted.
 *
 * The caller holds the program's lock. Killed between the two, an artefact without a row is left,
 * which nothing serves and `repairRegistry` adopts. Registering an equal model again changes nothing.
 *
 * @param parentModelId the champion when it was trained; null where there was none.
 * @throws HandraiseError `artefact`, `permission` or `resource` when the file cannot be written.
 */
export async function registerModel(
  handle: DatabaseHandle,
  modelsDir: string,
  artefact: Artefact,
  parentModelId: string | null = null,
): Promise<RegisteredModel> {
  const { text, checksum, modelId } = encodeArtefact(artefact);
  await writeArtefact(modelsDir, artefact.program, modelId, text);
  await insertModel(handle, { artefact, checksum, modelId }, parentModelId);
  return showModel(handle, artefact.program, modelId);
}

/**
 * The row of a model whose artefact is in its place; one that is there already must be equal.
 *
 * @throws HandraiseError `artefact` when the model is registered with another checksum.
 */
export async function insertModel(
  handle: DatabaseHandle,
  { artefact, checksum, modelId }: NamedArtefact,
  parentModelId: string | null,
): Promise<void> {
  await inTransaction(handle, async (client) => {
    await client.query(
      `INSERT INTO handraise.model (program, model_id, family, fallback, checksum, data_fingerprint, metrics, parent_model_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (program, model_id) DO NOTHING`,
      [
        ...[artefact.program, modelId, artefact.family, artefact.fallback, checksum, artefact.dataFingerprint],
        ...[JSON.stringify(resultView(artefact.result)), parentModelId],
      ],
    );
    await refuseOther(client, artefact.program, modelId, checksum);
  });
}

async function refuseOther(client: pg.ClientBase, program: string, modelId: string, checksum: string): Promise<void> {
  const { rows } = await client.query<{ checksum: string }>(
    'SELECT checksum FROM handraise.model WHERE program = $1 AND model_id = $2',
    [program, modelId],
  );
  if (rows[0]?.checksum !== checksum)
    throw new HandraiseError('artefact', `model ${modelId} of program ${program} is registered with another checksum`, {
      hint: 'see what is wrong with: handraise doctor',
    });
}
