import { columnOf, type EntityName, entityOf } from '../../../config/entity.ts';
import { parseConfig } from '../../../config/load.ts';
import type { ConfigInput } from '../../../config/schema.ts';
import type { DatabaseHandle } from '../../../database/connection.ts';
import { probeRelations } from '../../probe.ts';

type Relation = NonNullable<NonNullable<ConfigInput['source']>[EntityName]>;

/** A mapped entity, and which canonical columns its SELECT really has. */
export interface DescribedRelation {
  readonly query: string;
  readonly attributes: NonNullable<Relation['attributes']>;
  readonly machine: Relation['machine'];
  /** Whether the SELECT has the column of a canonical field, in snake case. */
  has(column: string): boolean;
}

export type DescribedSource = ReadonlyMap<EntityName, DescribedRelation>;

/**
 * Asks the server which columns the SELECTs of a mapping have.
 *
 * @throws HandraiseError of whatever the database fails with.
 */
export async function describedSource(
  handle: DatabaseHandle,
  source: NonNullable<ConfigInput['source']>,
): Promise<DescribedSource> {
  const probed = await probeRelations(handle, parseConfig({ source }, 'preset').source);
  const described = new Map<EntityName, DescribedRelation>();
  for (const [entity, { columns, relation }] of probed)
    if (relation.query)
      described.set(entity, {
        query: relation.query,
        attributes: relation.attributes,
        machine: relation.machine,
        has: (column) => columns.has(column),
      });
  return described;
}

/** Canonical columns of an entity in the order of the catalogue, with the type their NULL has. */
export function canonicalColumns(entity: EntityName): readonly (readonly [column: string, type: string])[] {
  const types = { id: 'text', text: 'text', instant: 'timestamptz', number: 'float8', boolean: 'boolean' } as const;
  return Object.entries(entityOf(entity).fields).map(([field, { type }]) => [columnOf(field), types[type]]);
}
