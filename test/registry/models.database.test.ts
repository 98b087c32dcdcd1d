import { copyFile, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { gateNotice } from '../../src/notice/notice.ts';
import { listDecisions, promote, refuse, rollback } from '../../src/registry/decisions.ts';
import { championOf, listModels, showModel } from '../../src/registry/models.ts';
import { artefactOfRow, registeredArtefact } from '../../src/registry/registeredArtefact.ts';
import { registerModel } from '../../src/registry/registerModel.ts';
import { askedAndMeasured, sentenceOf } from '../../src/wording/sentenceOf.ts';
import { encodedSmall, smallArtefact } from './artefacts.ts';
import { registryPlace } from './registryPlace.ts';

const { database, modelsDir } = await registryPlace();
let programs = 0;

/** A program with so many registered models; gives their ids. */
async function programWith(count: number): Promise<{ program: string; ids: readonly string[] }> {
  const program = `program${++programs}`;
  const ids: string[] = [];
  for (let seed = 0; seed < count; seed++)
    ids.push((await registerModel(database.handle, modelsDir, smallArtefact(program, seed))).modelId);
  return { program, ids };
}

const why = (reason: string) => ({ reason, modelsDir });

function fileOf(program: string, modelId: string): string {
  return join(modelsDir, program, `${modelId}.json`);
}

describe('a registered model', () => {
  test('is a row and a file that agree, and no champion', async () => {
    const { program, ids } = await programWith(1);
    const { text, checksum, modelId } = encodedSmall(program, 0);
    expect(ids).toEqual([modelId]);
    expect(await readFile(fileOf(program, modelId), 'utf8')).toBe(text);
    expect(await showModel(database.handle, program, modelId)).toMatchObject({
      ...{ program, modelId, family: 'base-rate', fallback: false, checksum, dataFingerprint: 'fingerprint' },
      ...{ metrics: { candidateModels: [], calibrationMethod: 'platt' }, champion: false },
    });
    expect(await registeredArtefact(database.handle, modelsDir, program, modelId)).toEqual(smallArtefact(program, 0));
    expect(await championOf(database.handle, program)).toBeUndefined();
  });

  test('keeps who was champion when it was trained', async () => {
    const { program, ids } = await programWith(1);
    const { modelId } = await registerModel(database.handle, modelsDir, smallArtefact(program, 1), ids[0]!);
    expect(await showModel(database.handle, program, modelId)).toMatchObject({ parentModelId: ids[0] });
    await registerModel(database.handle, modelsDir, smallArtefact(program, 1), modelId);
    const parents = (await listModels(database.handle, program)).map((model) => model.parentModelId);
    expect(parents).toEqual([ids[0], null]);
  });

  test('may be registered again', async () => {
    const { program, ids } = await programWith(1);
    await registerModel(database.handle, modelsDir, smallArtefact(program, 0));
    expect((await listModels(database.handle, program)).map((model) => model.modelId)).toEqual(ids);
  });

  test('is listed, the newest first', async () => {
    const { program, ids } = await programWith(3);
    expect((await listModels(database.handle, program)).map((model) => model.modelId)).toEqual(ids.toReversed());
    await expect(showModel(database.handle, program, 'm-000000000000')).rejects.toMatchObject({ code: 'usage' });
  });
});

describe('an artefact is refused with exit 6', () => {
  const refused = { code: 'artefact', exitCode: 6 };

  test('when its file is missing', async () => {
    const { program, ids } = await programWith(1);
    await rm(fileOf(program, ids[0]!));
    await expect(registeredArtefact(database.handle, modelsDir, program, ids[0]!)).rejects.toMatchObject(refused);
  });

  test('cut after any byte', async () => {
    const { program, ids } = await programWith(1);
    const whole = await readFile(fileOf(program, ids[0]!));
    const { checksum } = await showModel(database.handle, program, ids[0]!);
    for (let length = 0; length < whole.length; length++) {
      await writeFile(fileOf(program, ids[0]!), whole.subarray(0, length));
      await expect(artefactOfRow(modelsDir, { program, modelId: ids[0]!, checksum })).rejects.toMatchObject(refused);
    }
    await expect(registeredArtefact(database.handle, modelsDir, program, ids[0]!)).rejects.toMatchObject(refused);
  });

  test('with any of 1,000 bits flipped, and the champion serves on', async () => {
    const { program, ids } = await programWith(2);
    const [champion, next] = ids as [string, string];
    await promote(database.handle, program, champion, why('first'));
    const { checksum } = await showModel(database.handle, program, next);
    const whole = await readFile(fileOf(program, next));
    const bits = whole.length * 8;
    expect(bits).toBeGreaterThan(1000);
    for (let flip = 0; flip < 1000; flip++) {
      const bit = Math.floor((flip * bits) / 1000);
      const damaged = Buffer.from(whole);
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      await writeFile(fileOf(program, next), damaged);
      await expect(artefactOfRow(modelsDir, { program, modelId: next, checksum })).rejects.toMatchObject(refused);
    }
    await expect(promote(database.handle, program, next, why('second'))).rejects.toMatchObject(refused);
    expect((await championOf(database.handle, program))?.modelId).toBe(champion);
    expect(await registeredArtefact(database.handle, modelsDir, program, champion)).toEqual(smallArtefact(program, 0));
  }, 60_000);

  test('when it is sound, but another one', async () => {
    const { program, ids } = await programWith(2);
    const other = await programWith(1);
    await copyFile(fileOf(program, ids[1]!), fileOf(program, ids[0]!));
    await expect(registeredArtefact(database.handle, modelsDir, program, ids[0]!)).rejects.toMatchObject(refused);
    await copyFile(fileOf(other.program, other.ids[0]!), fileOf(program, ids[0]!));
    await expect(registeredArtefact(database.handle, modelsDir, program, ids[0]!)).rejects.toMatchObject(refused);
  });

  test('when it is not the one that was registered', async () => {
    const { program, ids } = await programWith(1);
    await database.handle.pool.query(`UPDATE handraise.model SET checksum = 'sha256:other' WHERE program = $1`, [
      program,
    ]);
    await expect(registeredArtefact(database.handle, modelsDir, program, ids[0]!)).rejects.toMatchObject(refused);
    await expect(registerModel(database.handle, modelsDir, smallArtefact(program, 0))).rejects.toMatchObject(refused);
  });

  test('when it is a link', async () => {
    const { program, ids } = await programWith(1);
    const outside = join(modelsDir, 'outside.json');
    await copyFile(fileOf(program, ids[0]!), outside);
    await rm(fileOf(program, ids[0]!));
    await symlink(outside, fileOf(program, ids[0]!));
    await expect(registeredArtefact(database.handle, modelsDir, program, ids[0]!)).rejects.toMatchObject(refused);
  });

  test('when its folder is a link', async () => {
    const { program, ids } = await programWith(1);
    const elsewhere = join(modelsDir, 'elsewhere');
    await mkdir(elsewhere);
    await copyFile(fileOf(program, ids[0]!), join(elsewhere, `${ids[0]}.json`));
    await rm(join(modelsDir, program), { recursive: true });
    await symlink(elsewhere, join(modelsDir, program));
    await expect(registeredArtefact(database.handle, modelsDir, program, ids[0]!)).rejects.toMatchObject(refused);
  });
});

describe('decisions', () => {
  test('promote, and roll back one promotion at a time', async () => {
    const { program, ids } = await programWith(4);
    const [a, b, c, d] = ids as [string, string, string, string];
    const champion = async () => (await championOf(database.handle, program))?.modelId;
    for (const id of [a, b, c]) await promote(database.handle, program, id, why('better'));
    expect(await rollback(database.handle, program, why('worse'))).toEqual({ modelId: b, previousModelId: c });
    expect(await rollback(database.handle, program, why('worse'))).toEqual({ modelId: a, previousModelId: b });
    await expect(rollback(database.handle, program, why('worse'))).rejects.toMatchObject({ code: 'usage' });
    expect(await champion()).toBe(a);
    await promote(database.handle, program, d, why('best'));
    await promote(database.handle, program, d, why('best, again'));
    expect((await rollback(database.handle, program, why('worse'))).modelId).toBe(a);
    expect(await champion()).toBe(a);
  });

  test('are recorded, refusals too', async () => {
    const { program, ids } = await programWith(2);
    const [a, b] = ids as [string, string];
    await promote(database.handle, program, a, why("it's better"));
    await refuse(database.handle, program, b, { reason: 'does not beat the points score' });
    expect(await listDecisions(database.handle, program)).toMatchObject([
      { action: 'refuse', modelId: b, previousModelId: a, reason: 'does not beat the points score' },
      { action: 'promote', modelId: a, previousModelId: null, reason: "it's better" },
    ]);
    expect((await listDecisions(database.handle, program))[0]!.decidedBy).not.toBe('');
    expect((await listModels(database.handle, program)).filter((model) => model.champion)).toMatchObject([
      { modelId: a },
    ]);
  });

  test('of earlier versions are read, with the sentences that their gates had', async () => {
    const { program, ids } = await programWith(1);
    const said = { gate: 'points', held: true, asked: 'less', measured: 'more', sentence: 'It does not.' };
    await database.handle.pool.query(
      `INSERT INTO handraise.decision (program, action, model_id, gates) VALUES ($1, 'refuse', $2, $3)`,
      [program, ids[0], JSON.stringify([said])],
    );
    const [decision] = await listDecisions(database.handle, program);
    const [gate] = decision!.gates!;
    expect(gate).toMatchObject({ kind: 'older-gate', gate: 'points', blocked: true });
    expect([sentenceOf(gate!), askedAndMeasured(gate!)]).toEqual(['It does not.', { asked: 'less', measured: 'more' }]);
  });

  test('although a gate blocks them are overrides, with what the gates found, and count as promotions', async () => {
    const { program, ids } = await programWith(3);
    const [a, b, c] = ids as [string, string, string];
    const difference = { value: 0.1, low: Number.NaN, high: 0.2 };
    const gates = (blocked: boolean) => [gateNotice('points', 'against-points', blocked, { difference })];
    await promote(database.handle, program, a, { ...why('good'), gates: gates(false) });
    await refuse(database.handle, program, b, { reason: 'bad', gates: gates(true) });
    await promote(database.handle, program, b, { ...why('it must be'), gates: gates(true) });
    await promote(database.handle, program, c, { ...why('good'), gates: gates(false) });
    expect((await rollback(database.handle, program, why('worse'))).modelId).toBe(b);
    expect(await listDecisions(database.handle, program)).toMatchObject([
      { action: 'rollback', modelId: b, gates: null },
      { action: 'promote', modelId: c },
      { action: 'override', modelId: b, reason: 'it must be', gates: gates(true) },
      { action: 'refuse', modelId: b, previousModelId: a, gates: gates(true) },
      { action: 'promote', modelId: a, gates: gates(false) },
    ]);
  });

  test('rest on the champion that was compared with, and else change nothing', async () => {
    const { program, ids } = await programWith(2);
    const [a, b] = ids as [string, string];
    const outcomes = await Promise.all(
      ids.map((id) => promote(database.handle, program, id, { ...why('first'), compared: null })),
    );
    expect(outcomes.filter((outcome) => outcome === undefined)).toHaveLength(1);
    expect(await listDecisions(database.handle, program)).toHaveLength(1);
    const champion = (await championOf(database.handle, program))!.modelId;
    const other = champion === a ? b : a;
    expect(await promote(database.handle, program, other, { ...why('then'), compared: champion })).toEqual({
      modelId: other,
      previousModelId: champion,
    });
  });

  test.each([
    ['UPDATE', "UPDATE handraise.decision SET reason = 'another' WHERE program = $1"],
    ['an UPDATE that names nobody', "UPDATE handraise.decision SET decided_by = '' WHERE program = $1 AND false"],
    ['DELETE', 'DELETE FROM handraise.decision WHERE program = $1'],
    ['TRUNCATE', 'TRUNCATE handraise.decision'],
    ['a DELETE that passes for replication', 'DELETE FROM handraise.decision WHERE program = $1'],
  ])('are only ever added to: %s is refused', async (what, statement) => {
    const { program, ids } = await programWith(1);
    await promote(database.handle, program, ids[0]!, why('first'));
    const before = await listDecisions(database.handle, program);
    const client = await database.handle.pool.connect();
    try {
      if (what.includes('replication')) await client.query('SET session_replication_role = replica');
      const change = client.query(statement, statement.includes('$1') ? [program] : []);
      await expect(change).rejects.toMatchObject({
        code: '42501',
        message: expect.stringContaining('handraise.decision is only ever added to'),
      });
    } finally {
      client.release(true);
    }
    expect(await listDecisions(database.handle, program)).toEqual(before);
  });

  test('leave the champion when the model cannot be loaded', async () => {
    const { program, ids } = await programWith(3);
    const [a, b, c] = ids as [string, string, string];
    await promote(database.handle, program, a, why('first'));
    await promote(database.handle, program, b, why('second'));
    await rm(fileOf(program, a));
    await rm(fileOf(program, c));
    await expect(rollback(database.handle, program, why('worse'))).rejects.toMatchObject({ code: 'artefact' });
    await expect(promote(database.handle, program, c, why('third'))).rejects.toMatchObject({ code: 'artefact' });
    await expect(promote(database.handle, program, 'm-000000000000', why('?'))).rejects.toMatchObject({
      code: 'usage',
    });
    expect((await championOf(database.handle, program))?.modelId).toBe(b);
    expect(await listDecisions(database.handle, program)).toHaveLength(2);
  });

  test('that race are all recorded, and the champion is what the last one says', async () => {
    for (let round = 0; round < 5; round++) {
      const { program, ids } = await programWith(3);
      const [a, b, c] = ids as [string, string, string];
      await promote(database.handle, program, a, why('first'));
      await promote(database.handle, program, b, why('second'));
      // As many as the pool has connections, and more.
      const races = await Promise.allSettled([
        promote(database.handle, program, c, why('third')),
        ...Array.from({ length: 5 }, () => rollback(database.handle, program, why('worse'))),
      ]);
      const decided = await listDecisions(database.handle, program);
      expect(decided).toHaveLength(2 + races.filter((race) => race.status === 'fulfilled').length);
      expect((await championOf(database.handle, program))?.modelId).toBe(decided[0]!.modelId);
      const inOrder = decided.toReversed();
      expect(inOrder.map((decision) => decision.previousModelId)).toEqual([
        null,
        ...inOrder.slice(0, -1).map((decision) => decision.modelId),
      ]);
      for (const race of races) if (race.status === 'rejected') expect(race.reason).toMatchObject({ code: 'usage' });
    }
  });

  test('that are the first of a program race too', async () => {
    const { program, ids } = await programWith(2);
    await Promise.all(ids.map((id) => promote(database.handle, program, id, why('first'))));
    const decided = await listDecisions(database.handle, program);
    expect(decided.map((decision) => decision.previousModelId)).toEqual([decided[1]!.modelId, null]);
    expect((await championOf(database.handle, program))?.modelId).toBe(decided[0]!.modelId);
  });
});
