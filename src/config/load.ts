import { existsSync, readFileSync, statSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { z } from 'zod';
import { HandraiseError } from '../errors.ts';
import type { Environment } from './environment.ts';
import { withLibpqVariables } from './libpqVariables.ts';
import { type Config, configSchema, type Program } from './schema.ts';

/** The configuration in force, and where it came from. */
interface LoadedConfig {
  readonly config: Config;
  /** The file, or null where defaults alone are in force. */
  readonly file: string | null;
  /** Folder that relative paths of the configuration start from. */
  readonly folder: string;
}

/** Bytes of a configuration, which is loaded in one go. */
const configLimit = 16 * 2 ** 20;

const fileNames = ['handraise.config.ts', 'handraise.config.mts', 'handraise.config.js', 'handraise.config.mjs'];

/**
 * Finds, imports and validates the configuration: flag > environment > file > default.
 *
 * @throws HandraiseError `config` naming the file, the setting and what was expected.
 */
export async function loadConfig(options: {
  readonly cwd: string;
  readonly environment: Environment;
  readonly flags?: { readonly config?: string | undefined; readonly database?: string | undefined };
}): Promise<LoadedConfig> {
  const { cwd, environment, flags } = options;
  const file = flags?.config ? resolve(cwd, flags.config) : findFile(cwd);
  const input = file === null ? {} : await importConfig(file);
  const config = parseConfig(input, file ?? 'default configuration');
  const database = withLibpqVariables(flags?.database ?? environment.databaseUrl ?? config.database, environment.libpq);
  const { database: _fromFile, ...rest } = config;
  const merged: Config = database === undefined ? rest : { ...rest, database };
  return { config: merged, file, folder: file === null ? cwd : dirname(file) };
}

/**
 * Validates a configuration object, filling in defaults.
 *
 * @throws HandraiseError `config` naming the first setting at fault.
 */
export function parseConfig(input: unknown, title: string): Config {
  const parsed = configSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new HandraiseError('config', `${title}: ${describeIssues(parsed.error)}`, {
    hint: 'correct the setting; docs/reference/configuration.md lists all of them',
    cause: parsed.error,
  });
}

/**
 * The program of a name; without one, the only one or the one called `default`.
 *
 * @throws HandraiseError `usage` when there is no such program, naming those there are.
 */
export function programOf(config: Config, name?: string): { readonly name: string; readonly program: Program } {
  const names = Object.keys(config.programs);
  const chosen = name ?? (names.length === 1 ? names[0] : 'default');
  const program = chosen !== undefined && Object.hasOwn(config.programs, chosen) ? config.programs[chosen] : undefined;
  if (chosen !== undefined && program) return { name: chosen, program };
  throw new HandraiseError('usage', `there is no program ${JSON.stringify(chosen)}`, {
    hint:
      names.length > 0 ? `the configuration has ${names.join(', ')}` : 'handraise init writes a configuration with one',
  });
}

function findFile(cwd: string): string | null {
  return fileNames.map((name) => join(cwd, name)).find((path) => existsSync(path)) ?? null;
}

async function importConfig(file: string): Promise<unknown> {
  if (!existsSync(file))
    throw new HandraiseError('config', `${file} does not exist`, { hint: 'handraise init writes one' });
  if (statSync(file).size > configLimit)
    throw new HandraiseError('config', `${file} is larger than ${configLimit / 2 ** 20} MiB: no configuration is`);
  // The file imports from 'handraise', which need not be installed beside it.
  const api = new URL(`../index${extname(fileURLToPath(import.meta.url))}`, import.meta.url).href;
  const hooks = nodeModule.registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'handraise' ? { url: api, shortCircuit: true } : next(specifier, context),
    load: (url, context, next) => {
      const format = moduleFormat(url);
      return next(url, format === undefined ? context : { ...context, format });
    },
  });
  try {
    const module: { default?: unknown } = await import(pathToFileURL(file).href);
    if (module.default === undefined)
      throw new HandraiseError('config', `${file} has no default export`, {
        hint: 'export default defineConfig({ … })',
      });
    return module.default;
  } catch (error) {
    if (error instanceof HandraiseError) throw error;
    const [reason] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new HandraiseError('config', `${file} can't be loaded: ${reason}`, { cause: error });
  } finally {
    hooks.deregister();
  }
}

/**
 * The format of a file that is written as a module, whatever the package around it says: `npm init` makes CommonJS packages, in
 * which Node would refuse its first `import`. Undefined leaves the format to Node.
 */
function moduleFormat(url: string): string | undefined {
  const { protocol, pathname } = new URL(url);
  const format = { '.ts': 'module-typescript', '.js': 'module' }[extname(pathname)];
  if (protocol !== 'file:' || format === undefined || pathname.includes('/node_modules/')) return undefined;
  return /^\s*(import|export)\b(?!\s*\()/m.test(readFileSync(fileURLToPath(url), 'utf8')) ? format : undefined;
}

function describeIssues(error: z.ZodError): string {
  const [first] = error.issues;
  const more = error.issues.length > 1 ? ` (and ${error.issues.length - 1} more)` : '';
  return `${first?.path.join('.') || 'the whole'}: ${first?.message}${more}`;
}
