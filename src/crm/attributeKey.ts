import { columnOf } from '../config/entity.ts';
import type { Attribute } from '../config/schema.ts';
import type { ProbedRelation } from './probedRelation.ts';

/** Column, or key of what was imported, that holds an attribute. */
export function attributeKey(
  { columns }: Pick<ProbedRelation, 'columns'>,
  name: string,
  { column }: Pick<Attribute, 'column'>,
): string {
  return column ?? [name, columnOf(name)].find((candidate) => columns.has(candidate)) ?? name;
}
