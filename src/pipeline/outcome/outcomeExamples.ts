import type { OutcomePlace, PlacedOutcomes } from '../../snapshot/placeOutcomes.ts';
import type { Population } from '../../snapshot/population.ts';
import { microsecondsPerDay } from '../../time/instant.ts';
import type { OutcomeDescription, OutcomeExample } from './outcomeDescription.ts';

const most = 10;

/**
 * Ten contacts that make a training row positive and ten that do not, taken at equal steps through the outcomes in order of time; of those that do not, each
 * reason in turn, contacts without an outcome included.
 */
export function outcomeExamples(population: Population, placed: PlacedOutcomes): OutcomeDescription['examples'] {
  const { contacts, outcomes } = population;
  const byPlace = new Map<OutcomePlace, number[]>();
  for (const [at, place] of placed.place.entries()) byPlace.set(place, [...(byPlace.get(place) ?? []), at]);
  const exampleOf = (at: number): OutcomeExample => {
    const asOf = finite(placed.asOf[at]!);
    const occurredAt = finite(outcomes.occurredAt[at]!);
    const days = asOf === null || occurredAt === null ? null : (occurredAt - asOf) / microsecondsPerDay;
    return { ...person(outcomes.contact[at]!), asOf, occurredAt, days, reason: placed.place[at]! };
  };
  const person = (who: number) => ({ contactId: contacts.ids[who]!, contactName: contacts.name[who] ?? null });
  const spread = (at: readonly number[]) =>
    spaced([...at].sort((a, b) => outcomes.occurredAt[a]! - outcomes.occurredAt[b]! || a - b)).map(exampleOf);
  const reached = new Set(outcomes.contact);
  const never = [...contacts.ids.keys()].filter((who) => !reached.has(who));
  const without = spaced(never).map(
    (who): OutcomeExample => ({ ...person(who), asOf: null, occurredAt: null, days: null, reason: 'no outcome' }),
  );
  const reasons = [...byPlace].filter(([place]) => place !== 'counted').sort(([, a], [, b]) => b.length - a.length);
  return {
    in: spread(byPlace.get('counted') ?? []),
    out: inTurn([...reasons.map(([, at]) => spread(at)), without]),
  };
}

function finite(instant: number): number | null {
  return Number.isFinite(instant) ? instant : null;
}

/** Ten at most, at equal steps. */
function spaced(all: readonly number[]): readonly number[] {
  const count = Math.min(most, all.length);
  return Array.from({ length: count }, (_, i) => all[Math.floor((i * all.length) / count)]!);
}

/** The first of each group, then the second of each, until there are ten; those of a group stay together. */
function inTurn(groups: readonly (readonly OutcomeExample[])[]): readonly OutcomeExample[] {
  const taken = groups.map(() => 0);
  for (let left = most, found = true; left > 0 && found; ) {
    found = false;
    for (const [g, group] of groups.entries()) {
      if (left === 0 || taken[g]! >= group.length) continue;
      taken[g] = taken[g]! + 1;
      left--;
      found = true;
    }
  }
  return groups.flatMap((group, g) => group.slice(0, taken[g]));
}
