import type { CategoryColumn } from '../../table/table.ts';
import { type FitPoints, fitPoints } from './fitPoints.ts';
import { keptLevels, mostFrequent, otherValues } from './levels.ts';
import { type AttributeLift, liftTable } from './liftTable.ts';
import { type PairLift, pairsThatAdd } from './pairs.ts';
import type { People } from './peopleRows.ts';
import { findPersonas, type Personas } from './personas.ts';

/** Values of an attribute that are told apart: in the table, and in pairs. */
const mostValues = 50;
const mostInPairs = 12;

/** What those who were won are like, against all who could be won. */
export interface LearnedProfile extends Personas {
  readonly people: number;
  readonly won: number;
  readonly table: readonly AttributeLift[];
  readonly pairs: readonly PairLift[];
  readonly fit: FitPoints;
}

/**
 * Learns an ideal customer profile: which values set the won apart, which pairs of values add to that, how well anybody fits, and which kinds of people
 * the won are.
 *
 * @param columns attributes of one row per person, as known at its date
 */
export function learnProfile(columns: readonly CategoryColumn[], people: People, seed: number): LearnedProfile {
  const { won } = people;
  const attributes = columns.map((column) => mostFrequent(column, mostValues));
  const table = liftTable(attributes, people);
  const pairs = pairsThatAdd(
    attributes.map((column) => mostFrequent(column, mostInPairs)),
    people,
  );
  const tells = (attribute: string, value: string): boolean =>
    (table.find((one) => one.attribute === attribute)?.values ?? []).some(
      (one) => one.value === value && one.survives && one.lift > 1,
    ) ||
    pairs.some(
      (pair) =>
        pair.won > pair.expected && pair.attributes.some((name, i) => name === attribute && pair.values[i] === value),
    );
  const telling = attributes
    .map((column) => keptLevels(column, (value) => tells(column.name, value)))
    .filter(({ levels }) => levels.some((value) => value !== otherValues));
  return {
    people: won.length,
    won: won.reduce((sum, value) => sum + value, 0),
    table,
    pairs,
    fit: fitPoints(attributes, won, table, pairs),
    ...findPersonas(telling, won, seed),
  };
}
