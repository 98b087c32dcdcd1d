import { HandraiseError } from '../errors.ts';
import type { Feature, FeatureTable } from '../features/feature.ts';
import type { Column } from '../table/table.ts';
import { type Cohorts, type SimilarCases, similarCases } from './cohorts.ts';

/** A feature of the model with what its values are read from. */
export interface GroupMember {
  readonly feature: Feature;
  readonly column: Column;
  /** Where the feature stands in a row of the contributions. */
  readonly position: number;
  readonly similar: (value: number | string | null) => SimilarCases | null;
}

/** Features that a marketer calls by one name. */
export interface FeatureGroup {
  readonly name: string;
  readonly members: readonly GroupMember[];
}

/**
 * The features of a model by their groups, in the order of the contributions.
 *
 * @param names the model's features
 * @param cohorts what became of past cases; null where the model's artefact does not tell
 * @throws HandraiseError `artefact` when one is no feature of the table.
 */
export function featureGroups(
  names: readonly string[],
  table: FeatureTable,
  cohorts: Cohorts | null,
): readonly FeatureGroup[] {
  const features = new Map(table.features.map((feature) => [feature.name, feature]));
  const columns = new Map(table.table.columns.map((column) => [column.name, column]));
  const groups = new Map<string, GroupMember[]>();
  names.forEach((name, position) => {
    const feature = features.get(name);
    const column = columns.get(name);
    if (!feature || !column)
      throw new HandraiseError('artefact', `the model uses feature ${name}, which the table does not have`, {
        hint: 'train again with the present configuration',
      });
    const member = { feature, column, position, similar: cohorts ? similarCases(cohorts, name) : () => null };
    const members = groups.get(feature.group);
    if (members) members.push(member);
    else groups.set(feature.group, [member]);
  });
  return [...groups].map(([name, members]) => ({ name, members }));
}

/** A value of a column; null where it is missing. */
export function cellOf(column: Column, row: number): number | string | null {
  if (column.kind === 'category') return column.levels[column.codes[row]!] ?? null;
  const value = column.values[row]!;
  return Number.isNaN(value) ? null : value;
}

/** Cases that converted as often as all others, but for a tenth, are no reason that anybody would understand. */
const leastDifference = 0.1;

/** Whether what became of similar cases speaks the way of a contribution; nothing known speaks against none. */
export function agrees(similar: SimilarCases | null, sign: number): boolean {
  return similar === null || sign * (similar.rate - similar.overall) >= leastDifference * similar.overall;
}
