import { HandraiseError } from '../errors.ts';
import type { Feature, FeatureTable } from '../features/feature.ts';
import { valueSentence } from '../features/wording/valueSentence.ts';
import type { Contributions } from '../model/estimator.ts';
import type { Column } from '../table/table.ts';
import type { Reason } from './reason.ts';

interface Member {
  readonly feature: Feature;
  readonly column: Column;
  /** Where the feature stands in a row of the contributions. */
  readonly position: number;
}

interface Group {
  readonly name: string;
  readonly members: readonly Member[];
}

/**
 * Reasons of single rows: contributions added up by the group of their feature.
 *
 * Within a group they are added in the order of the contributions, so the same row always gives the
 * same bits; `contributions.base` plus all reasons is the row's margin up to rounding (1e-9). The
 * sentence is that of the feature which pulls hardest in the direction of its group, ties by name:
 * a feature that pulls the other way would contradict the sign beside it.
 *
 * @param contributions of the rows of `table`, in the same order.
 * @throws HandraiseError `artefact` when a contribution belongs to no feature of the table.
 */
export function reasonsOf(contributions: Contributions, table: FeatureTable): (row: number) => readonly Reason[] {
  const groups = groupsOf(contributions, table);
  const width = contributions.features.length;
  return (row) => {
    const reasons: Reason[] = [];
    for (const group of groups) {
      const contribution = sumOf(group, contributions.values, row * width);
      if (contribution === 0) continue;
      const { feature, column } = strongest(group, contributions.values, row * width, Math.sign(contribution));
      reasons.push({ group: group.name, contribution, sentence: valueSentence(feature, cellOf(column, row)) });
    }
    return reasons.sort(strongestFirst);
  };
}

function strongestFirst(a: Reason, b: Reason): number {
  return Math.abs(b.contribution) - Math.abs(a.contribution) || (a.group < b.group ? -1 : 1);
}

function groupsOf(contributions: Contributions, table: FeatureTable): readonly Group[] {
  const features = new Map(table.features.map((feature) => [feature.name, feature]));
  const columns = new Map(table.table.columns.map((column) => [column.name, column]));
  const groups = new Map<string, Member[]>();
  contributions.features.forEach((name, position) => {
    const feature = features.get(name);
    const column = columns.get(name);
    if (!feature || !column)
      throw new HandraiseError('artefact', `the model uses feature ${name}, which the table does not have`, {
        hint: 'train again with the present configuration',
      });
    const members = groups.get(feature.group);
    if (members) members.push({ feature, column, position });
    else groups.set(feature.group, [{ feature, column, position }]);
  });
  return [...groups].map(([name, members]) => ({ name, members }));
}

function sumOf(group: Group, values: Float64Array, offset: number): number {
  let sum = 0;
  for (const { position } of group.members) sum += values[offset + position]!;
  return sum;
}

function strongest(group: Group, values: Float64Array, offset: number, sign: number): Member {
  let best = group.members[0]!;
  for (const member of group.members) {
    const lead = sign * (values[offset + member.position]! - values[offset + best.position]!);
    if (lead > 0 || (lead === 0 && member.feature.name < best.feature.name)) best = member;
  }
  return best;
}

function cellOf(column: Column, row: number): number | string | null {
  if (column.kind === 'category') return column.levels[column.codes[row]!] ?? null;
  const value = column.values[row]!;
  return Number.isNaN(value) ? null : value;
}
