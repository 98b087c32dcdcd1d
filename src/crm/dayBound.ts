import type { EntityName } from '../config/entity.ts';
import type { DayBound } from '../config/schema.ts';

type Declared = Readonly<Record<string, DayBound>> | undefined;

/** What begins on a day holds all day long where more people are kept off the list so. */
const countsFromStart = new Set(['suppression.since']);

/** What keeps people off and is imported: the table holds one instant of it, so its first. */
const importedFromStart = new Set([...countsFromStart, 'opportunity.createdAt', 'outcome.occurredAt']);

/** Which end of its days a field of a table counts from: as declared, else by what the field means. */
export function boundOf(entity: EntityName, field: string, declared: Declared): DayBound {
  return declared?.[field] ?? (countsFromStart.has(`${entity}.${field}`) ? 'start' : 'end');
}

/** The same of a field of a file. */
export function importedBound(entity: EntityName, field: string, declared: Declared): DayBound {
  return declared?.[field] ?? (importedFromStart.has(`${entity}.${field}`) ? 'start' : 'end');
}
