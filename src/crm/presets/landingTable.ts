import type { LandingColumn, LandingTable } from './preset.ts';

/** A column without which its table is of no use. */
export function requiredColumn(name: string, without = `the table says nothing without ${name}`): LandingColumn {
  return { name, required: true, without };
}

/** A column that may be missing. */
export function optionalColumn(name: string, without: string): LandingColumn {
  return { name, required: false, without };
}

/** A table that may be missing. */
export function optionalTable(name: string, without: string, ...columns: readonly LandingColumn[]): LandingTable {
  return { name, required: false, without, columns };
}
