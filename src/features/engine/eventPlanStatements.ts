import type { Sources } from '../../crm/source.ts';
import type { NamedStatement } from '../../snapshot/namedStatement.ts';
import type { Instant } from '../../time/instant.ts';
import { eventStatement, kindStatement, propertyStatement } from '../sweep/eventStatements.ts';
import { type Partition, unitHashStatement } from '../sweep/partitions.ts';
import type { EventPlan } from './featurePlan.ts';

/** Every statement that features are built with; that of the kinds, where there is one, planning runs already. */
export function eventPlanStatements(
  sources: Sources,
  knownBefore: Instant,
  {
    counted,
    properties: told,
    partitioning: { partitions },
  }: Pick<EventPlan, 'counted' | 'properties' | 'partitioning'>,
): readonly NamedStatement[] {
  const properties = told.map(({ name }) => name);
  const about =
    properties.length > 0
      ? [{ name: 'values of event properties', statement: propertyStatement(sources, properties, knownBefore) }]
      : [];
  const events = (partition: Partition) => eventStatement(sources, knownBefore, partition, properties);
  const kinds = counted ? [{ name: 'kinds of events', statement: kindStatement(sources, knownBefore) }] : [];
  if (partitions === 1) return [...kinds, ...about, { name: 'events', statement: events({ index: 0, of: 1 }) }];
  return [
    ...kinds,
    ...about,
    { name: 'partition of each contact', statement: unitHashStatement(sources, knownBefore) },
    ...Array.from({ length: partitions }, (_, index) => ({
      name: `events of partition ${index + 1} of ${partitions}`,
      statement: events({ index, of: partitions }),
      partition: index + 1,
    })),
  ];
}
