import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { withProgramLock } from '../../src/database/lock.ts';
import { writeArtefact } from '../../src/registry/artefactStore.ts';
import { promote } from '../../src/registry/decisions.ts';
import { championOf, listModels } from '../../src/registry/models.ts';
import { inspectRegistry, repairRegistry } from '../../src/registry/reconcile.ts';
import { registeredArtefact } from '../../src/registry/registeredArtefact.ts';
import { registerModel } from '../../src/registry/registerModel.ts';
import { sentenceOf } from '../../src/wording/sentenceOf.ts';
import { encodedSmall, smallArtefact } from './artefacts.ts';
import { registryPlace } from './registryPlace.ts';

const { database, modelsDir } = await registryPlace();
const children = new Set<ChildProcess>();

afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
});

const temporary = '.m-0123456789ab.0123456789abcdef.tmp';

test('nothing is found where rows and files agree, or where there is nothing', async () => {
  expect(await inspectRegistry(database.handle, modelsDir, 'nothing')).toEqual([]);
  await registerModel(database.handle, modelsDir, smallArtefact('sound', 1));
  expect(await inspectRegistry(database.handle, modelsDir, 'sound')).toEqual([]);
});

test('an orphan is not served before it is adopted, and no champion then', async () => {
  const { text, modelId, checksum } = encodedSmall('orphan', 1);
  await writeArtefact(modelsDir, 'orphan', modelId, text);
  await expect(registeredArtefact(database.handle, modelsDir, 'orphan', modelId)).rejects.toMatchObject({
    code: 'usage',
  });
  await expect(promote(database.handle, 'orphan', modelId, { reason: null, modelsDir })).rejects.toMatchObject({
    code: 'usage',
  });
  const findings = await inspectRegistry(database.handle, modelsDir, 'orphan');
  expect(findings).toMatchObject([{ kind: 'model-not-registered', figures: { name: modelId }, repair: 'adopt' }]);
  expect(await listModels(database.handle, 'orphan')).toEqual([]);
  expect(await repairRegistry(database.handle, modelsDir, 'orphan')).toEqual({ repaired: findings, left: [] });
  expect(await listModels(database.handle, 'orphan')).toMatchObject([{ modelId, checksum, champion: false }]);
  expect(await registeredArtefact(database.handle, modelsDir, 'orphan', modelId)).toEqual(smallArtefact('orphan', 1));
  expect(await inspectRegistry(database.handle, modelsDir, 'orphan')).toEqual([]);
});

test('what only a person can repair is told and left', async () => {
  const program = 'broken';
  const missing = await registerModel(database.handle, modelsDir, smallArtefact(program, 1));
  const damaged = await registerModel(database.handle, modelsDir, smallArtefact(program, 2));
  await promote(database.handle, program, damaged.modelId, { reason: null, modelsDir });
  await rm(join(modelsDir, program, `${missing.modelId}.json`));
  await writeFile(join(modelsDir, program, `${damaged.modelId}.json`), '{}');
  const strange = 'm-ffffffffffff';
  await writeFile(join(modelsDir, program, `${strange}.json`), encodedSmall(program, 3).text);
  await writeFile(join(modelsDir, program, temporary), 'half an arte');
  await writeFile(join(modelsDir, program, 'notes.txt'), 'mine');
  const expected = [
    { kind: 'model-file-missing', figures: { name: missing.modelId, champion: false }, repair: null },
    { kind: 'model-file-damaged', figures: { name: damaged.modelId, champion: true }, repair: null },
    { kind: 'model-not-acceptable', figures: { name: strange }, repair: null },
    { kind: 'file-left-behind', figures: { name: temporary }, repair: 'remove' },
  ].sort((a, b) => (a.figures.name < b.figures.name ? -1 : 1));
  const byName = <T extends { figures: { name: string } }>(findings: readonly T[]) =>
    findings.toSorted((a, b) => (a.figures.name < b.figures.name ? -1 : 1));
  const findings = await inspectRegistry(database.handle, modelsDir, program);
  expect(byName(findings)).toMatchObject(expected);
  expect(sentenceOf(findings.find(({ figures }) => figures.name === damaged.modelId)!)).toContain('is the champion');
  const { repaired, left } = await repairRegistry(database.handle, modelsDir, program);
  expect(repaired.map(({ figures }) => figures.name)).toEqual([temporary]);
  expect(left).toHaveLength(3);
  expect((await readdir(join(modelsDir, program))).sort()).toEqual(
    [`${damaged.modelId}.json`, `${strange}.json`, 'notes.txt'].sort(),
  );
  expect((await championOf(database.handle, program))?.modelId).toBe(damaged.modelId);
});

test('files of a run at work are no findings, and are not touched', async () => {
  await mkdir(join(modelsDir, 'busy'), { recursive: true });
  await writeFile(join(modelsDir, 'busy', temporary), '');
  const { text, modelId } = encodedSmall('busy', 1);
  await writeArtefact(modelsDir, 'busy', modelId, text);
  await withProgramLock(database.handle, 'busy', async () => {
    expect(await inspectRegistry(database.handle, modelsDir, 'busy')).toEqual([]);
    await expect(repairRegistry(database.handle, modelsDir, 'busy')).rejects.toMatchObject({ code: 'busy' });
  });
  expect(await inspectRegistry(database.handle, modelsDir, 'busy')).toHaveLength(2);
});

test('a writer killed at any moment leaves whole artefacts and temporary files, never part of an artefact', async () => {
  const program = 'killed';
  const script = fileURLToPath(new URL('killedWriter.ts', import.meta.url));
  for (let round = 0; round < 3; round++) {
    const child = spawn(process.execPath, [script, modelsDir, program], { stdio: ['ignore', 'pipe', 'inherit'] });
    children.add(child);
    const exited = once(child, 'exit');
    await once(child.stdout!, 'data');
    child.kill('SIGKILL');
    await exited;
    children.delete(child);
    for (const name of await readdir(join(modelsDir, program))) {
      if (name.endsWith('.tmp')) continue;
      const text = await readFile(join(modelsDir, program, name), 'utf8');
      expect([name, text.length, text.at(-1)]).toEqual([name, 4_000_000, '\n']);
    }
  }
});
