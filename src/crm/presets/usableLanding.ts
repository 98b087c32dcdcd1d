import { HandraiseError } from '../../errors.ts';
import type { Landing, LandingColumn, LandingTable, Preset } from './preset.ts';

/** A table or column that was not found, and what goes without it. */
export interface Loss {
  /** `deal_stage`, or `contact.property_jobtitle`. */
  readonly missing: string;
  readonly without: string;
}

/**
 * The landing without the tables that are of no use.
 *
 * @throws HandraiseError `data` naming every required table and column that is missing.
 */
export function usableLanding(preset: Preset, landing: Landing): Landing {
  const needed = preset.tables.filter(({ required }) => required).flatMap((table) => neededOf(table, landing));
  if (needed.length > 0)
    throw new HandraiseError(
      'data',
      `schema ${landing.title} has no ${needed.join(', no ')}, which ${preset.name} needs`,
      { hint: 'name the schema that the connector fills with --schema, or have the connector load what is missing' },
    );
  const lacking = preset.tables.filter((table) => neededOf(table, landing).length > 0);
  const useless = new Set(lacking.map(({ name }) => landing.written(name)));
  // However a table is called: a mapping may know it by another spelling than the preset declares.
  const isUseless = (table: string) => useless.has(landing.written(table));
  return {
    ...landing,
    has: (table, column) => !isUseless(table) && landing.has(table, column),
    columns: (table) => (isUseless(table) ? [] : landing.columns(table)),
    type: (table, column) => (isUseless(table) ? undefined : landing.type(table, column)),
  };
}

/** What was not found of a preset, and what goes without it. */
export function lossesOf(preset: Preset, landing: Landing): Loss[] {
  return preset.tables.flatMap((table) => lossesOfTable(table, landing));
}

/** The table, or its required columns, as far as they are missing. */
function neededOf(table: LandingTable, landing: Landing): string[] {
  if (!landing.has(table.name)) return [table.name];
  return table.columns
    .filter((column) => column.required && !holds(landing, table, column))
    .map(({ name }) => `${table.name}.${name}`);
}

function lossesOfTable(table: LandingTable, landing: Landing): Loss[] {
  const needed = neededOf(table, landing);
  if (needed.length > 0) return needed.map((missing) => ({ missing, without: table.without }));
  return table.columns
    .filter((column) => !holds(landing, table, column))
    .map(({ name, without }) => ({ missing: `${table.name}.${name}`, without }));
}

function holds(landing: Landing, table: LandingTable, column: LandingColumn): boolean {
  return [column.name, ...(column.instead ?? [])].some((name) => landing.has(table.name, name));
}
