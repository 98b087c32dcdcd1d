import { accountKnownAt } from '../asOf/accountKnownAt.ts';
import { titleAsOf } from '../asOf/titleAsOf.ts';
import { numberColumn } from '../columns.ts';
import { describe } from '../describe.ts';
import type { FeatureColumn, FeatureContext, FeatureFamily } from '../family.ts';
import type { Feature, Phrases } from '../feature.ts';
import { departmentMatcher, seniorityMatcher, type TitleMatcher } from '../vocabulary/titleMatcher.ts';
import { titlesVersion } from '../vocabulary/titles.ts';
import { countPhrases } from '../wording/phrases.ts';
import { windowText } from '../wording/windowText.ts';

const family = { family: 'accountEngagement', version: 1 } as const;

/** What is counted of the active people by their titles. */
const levels = [
  { unit: 'departments', one: 'department', many: 'departments', matcher: departmentMatcher },
  { unit: 'seniorities', one: 'seniority level', many: 'seniority levels', matcher: seniorityMatcher },
] as const;

/**
 * How much of the contact's account is awake, the contact included: people active in the shortest and the longest lookback window,
 * their share of all people known, and how many departments and ranks they are of. Missing for a contact without account.
 */
export const accountEngagement: FeatureFamily = {
  ...family,
  availability: 'as declared',
  sentence: 'how much of the account is awake: people, departments and ranks',
  type: 'number',
  units: ['people', 'share', ...levels.map(({ unit }) => unit)],
  needs: ['account', 'event'],
  folds: ['account'],
  windows: 1,
  columns(context) {
    const { sweep } = context.activity;
    const { days } = sweep.lookback;
    const longest = days.length - 1;
    const windows = [...new Set([0, longest])].map((w) => ({ w, days: days[w]!, ...windowText(days[w]!) }));
    const people = windows.map(({ w, days, name, words }) =>
      columnOf(context, (row) => sweep.accountPeople(row, w), {
        name: `engagement:people:${name}`,
        parameters: { days },
        unit: 'people',
        availability: 'event-time',
        sentence: `active people at the account ${words}`,
        phrases: countPhrases('active person at the account', 'active people at the account', words),
      }),
    );
    const { words } = windowText(days[longest]!);
    const awake = columnOf(context, (row) => sweep.accountPeople(row, longest) / sweep.accountSize(row), {
      name: 'engagement:awake',
      parameters: { days: days[longest]! },
      unit: 'share',
      availability: 'event-time',
      sentence: `share of the account’s people who were active ${words}`,
      phrases: sharePhrases(words),
    });
    const { availability } = titleAsOf(context);
    const titled = levels.flatMap(({ unit, one, many, matcher }) => {
      const engaged = sweep.engagedLevels(unit, () => levelsOf(context, matcher()));
      return windows.map(({ w, days, name, words }) =>
        columnOf(context, (row) => engaged(row, w), {
          name: `engagement:${unit}:${name}`,
          parameters: { days, availability, titlesVersion },
          unit,
          availability,
          sentence: `${many} of the people active at the account ${words}`,
          phrases: countPhrases(`${one} active at the account`, `${many} active at the account`, words),
        }),
      );
    });
    return [...people, awake, ...titled];
  },
};

function columnOf(
  context: FeatureContext,
  valueAt: (row: number) => number,
  of: Pick<Feature, 'name' | 'unit' | 'availability' | 'sentence'> & {
    readonly parameters: Readonly<Record<string, unknown>>;
    readonly phrases: Phrases;
  },
): FeatureColumn {
  const { name, unit, parameters } = of;
  const feature = describe({
    ...family,
    ...of,
    parameters: { ...parameters, unit },
    type: 'number',
    group: 'Activity at the company',
    phrases: { ...of.phrases, missing: 'no account known' },
  });
  const column = numberColumn(name, context.snapshots.rows, (row) =>
    accountKnownAt(context, row) < 0 ? Number.NaN : valueAt(row),
  );
  return { feature, column };
}

function sharePhrases(when: string): Phrases {
  const nobody = `nobody at the account was active ${when}`;
  return {
    missing: nobody,
    negative: nobody,
    zero: nobody,
    one: `everybody at the account was active ${when}`,
    many: `{value} of the company active ${when}`,
  };
}

/** Levels of contacts by their titles as of an instant, numbered as they come; −1 for none. */
function levelsOf(context: FeatureContext, match: TitleMatcher): (contact: number, asOf: number) => number {
  const { titleOf } = titleAsOf(context);
  const numbers = new Map<string, number>();
  return (contact, asOf) => {
    const level = match(titleOf(contact, asOf));
    if (level === null) return -1;
    const number = numbers.get(level) ?? numbers.size;
    numbers.set(level, number);
    return number;
  };
}
