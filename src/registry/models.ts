import type { DatabaseHandle } from '../database/connection.ts';
import { databaseFailure } from '../database/failure.ts';
import { HandraiseError } from '../errors.ts';

/** A model as its row says. */
export interface RegisteredModel {
  readonly program: string;
  readonly modelId: string;
  readonly family: string;
  readonly fallback: boolean;
  /** Of the artefact, which must match it. */
  readonly checksum: string;
  readonly dataFingerprint: string;
  readonly metrics: unknown;
  readonly createdAt: Date;
  /** The champion when it was trained; null where there was none. */
  readonly parentModelId: string | null;
  /** Whether it is the one that scores now. */
  readonly champion: boolean;
}

/** Models of a program, the newest first. */
export async function listModels(handle: DatabaseHandle, program: string): Promise<readonly RegisteredModel[]> {
  const rows = await selectModels(handle, program)
    .orderBy('m.created_at', 'desc')
    .orderBy('m.model_id')
    .execute()
    .catch(readingFailed);
  return rows.map(modelOf);
}

/**
 * One model of a program.
 *
 * @throws HandraiseError `usage` when there is no such model.
 */
export async function showModel(handle: DatabaseHandle, program: string, modelId: string): Promise<RegisteredModel> {
  const row = await selectModels(handle, program)
    .where('m.model_id', '=', modelId)
    .executeTakeFirst()
    .catch(readingFailed);
  if (!row)
    throw new HandraiseError('usage', `program ${program} has no model ${JSON.stringify(modelId)}`, {
      hint: 'see those it has with: handraise models list',
    });
  return modelOf(row);
}

/** The model that scores now; undefined where none was promoted yet. */
export async function championOf(handle: DatabaseHandle, program: string): Promise<RegisteredModel | undefined> {
  const row = await selectModels(handle, program)
    .where('c.model_id', 'is not', null)
    .executeTakeFirst()
    .catch(readingFailed);
  return row && modelOf(row);
}

function selectModels(handle: DatabaseHandle, program: string) {
  return handle.kysely
    .selectFrom('handraise.model as m')
    .leftJoin('handraise.champion as c', (join) =>
      join.onRef('c.program', '=', 'm.program').onRef('c.model_id', '=', 'm.model_id'),
    )
    .select(['m.program', 'm.model_id', 'm.family', 'm.fallback', 'm.checksum', 'm.data_fingerprint', 'm.metrics'])
    .select(['m.created_at', 'm.parent_model_id', 'c.model_id as champion_id'])
    .where('m.program', '=', program);
}

type ModelRow = Awaited<ReturnType<ReturnType<typeof selectModels>['execute']>>[number];

function modelOf(row: ModelRow): RegisteredModel {
  return {
    program: row.program,
    modelId: row.model_id,
    family: row.family,
    fallback: row.fallback,
    checksum: row.checksum,
    dataFingerprint: row.data_fingerprint,
    metrics: row.metrics,
    createdAt: row.created_at,
    parentModelId: row.parent_model_id,
    champion: row.champion_id !== null,
  };
}

function readingFailed(error: unknown): never {
  throw databaseFailure(error, 'reading the models');
}
