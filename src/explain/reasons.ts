import type { FeatureTable } from '../features/feature.ts';
import { valueSentence } from '../features/wording/valueSentence.ts';
import type { Contributions } from '../model/estimator.ts';
import { noticeable } from './arrange.ts';
import type { Cohorts } from './cohorts.ts';
import { agrees, cellOf, type FeatureGroup, featureGroups, type GroupMember } from './featureGroups.ts';
import { type Reason, strongestFirst } from './reason.ts';

/**
 * Reasons of single rows: contributions added up by the group of their feature.
 *
 * Within a group they are added in the order of the contributions, so the same row always gives the
 * same bits; `contributions.base` plus all reasons is the row's margin up to rounding (1e-9). The
 * sentence is that of the feature which pulls hardest in the direction of its group, ties by name, among those
 * whose value speaks the same way by what became of past cases: a feature that pulls the other way would contradict the sign beside it, and one
 * whose similar cases converted more than usual is no reason against. Where there is none such, the reason says that it is unclear.
 *
 * @param contributions of the rows of `table`, in the same order.
 * @param cohorts what became of past cases; null where the model's artefact does not tell
 * @throws HandraiseError `artefact` when a contribution belongs to no feature of the table.
 */
export function reasonsOf(
  contributions: Contributions,
  table: FeatureTable,
  cohorts: Cohorts | null = null,
): (row: number) => readonly Reason[] {
  const groups = featureGroups(contributions.features, table, cohorts);
  const width = contributions.features.length;
  return (row) => {
    const reasons: Reason[] = [];
    for (const group of groups) {
      const contribution = sumOf(group, contributions.values, row * width);
      if (contribution === 0) continue;
      const sign = Math.sign(contribution);
      const pullOf = ({ position }: GroupMember) => sign * contributions.values[row * width + position]!;
      reasons.push({ group: group.name, contribution, ...saidOf(group, row, contribution, pullOf) });
    }
    return reasons.sort(strongestFirst);
  };
}

function saidOf(
  { members }: FeatureGroup,
  row: number,
  contribution: number,
  pullOf: (member: GroupMember) => number,
): Pick<Reason, 'sentence' | 'similar' | 'unclear'> {
  // What is not told needs no cases, and need not be clear.
  if (Math.abs(contribution) < noticeable) {
    const { feature, column } = strongest(members, pullOf);
    return { sentence: valueSentence(feature, cellOf(column, row)) };
  }
  const sign = Math.sign(contribution);
  const tell = ({ feature, column, similar }: GroupMember) => {
    const value = cellOf(column, row);
    const cases = similar(value);
    return { sentence: valueSentence(feature, value), cases, isClear: agrees(cases, sign) };
  };
  const first = tell(strongest(members, pullOf));
  const told = first.isClear
    ? first
    : members
        .filter((member) => pullOf(member) > 0)
        .sort(by(pullOf))
        .map(tell)
        .find(({ isClear }) => isClear);
  const { sentence, cases } = told ?? first;
  return { sentence, ...(cases ? { similar: cases } : {}), ...(told ? {} : { unclear: true }) };
}

function by(pullOf: (member: GroupMember) => number): (a: GroupMember, b: GroupMember) => number {
  return (a, b) => pullOf(b) - pullOf(a) || (a.feature.name < b.feature.name ? -1 : 1);
}

function sumOf(group: FeatureGroup, values: Float64Array, offset: number): number {
  let sum = 0;
  for (const { position } of group.members) sum += values[offset + position]!;
  return sum;
}

function strongest(members: readonly GroupMember[], pullOf: (member: GroupMember) => number): GroupMember {
  let best = members[0]!;
  for (const member of members) {
    const lead = pullOf(member) - pullOf(best);
    if (lead > 0 || (lead === 0 && member.feature.name < best.feature.name)) best = member;
  }
  return best;
}
