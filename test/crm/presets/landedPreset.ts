import { defineConfig } from '../../../src/config/define.ts';
import type { EntityName } from '../../../src/config/entity.ts';
import { parseConfig } from '../../../src/config/load.ts';
import type { Config } from '../../../src/config/schema.ts';
import { checkCrm } from '../../../src/crm/checkCrm.ts';
import { applyPresets } from '../../../src/crm/presets/applyPresets.ts';
import { type Hands, raisedHandRows } from '../../../src/crm/presets/hands.ts';
import { probeLanding } from '../../../src/crm/presets/landing.ts';
import type { Landing, Preset, PresetMapping } from '../../../src/crm/presets/preset.ts';
import { salesforceId } from '../../../src/crm/presets/salesforce/salesforceId.ts';
import type { Loss } from '../../../src/crm/presets/usableLanding.ts';
import { probeSources } from '../../../src/crm/source.ts';
import type { DatabaseHandle } from '../../../src/database/connection.ts';
import { demoEnd } from '../../../src/demo/company.ts';
import { told } from '../told.ts';

/** What a preset makes of a schema. */
export interface AppliedPreset {
  readonly mapping: PresetMapping;
  readonly hands: Hands | undefined;
  readonly lost: readonly Loss[];
}

/** A preset as it fits a schema; `hidden` columns (`table.column`) and tables count as missing. */
export async function appliedTo(
  handle: DatabaseHandle,
  preset: Preset,
  schema: string,
  hidden: ReadonlySet<string> = new Set(),
): Promise<AppliedPreset> {
  const landing = await probeLanding(handle, preset, schema);
  const shows = (table: string, column?: string) => !hidden.has(table) && !hidden.has(`${table}.${column}`);
  const shown: Landing = {
    ...landing,
    has: (table, column) => shows(table, column) && landing.has(table, column),
    columns: (table) => landing.columns(table).filter((column) => shows(table, column)),
    type: (table, column) => (shows(table, column) ? landing.type(table, column) : undefined),
  };
  const { mapping, hands, parts } = await applyPresets(handle, [{ preset, landing: shown }]);
  return { mapping, hands, lost: parts[0]!.lost };
}

/** The configuration that a mapping makes, of a program `default`. */
export function configOf({ mapping }: AppliedPreset): Config {
  const program = { horizonDays: 60, cutoffs: { every: 'month' }, ...mapping.program };
  return parseConfig({ source: mapping.source, programs: { default: program } }, 'test');
}

/** The configuration that a written file means. */
export function configIn(text: string): Config {
  const body = text.replace(/^import .*$/m, '').replace('export default', 'return');
  return parseConfig(
    new Function('defineConfig', 'raisedHandRows', 'salesforceId', body)(defineConfig, raisedHandRows, salesforceId),
    'test',
  );
}

/** What `check` finds wrong. */
export async function errorsOf(handle: DatabaseHandle, config: Config): Promise<string[]> {
  const { problems } = await checkCrm(handle, config, demoEnd);
  return problems
    .map(told)
    .filter(({ severity }) => severity === 'error')
    .map(({ entity, problem }) => `${entity}: ${problem}`);
}

/** Some columns of an entity's canonical rows, in order; instants as ISO texts of milliseconds. */
export async function canonicalRows(
  handle: DatabaseHandle,
  entity: EntityName,
  columns: string,
  { source }: Config,
): Promise<unknown[][]> {
  const select = (await probeSources(handle, source)).select(entity);
  const { rows } = await handle.pool.query({ text: `SELECT ${columns} FROM (${select}) AS source`, rowMode: 'array' });
  const plain = rows.map((row: unknown[]) => row.map((value) => (value instanceof Date ? value.toISOString() : value)));
  return plain.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

/** Everything optional in a preset: `table` or `table.column`. */
export function optionalParts({ tables }: Preset): string[] {
  return tables.flatMap(({ name, required, columns }) => [
    ...(required ? [] : [name]),
    ...columns.filter((column) => !(required && column.required)).map((column) => `${name}.${column.name}`),
  ]);
}
