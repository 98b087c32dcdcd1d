import type { RawBuilder } from 'kysely';
import type { EntityName } from '../config/entity.ts';
import type { Relation } from '../config/schema.ts';

/** A relation that exists and may be read, with the columns found in it. */
export interface ProbedRelation {
  readonly entity: EntityName;
  /** How messages call it: the table's name, or `the query of contact`. */
  readonly title: string;
  /** What may follow FROM; of versions of a row the latest. */
  readonly from: RawBuilder<unknown>;
  /** SELECT of the number of versions before the latest ones; null where rows have none. */
  readonly olderVersions: RawBuilder<unknown> | null;
  /** Whether it is one of the tables that imports fill. */
  readonly imported: boolean;
  readonly relation: Relation;
  /** Type of each column by its name, as Postgres calls it, such as `timestamp with time zone`. */
  readonly columns: ReadonlyMap<string, string>;
  /** Columns of which the database takes some different texts for equal, with the name of their collation. */
  readonly loose: ReadonlyMap<string, string>;
  /** Sets of columns that a unique index covers, where its order can be relied on. */
  readonly uniqueKeys: readonly (readonly string[])[];
}
