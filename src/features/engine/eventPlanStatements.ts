import type { Sources } from '../../crm/source.ts';
import type { NamedStatement } from '../../snapshot/namedStatement.ts';
import type { Instant } from '../../time/instant.ts';
import { eventStatement, kindStatement } from '../sweep/eventStatements.ts';
import { unitHashStatement } from '../sweep/partitions.ts';
import type { EventPlan } from './featurePlan.ts';

/** Every statement that features are built with; that of the kinds, where there is one, planning runs already. */
export function eventPlanStatements(
  sources: Sources,
  knownBefore: Instant,
  { counted, partitioning: { partitions } }: Pick<EventPlan, 'counted' | 'partitioning'>,
): readonly NamedStatement[] {
  const kinds = counted ? [{ name: 'kinds of events', statement: kindStatement(sources, knownBefore) }] : [];
  if (partitions === 1)
    return [...kinds, { name: 'events', statement: eventStatement(sources, knownBefore, { index: 0, of: 1 }) }];
  return [
    ...kinds,
    { name: 'partition of each contact', statement: unitHashStatement(sources, knownBefore) },
    ...Array.from({ length: partitions }, (_, index) => ({
      name: `events of partition ${index + 1} of ${partitions}`,
      statement: eventStatement(sources, knownBefore, { index, of: partitions }),
      partition: index + 1,
    })),
  ];
}
