import { execFile } from 'node:child_process';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder } from '../database/temporaryFolder.ts';

const root = join(import.meta.dirname, '../..');

export interface ShellResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder into which a company has installed Handraise, and a shell in it. */
export interface CompanyShell {
  readonly folder: string;
  /** Runs a line as a person would type it there; with `environment`, in that one instead of a person's. */
  run(line: string, options?: { cwd?: string; environment?: NodeJS.ProcessEnv }): Promise<ShellResult>;
  remove(): Promise<void>;
}

/** Makes the folder. @param database what DATABASE_URL says there. */
export async function companyShell(database?: string): Promise<CompanyShell> {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'node_modules/.bin'), { recursive: true });
  await symlink(join(root, 'bin/handraise.js'), join(folder, 'node_modules/.bin/handraise'));
  await writeFile(join(folder, 'package.json'), '{"name": "company", "private": true}');
  const own = { ...ownEnvironment(), ...(database === undefined ? {} : { DATABASE_URL: database }) };
  return {
    folder,
    run: (line, { cwd = folder, environment = own } = {}) => {
      const path = [dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(delimiter);
      const options = { cwd, env: { ...environment, PATH: path }, maxBuffer: 1 << 28 };
      return promisify(execFile)('/bin/sh', ['-c', line], options).then(
        (output) => ({ code: 0, ...output }),
        (error: ShellResult) => error,
      );
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** The environment without what the npm around these tests, and the tests themselves, hand down. */
function ownEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(npm_|PG|NODE_OPTIONS|VITEST|DATABASE_URL)/.test(name)),
  );
}
