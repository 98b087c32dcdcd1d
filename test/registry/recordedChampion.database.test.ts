import { expect, test } from 'vitest';
import { promote, refuse, rollback } from '../../src/registry/decisions.ts';
import { inspectChampions } from '../../src/registry/recordedChampion.ts';
import { registerModel } from '../../src/registry/registerModel.ts';
import { handraise } from '../cli/handraise.ts';
import { smallArtefact } from './artefacts.ts';
import { registryPlace } from './registryPlace.ts';

const { database, modelsDir } = await registryPlace();

/** Two models of a program of that name, of which the first was promoted, then the second. */
async function promoted(program: string): Promise<{ first: string; second: string }> {
  const models = [0, 1].map((seed) => registerModel(database.handle, modelsDir, smallArtefact(program, seed)));
  const [first, second] = (await Promise.all(models)).map(({ modelId }) => modelId) as [string, string];
  for (const modelId of [first, second]) await promote(database.handle, program, modelId, { reason: null, modelsDir });
  return { first, second };
}

const found = async (program: string) =>
  (await inspectChampions(database.handle)).filter((finding) => finding.figures.program === program);

test('a champion that was promoted, stayed after a refusal, or was put back is as it was decided', async () => {
  const { first } = await promoted('decided');
  expect(await found('decided')).toEqual([]);
  await refuse(database.handle, 'decided', first, { reason: 'no better' });
  expect(await found('decided')).toEqual([]);
  await rollback(database.handle, 'decided', { reason: null, modelsDir });
  expect(await found('decided')).toEqual([]);
});

test('a champion that was changed past the record is named by doctor, which ends with 6, until one is promoted', async () => {
  const { first, second } = await promoted('beside');
  const at = { cwd: modelsDir, database: database.connectionString };
  await handraise(['init'], at);
  await database.handle.pool.query('UPDATE handraise.champion SET model_id = $1 WHERE program = $2', [first, 'beside']);
  const doctor = await handraise(['doctor'], at);
  expect(doctor).toMatchObject({ code: 6, stderr: '' });
  expect(doctor.stdout).toMatch(
    new RegExp(
      `^H710 · beside: The champion is ${first}, but decision \\d+ made ${second} the champion\\. Somebody changed it.*\\(needs you\\)$`,
      'm',
    ),
  );
  await promote(database.handle, 'beside', second, { reason: 'as it was', modelsDir });
  expect(await found('beside')).toEqual([]);
});

test('a champion that was removed, and one that nobody decided, are named', async () => {
  await promoted('removed');
  await database.handle.pool.query(`DELETE FROM handraise.champion WHERE program = 'removed'`);
  expect(await found('removed')).toMatchObject([
    { kind: 'champion-undecided', figures: { champion: null }, repair: null },
  ]);
  const { modelId } = await registerModel(database.handle, modelsDir, smallArtefact('nobody', 0));
  await database.handle.pool.query(`INSERT INTO handraise.champion (program, model_id) VALUES ('nobody', $1)`, [
    modelId,
  ]);
  expect(await found('nobody')).toMatchObject([{ figures: { champion: modelId, decided: null, decision: null } }]);
});
