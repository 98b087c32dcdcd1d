import { sql } from 'kysely';
import type { Landing, LandingTable } from './preset.ts';
import type { Sql } from './queryText.ts';

const numberTypes = new Set(['smallint', 'integer', 'bigint', 'real', 'double precision', 'numeric']);
const instantTypes: Readonly<Record<string, string>> = {
  'timestamp with time zone': 'instant',
  'timestamp without time zone': 'local',
  date: 'date',
};

/** A table that a connector left behind, as it stands in a FROM clause: columns that are missing are undefined. */
export class LandedTable {
  readonly name: string;
  /** What may follow FROM or JOIN. */
  readonly from: Sql;
  readonly #landing: Landing;

  constructor(landing: Landing, name: string) {
    this.name = name;
    this.from = sql`${sql.id(landing.schema, name)} AS ${sql.id(name)}`;
    this.#landing = landing;
  }

  has(column: string): boolean {
    return this.#landing.has(this.name, column);
  }

  /** Names of all columns. */
  get columns(): readonly string[] {
    return this.#landing.columns(this.name);
  }

  text(column: string): Sql | undefined {
    return this.has(column) ? sql`${this.#column(column)}::text` : undefined;
  }

  /** The text that is neither missing nor empty. */
  filledText(column: string): Sql | undefined {
    return this.has(column) ? sql`nullif(${this.#column(column)}::text, '')` : undefined;
  }

  /** A number of any kind; undefined for a column that holds something else. */
  number(column: string): Sql | undefined {
    return this.isNumber(column) ? sql`${this.#column(column)}::float8` : undefined;
  }

  isNumber(column: string): boolean {
    return numberTypes.has(this.#landing.type(this.name, column) ?? '');
  }

  /** Whether the column holds a day without a time. */
  isDate(column: string): boolean {
    return this.#landing.type(this.name, column) === 'date';
  }

  /** Whether the column holds a point in time, be it only a day. */
  isInstant(column: string): boolean {
    return Object.hasOwn(instantTypes, this.#landing.type(this.name, column) ?? '');
  }

  /** The instant; what has no zone is UTC, and a day is its midday. Undefined for a column that holds something else. */
  instant(column: string): Sql | undefined {
    return this.#pointInTime(column, '12 hours');
  }

  /** The earliest instant at which the column's value is certain to lie in the past: a day's last microsecond. */
  instantOver(column: string): Sql | undefined {
    return this.#pointInTime(column, '86399.999999 seconds');
  }

  /** Whether the column says true; `otherwise` where it is missing or empty. */
  flag(column: string, otherwise = false): Sql {
    const unsaid = sql.lit(otherwise);
    return this.has(column) ? sql`coalesce(${this.#column(column)}::boolean, ${unsaid})` : sql`${unsaid}`;
  }

  #pointInTime(column: string, intoDay: string): Sql | undefined {
    const reference = this.#column(column);
    switch (instantTypes[this.#landing.type(this.name, column) ?? '']) {
      case 'instant':
        return reference;
      case 'local':
        return sql`(${reference} AT TIME ZONE 'UTC')`;
      case 'date':
        return sql`((${reference} + ${sql.lit(intoDay)}::interval) AT TIME ZONE 'UTC')`;
      default:
        return undefined;
    }
  }

  #column(column: string): Sql {
    return sql`${sql.id(this.name, column)}`;
  }
}

/** The table of a preset under its own name; undefined where it is missing, or lacks a column it is of no use without. */
export function landedTable(landing: Landing, tables: readonly LandingTable[], name: string): LandedTable | undefined {
  const required = tables.find((table) => table.name === name)?.columns.filter((column) => column.required) ?? [];
  const usable = landing.has(name) && required.every((column) => landing.has(name, column.name));
  return usable ? new LandedTable(landing, name) : undefined;
}

/** The first of several values that is there, as SQL; undefined where none is. */
export function firstOf(...values: readonly (Sql | undefined)[]): Sql | undefined {
  return combined('coalesce', values);
}

/** The least of several values; undefined where there is none. */
export function leastOf(...values: readonly (Sql | undefined)[]): Sql | undefined {
  return combined('least', values);
}

/** The greatest of several values; undefined where there is none. */
export function greatestOf(...values: readonly (Sql | undefined)[]): Sql | undefined {
  return combined('greatest', values);
}

function combined(name: 'coalesce' | 'least' | 'greatest', values: readonly (Sql | undefined)[]): Sql | undefined {
  const given = values.filter((value) => value !== undefined);
  return given.length < 2 ? given[0] : sql`${sql.raw(name)}(${sql.join(given)})`;
}
