import { execFileSync } from 'node:child_process';
import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  artefactLimit,
  readArtefact,
  removeTemporary,
  storedFiles,
  writeArtefact,
} from '../../src/registry/artefactStore.ts';

const modelId = 'm-0123456789ab';
let folder: string;
let models: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handraise-models-'));
  models = join(folder, 'models');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function modeOf(path: string): Promise<string> {
  return ((await lstat(path)).mode & 0o777).toString(8);
}

test('what is written is read back, private to its owner, with nothing beside it', async () => {
  const path = await writeArtefact(models, 'demo', modelId, '{"name":"Zoë 😀"}\n');
  expect(path.endsWith(join('demo', `${modelId}.json`))).toBe(true);
  expect(await readArtefact(models, 'demo', modelId)).toBe('{"name":"Zoë 😀"}\n');
  expect(await readdir(join(models, 'demo'))).toEqual([`${modelId}.json`]);
  expect([await modeOf(path), await modeOf(join(models, 'demo')), await modeOf(models)]).toEqual(['600', '700', '700']);
});

test('writing again replaces the whole', async () => {
  await writeArtefact(models, 'demo', modelId, 'a long text that is damaged');
  await writeArtefact(models, 'demo', modelId, 'short');
  expect(await readArtefact(models, 'demo', modelId)).toBe('short');
});

test('what is not there is undefined', async () => {
  expect(await readArtefact(models, 'demo', modelId)).toBeUndefined();
  expect(await storedFiles(models, 'demo')).toEqual({ modelIds: [], temporaries: [] });
});

test('bytes that are no UTF-8 are refused', async () => {
  await mkdir(join(models, 'demo'), { recursive: true });
  await writeFile(join(models, 'demo', `${modelId}.json`), Buffer.from([0x7b, 0xff, 0x7d]));
  await expect(readArtefact(models, 'demo', modelId)).rejects.toMatchObject({ code: 'artefact', exitCode: 6 });
});

test.skipIf(process.platform === 'win32')('what is no file is refused without being read', async () => {
  await mkdir(join(models, 'demo', `${modelId}.json`), { recursive: true });
  const refused = { code: 'artefact', exitCode: 6, message: expect.stringContaining('is no file') };
  await expect(readArtefact(models, 'demo', modelId)).rejects.toMatchObject(refused);
  const pipe = 'm-ffffffffffff';
  // Nobody writes to it: to open it would be to wait for ever.
  execFileSync('mkfifo', [join(models, 'demo', `${pipe}.json`)]);
  await expect(readArtefact(models, 'demo', pipe)).rejects.toMatchObject(refused);
});

test('a file larger than any artefact is refused without being read', async () => {
  await mkdir(join(models, 'demo'), { recursive: true });
  const path = join(models, 'demo', `${modelId}.json`);
  await writeFile(path, '');
  await truncate(path, artefactLimit + 1);
  await expect(readArtefact(models, 'demo', modelId)).rejects.toMatchObject({
    ...{ code: 'artefact', exitCode: 6 },
    message: expect.stringContaining('256 MiB is the most'),
  });
});

test('a failed write leaves what was there and no temporary file', async () => {
  await writeArtefact(models, 'demo', modelId, 'before');
  // A folder under the artefact's name cannot be replaced by a file, not even by root.
  const other = 'm-ffffffffffff';
  await mkdir(join(models, 'demo', `${other}.json`, 'inside'), { recursive: true });
  await expect(writeArtefact(models, 'demo', other, 'after')).rejects.toMatchObject({ name: 'HandraiseError' });
  expect(await readArtefact(models, 'demo', modelId)).toBe('before');
  expect((await storedFiles(models, 'demo')).temporaries).toEqual([]);
});

test.skipIf(process.getuid?.() === 0)('a folder that may not be written says so', async () => {
  await mkdir(models);
  await chmod(models, 0o500);
  await expect(writeArtefact(models, 'demo', modelId, 'text')).rejects.toMatchObject({ code: 'permission' });
});

test('artefacts and temporary files are told apart from everything else', async () => {
  await writeArtefact(models, 'demo', modelId, 'text');
  const temporary = `.${modelId}.0123456789abcdef.tmp`;
  for (const name of [temporary, 'README.md', 'm-zz.json', `${modelId}.json.bak`, '.DS_Store'])
    await writeFile(join(models, 'demo', name), '');
  expect(await storedFiles(models, 'demo')).toEqual({ modelIds: [modelId], temporaries: [temporary] });
  await removeTemporary(models, 'demo', temporary);
  await expect(removeTemporary(models, 'demo', 'README.md')).rejects.toMatchObject({ code: 'artefact' });
  expect((await readdir(join(models, 'demo'))).sort()).toEqual(
    ['.DS_Store', 'README.md', `${modelId}.json`, `${modelId}.json.bak`, 'm-zz.json'].sort(),
  );
});

describe('refused', () => {
  const names = ['../x', '..\\x', '..', '.', '', '%2e%2e', '/etc/passwd', 'C:\\x', 'a/b', 'a\0b', 'é', ' a', 'A'];

  test.each(names)('the name %j, for a program and for a model', async (name) => {
    const refused = { code: 'artefact', exitCode: 6 };
    await expect(readArtefact(models, name, modelId)).rejects.toMatchObject(refused);
    await expect(writeArtefact(models, name, modelId, 'x')).rejects.toMatchObject(refused);
    await expect(storedFiles(models, name)).rejects.toMatchObject(refused);
    for (const model of [name, `${modelId}/../../${name}`, `${modelId}\n`, modelId.toUpperCase()]) {
      await expect(readArtefact(models, 'demo', model)).rejects.toMatchObject(refused);
      await expect(writeArtefact(models, 'demo', model, 'x')).rejects.toMatchObject(refused);
    }
    await expect(lstat(models)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('a link in place of an artefact, read or written', async () => {
    const outside = join(folder, 'outside.json');
    await writeFile(outside, 'outside');
    await mkdir(join(models, 'demo'), { recursive: true });
    await symlink(outside, join(models, 'demo', `${modelId}.json`));
    await expect(readArtefact(models, 'demo', modelId)).rejects.toThrow('symbolic link');
    await expect(writeArtefact(models, 'demo', modelId, 'inside')).rejects.toThrow('symbolic link');
    expect(await readFile(outside, 'utf8')).toBe('outside');
  });

  test('a link in place of the folder of a program', async () => {
    await mkdir(join(folder, 'elsewhere'));
    await mkdir(models);
    await symlink(join(folder, 'elsewhere'), join(models, 'demo'));
    await writeFile(join(folder, 'elsewhere', `${modelId}.json`), 'outside');
    await expect(readArtefact(models, 'demo', modelId)).rejects.toThrow('symbolic link');
    await expect(writeArtefact(models, 'demo', modelId, 'inside')).rejects.toThrow('symbolic link');
    await expect(storedFiles(models, 'demo')).rejects.toThrow('symbolic link');
    expect(await readFile(join(folder, 'elsewhere', `${modelId}.json`), 'utf8')).toBe('outside');
  });
});

test('models/ itself may be a link: where it leads is the user’s choice', async () => {
  await mkdir(join(folder, 'disk'));
  await symlink(join(folder, 'disk'), models);
  await writeArtefact(models, 'demo', modelId, 'text');
  expect(await readFile(join(folder, 'disk', 'demo', `${modelId}.json`), 'utf8')).toBe('text');
  expect(await readArtefact(models, 'demo', modelId)).toBe('text');
});
