import type { Feature, FeatureTable } from '../features/feature.ts';
import { type AccountValue, accountSentence, lately } from '../features/wording/accountSentence.ts';
import { valueSentence } from '../features/wording/valueSentence.ts';
import { noticeable } from './arrange.ts';
import type { Cohorts } from './cohorts.ts';
import { agrees, cellOf, featureGroups, type GroupMember } from './featureGroups.ts';
import { type AccountPeople, type AccountPerson, type Reason, type ReasonPerson, strongestFirst } from './reason.ts';

/** Families of features that are of a contact's colleagues: of an account, the same is told better by what all its people do. */
const ofColleagues: ReadonlySet<string> = new Set(['accountActivity']);

/**
 * Reasons of one account.
 *
 * @param values contributions, row-major. @param from row of the account's first carrier in them.
 */
type AccountReasons = (account: AccountPeople, values: Float64Array, from: number) => readonly Reason[];

/**
 * Reasons of accounts: who of its people is active, in what, since when.
 *
 * An account is carried by its people of the highest probability. A group's contribution is the mean of theirs, weighted by their probabilities,
 * so that the base plus all groups is the weighted mean of their margins, up to rounding (1e-9). The sentence is of the person who adds most by the
 * feature that pulls hardest, and says of how many more of the eligible people the same is true; what is equal for all of them is said of the account.
 *
 * @param table features of all rows. @param names those of the model, in the order of the contributions
 */
export function accountReasons(table: FeatureTable, names: readonly string[], cohorts: Cohorts | null): AccountReasons {
  const groups = featureGroups(names, table, cohorts);
  const width = names.length;
  return ({ people, carriers }, values, from) => {
    const weights = weightsOf(people.slice(0, carriers));
    const share = (at: number, { position }: GroupMember) => weights[at]! * values[(from + at) * width + position]!;
    const pullOf = (member: GroupMember) => weights.reduce((sum, _, at) => sum + share(at, member), 0);
    return groups
      .flatMap(({ name, members }): Reason[] => {
        const pulls = members.map((member) => ({ member, pull: pullOf(member) }));
        const contribution = pulls.reduce((sum, { pull }) => sum + pull, 0);
        if (contribution === 0) return [];
        const sign = Math.sign(contribution);
        const candidates = pulls
          .filter(({ pull }) => sign * pull > 0)
          .sort((a, b) => sign * (b.pull - a.pull) || (a.member.feature.name < b.member.feature.name ? -1 : 1));
        const asTold = ({ member }: (typeof pulls)[number]) => tell(member, people, sign, weights, share);
        // What is not told needs neither cases nor a person, and need not be clear.
        if (Math.abs(contribution) < noticeable) {
          const { feature, column } = candidates[0]!.member;
          return [{ group: name, contribution, sentence: valueSentence(feature, cellOf(column, people[0]!.row)) }];
        }
        const best = firstClear(candidates.map((one) => () => asTold(one)));
        const { said } = best ?? asTold(candidates[0]!);
        return [{ group: name, contribution, ...said, ...(best ? {} : { unclear: true }) }];
      })
      .sort(strongestFirst);
  };
}

/** The first that reads as it counts and is not of colleagues, else the first that reads as it counts; each is told only once it is looked at. */
function firstClear<Told extends { readonly isClear: boolean; readonly isOfColleagues: boolean }>(
  candidates: readonly (() => Told)[],
): Told | undefined {
  let ofColleagues: Told | undefined;
  for (const candidate of candidates) {
    const told = candidate();
    if (!told.isClear) continue;
    if (!told.isOfColleagues) return told;
    ofColleagues ??= told;
  }
  return ofColleagues;
}

function weightsOf(people: readonly AccountPerson[]): readonly number[] {
  const sum = people.reduce((total, { probability }) => total + probability, 0);
  return people.map(({ probability }) => (sum > 0 ? probability / sum : 1 / people.length));
}

function tell(
  member: GroupMember,
  people: readonly AccountPerson[],
  sign: number,
  weights: readonly number[],
  share: (at: number, member: GroupMember) => number,
) {
  const { feature, column, similar } = member;
  let lead = 0;
  for (let at = 1; at < weights.length; at++) if (sign * (share(at, member) - share(lead, member)) > 0) lead = at;
  const cells = people.map(({ row }) => cellOf(column, row));
  const value = cells[lead]!;
  const cases = similar(value);
  const isOfAll = cells.every((cell) => cell === value);
  const others = cells.filter((cell, at) => at !== lead && isAlike(feature, value, cell)).length;
  const { contactId, name } = people[lead]!;
  const who: ReasonPerson | null = isOfAll ? null : { contactId, name, others, people: people.length };
  const of: AccountValue = who ? { value, name, others, people: people.length } : { value, people: people.length };
  return {
    isClear: agrees(cases, sign),
    isOfColleagues: people.length > 1 && ofColleagues.has(feature.family),
    said: { sentence: accountSentence(feature, of), ...(cases ? { similar: cases } : {}), ...(who ? { who } : {}) },
  };
}

/** Whether somebody else did the same in kind: of a count anything at all, of a day within the last thirty, else the very same value. */
function isAlike({ family, unit }: Feature, value: number | string | null, other: number | string | null): boolean {
  if (typeof value !== 'number' || typeof other !== 'number') return value === other;
  if (unit === 'events' || unit === 'active days') return value > 0 ? other > 0 : other === value;
  return family === 'eventRecency' ? other <= Math.max(lately, value) : other === value;
}
