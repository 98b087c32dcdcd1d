import { defaultWorld } from '../../src/features/pointInTime/checkPointInTime.ts';
import type { InventedCrm, InventedEvent } from '../../src/features/pointInTime/inventedCrm.ts';
import { type ForkedHistory, inventHistory } from '../../src/features/pointInTime/inventHistory.ts';
import { Random } from '../../src/numeric/random.ts';
import { fc } from '../property/fastCheck.ts';

/** A history with two futures, by the seed it is drawn from. */
export const forkedHistory: fc.Arbitrary<ForkedHistory> = fc
  .noShrink(fc.nat())
  .map((seed) => inventHistory(new Random(seed), defaultWorld));

/** Some events again under the same id, as copies that became known at other times and differ in everything. */
export function withCopies<Crm extends InventedCrm>(crm: Crm): fc.Arbitrary<Crm> {
  const copied = fc.array(fc.tuple(fc.nat(), fc.constantFrom('e1', 'e2', 'e3', null)), { maxLength: 12 });
  return copied.map((choices) => {
    const events = crm.events.map((event, i): InventedEvent => ({ ...event, id: choices[i]?.[1] ?? `own${i}` }));
    return { ...crm, events };
  });
}
