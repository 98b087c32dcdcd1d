import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { bin } from './handraise.ts';

const run = promisify(execFile);

/** A command line of Node that says it is another version; packed.slow.test.ts runs real ones. */
function under(node: string, ...command: readonly string[]) {
  const preload = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${node}' } });`;
  return run(process.execPath, ['--import', `data:text/javascript,${encodeURIComponent(preload)}`, ...command]).then(
    ({ stdout }) => ({ code: 0, stdout, stderr: '' }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
}

test.each(['18.20.8', '20.19.0', '22.10.0', '22.17.1', '23.0.0', '23.5.0'])(
  'on Node %s one line says what is needed, why, and how to get it',
  async (node) => {
    expect(await under(node, bin, '--version')).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(
        /^handraise: Node [\d.]+ is too old: [^\n]*TypeScript — [^\n]*npm i -D node@24[^\n]*\n$/,
      ),
    });
  },
);

test('a script that imports handraise on Node 20 is told the same, without a stack', async () => {
  const script = `import '${new URL('../../src/index.ts', import.meta.url)}'; console.log('imported');`;
  const { stdout, stderr } = await under('20.19.0', '--input-type=module', '-e', script);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^\[?handraise: Node 20.19.0 is too old: [^\n]*npm i -D node@24[^\n]*$/m);
  expect(stderr).not.toMatch(/^\s+at /m);
});

test.each(['22.18.0', '23.6.0', '24.0.0', '26.1.0'])('Node %s will do', async (node) => {
  expect(await under(node, bin, '--version')).toMatchObject({ code: 0 });
});

test('npm is told of the same versions', async () => {
  const { engines } = JSON.parse(await readFile(join(import.meta.dirname, '../../package.json'), 'utf8'));
  expect(engines.node).toBe('^22.18.0 || >=23.6.0');
});
