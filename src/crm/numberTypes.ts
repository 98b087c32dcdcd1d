/** Types of Postgres that hold whole numbers, and all that hold numbers. */
export const integerTypes: ReadonlySet<string> = new Set(['smallint', 'integer', 'bigint']);
export const numberTypes: ReadonlySet<string> = new Set([...integerTypes, 'real', 'double precision', 'numeric']);
