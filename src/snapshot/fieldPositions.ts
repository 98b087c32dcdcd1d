import { type EntityName, type entities, entityOf } from '../config/entity.ts';

/** Where each field of an entity stands in the rows of its canonical SELECT. */
export function fieldPositions<Name extends EntityName>(
  name: Name,
): Readonly<Record<keyof (typeof entities)[Name]['fields'], number>> {
  const positions = Object.keys(entityOf(name).fields).map((field, position) => [field, position]);
  return Object.fromEntries(positions) as Record<keyof (typeof entities)[Name]['fields'], number>;
}

/** Where the first declared attribute stands in the rows of an entity's canonical SELECT. */
export function firstAttributePosition(name: EntityName): number {
  return Object.keys(entityOf(name).fields).length;
}
