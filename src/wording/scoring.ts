import type { scoringFigures } from '../notice/scoring.ts';
import { counted, day, decimal, integer, percent } from '../text/format.ts';
import { joined, listed } from './listed.ts';
import type { Wordings } from './wording.ts';

/** Longest that feeds are looked back at, in days. */
const lookedBack = 400;

const deletedOrHidden =
  'Rows were deleted or got new dates, a load has not finished, or a filter or row-level security hides them.';
const checkSources = 'Look at the source with `handraise check`, put it right and score again.';

/** What the gates between a scoring and its publication say: what was measured, what is allowed and, where it blocks, the likely cause. */
export const scoringWordings: Wordings<keyof typeof scoringFigures> = {
  'no-comparison': {
    sentence: () => 'There is no earlier run to compare with.',
    meaning: 'The gate compares with earlier runs, and there is none yet.',
    advice: 'Nothing: the gate passes. From the next run on it compares.',
  },
  'rows-hidden': {
    sentence: ({ tables }, blocked) =>
      blocked
        ? `Row-level security hides rows of ${listed(tables, 'table')} from this role. Likely cause: none of the policies lets this role see every row.`
        : 'Row-level security hides no rows.',
    meaning:
      'Row-level security hides rows of a source from the role that scores. Rows that were never seen show in no count.',
    advice: 'Give the role a policy that lets it see every row.',
  },
  'rows-read-twice': {
    sentence: ({ tables }, blocked) =>
      blocked
        ? `Rows of ${listed(tables, 'table')} are read twice. Likely cause: a query reads a table, and also the table it inherits from. Read FROM ONLY the parent table.`
        : 'No table is read twice.',
    meaning: 'A query reads a table by itself, and also through the table it inherits from, so its rows count twice.',
    advice: 'Read `FROM ONLY` the parent table, or leave the other table out of the query.',
  },
  'fields-gone': {
    sentence: ({ gone, fields }, blocked) =>
      blocked
        ? `There is no column any more for ${joined(gone)}. Likely cause: the column was renamed or removed.`
        : `${counted(fields, 'optional field')} ${fields === 1 ? 'has' : 'have'} a column, as before.`,
    meaning: 'An optional field had a column in the last run and has none now.',
    advice: 'Map the field to its new column, for example `source.contact.columns.title`.',
  },
  'rows-recounted': {
    sentence: ({ of, before, was, now, bounds }, blocked) => {
      const what = of === 'events' ? `events in the 90 days before ${day(before)}` : `${of} from before ${day(before)}`;
      const ratio = was > 0 ? `${percent(now / was, 1)}; ` : '';
      const measured = `There are ${integer(now)} ${what}, and the earlier run counted ${integer(was)} (${ratio}allowed: ${percent(bounds.least, 0)} to ${percent(bounds.most, 0)})`;
      const cause = now < was ? deletedOrHidden : 'Rows were loaded twice, or loaded with dates in the past.';
      return withCause(measured, blocked, cause);
    },
    meaning:
      'What was known before an earlier run’s date is counted again. The past does not change much, so far fewer or far more rows mean that a source is damaged.',
    advice: checkSources,
  },
  'feed-age': {
    sentence: ({ of, age, mostDays, longest }, blocked) => {
      const newest = { events: 'event', arrivals: 'arrival of an event', outcomes: 'outcome' }[of];
      const old =
        age < lookedBack
          ? `The newest ${newest} is ${decimal(age, age < 10 ? 1 : 0)} days old`
          : `There is no ${newest} in the last ${integer(lookedBack)} days`;
      const measured = `${old} (allowed: ${decimal(mostDays, 0)} days; the longest pause in the year before was ${counted(longest, 'day')})`;
      return withCause(measured, blocked, 'The feed has stopped, or its last loads failed.');
    },
    meaning: 'The newest event, arrival of an event or outcome is older than the rhythm of its feed lets expect.',
    advice:
      'Start the feed or its load again. If the data end on purpose, set `asOf` in the configuration or score with `--as-of`.',
  },
  'event-volume': {
    sentence: ({ count, days, lowest, highest, bounds }, blocked) =>
      withCause(
        `There are ${integer(count)} events in the last ${integer(days)} days; before there were ${integer(lowest)} to ${integer(highest)} (allowed: ${integer(Math.ceil(bounds.least))} to ${integer(Math.floor(bounds.most))})`,
        blocked,
        count < lowest
          ? 'The feed has stopped or lost a part, or rows were deleted.'
          : 'Events were loaded twice, or a machine makes them.',
      ),
    meaning: 'Far fewer or far more events than in as many days before the earlier runs.',
    advice: checkSources,
  },
  'event-kinds-gone': {
    sentence: ({ kinds, instead, share, rewritten, mostShare }, blocked) => {
      if (kinds.length === 0) return 'Every kind of event that the model knows still occurs.';
      const instances = `Events of kind ${quoted(kinds)} (${percent(share, 1)} of all)`;
      const measured = rewritten
        ? `${instances} are gone, also those of the past`
        : `${instances} no longer occur (allowed: up to ${percent(mostShare, 0)})`;
      const others =
        instead.length > 0
          ? ` ${instead.length === 1 ? 'Kind' : 'Kinds'} ${quoted(instead)} ${instead.length === 1 ? 'is' : 'are'} new.`
          : '';
      const cause = instead.length > 0 ? 'The kinds were renamed.' : 'They are no longer tracked.';
      return `${measured}.${others}${blocked ? ` Likely cause: ${lower(cause)}` : ''}`;
    },
    meaning: 'Kinds of events that the model knows do not occur any more, or are gone from the past too.',
    advice:
      'Undo the renaming, or map the new names. If the change is meant, train again once the history has the new names throughout.',
  },
  'event-kinds-new': {
    sentence: ({ kinds, share, mostShare }, blocked) =>
      kinds.length === 0
        ? 'No kind of event is new.'
        : withCause(
            `Events of the new kind ${quoted(kinds)} are ${percent(share, 1)} of all (allowed: up to ${percent(mostShare, 0)})`,
            blocked,
            'Another source of events was added.',
          ),
    meaning: 'Most events are of kinds that no earlier run knew.',
    advice:
      'If the new source is meant, train again once it covers the history; until then leave it out of the mapping.',
  },
  coverage: {
    sentence: ({ candidates, contacts, lowest, highest, bounds }, blocked) =>
      withCause(
        `${integer(candidates)} of ${counted(contacts, 'contact')} may be approached (${percent(candidates / contacts, 1)}); before it was ${percent(lowest, 1)} to ${percent(highest, 1)} (allowed: ${percent(bounds.least, 1)} to ${percent(bounds.most, 1)})`,
        blocked,
        candidates / contacts < lowest
          ? 'Suppressions, opportunities or outcomes were loaded wrongly, or contacts lost their accounts.'
          : 'Suppressions, opportunities or outcomes are missing.',
      ),
    meaning: 'The share of the contacts that may be approached has halved or doubled.',
    advice: checkSources,
  },
  'feature-values': {
    sentence: ({ of, feature, weight, before, after, most }, blocked) => {
      const what = {
        missing: 'has no value',
        unseen: 'has a new value',
        beyond: 'is far beyond all values of training',
        moved: 'has another value than before',
      }[of];
      const earlier = of === 'moved' ? '' : `; before it was ${percent(before, 1)}`;
      const cause = {
        missing: 'A column was renamed or emptied, or a load has not finished.',
        unseen: 'Its values were renamed.',
        beyond: 'Its column holds a placeholder or another unit.',
        moved: 'Its column holds another unit, or one value for all.',
      }[of];
      const measured = `The feature “${feature.sentence}” (${percent(weight, 1)} of what the model goes by) ${what} for ${of === 'moved' ? 'at least ' : ''}${percent(after, 1)} of those to rank${earlier} (allowed: up to ${percent(most, 0)})`;
      return withCause(measured, blocked, cause);
    },
    meaning: 'A feature that the model goes by has lost its values, or has values of another kind.',
    advice:
      'Look at the column of the feature: a missing column, new spellings, a placeholder or another unit. Put it right and score again.',
  },
  'features-shifted': {
    sentence: ({ features, weight, mostWeight, mostShift, compared }, blocked) => {
      if (features.length === 0) return `None of ${counted(compared, 'feature')} has shifted.`;
      const named = features.map(({ sentence, psi }) => `${sentence} (${decimal(psi, 2)})`);
      return withCause(
        `Features with ${percent(weight, 1)} of what the model goes by have shifted (allowed: up to ${percent(mostWeight, 0)}; shifted is a population stability index above ${decimal(mostShift, 2)}): ${listed(named, 'feature')}`,
        blocked,
        'A source is read in another way, or other people came into the CRM.',
      );
    },
    meaning: 'The values of many features are spread differently than before.',
    advice: 'Compare the named features with the last run. If other people came into the CRM, train again.',
  },
  'ranking-order': {
    sentence: ({ shared, correlation, before, least }, blocked) =>
      withCause(
        `The order of ${counted(shared, 'contact')} has a rank correlation of ${decimal(correlation, 2)} with the ranking published as of ${day(before)} (allowed: ${decimal(least, 2)} or more; 1 is the same order)`,
        blocked,
        'Ids were rewritten in one table and not in the others, so that contacts have events or attributes of other people.',
      ),
    meaning: 'The new ranking has little to do with the one that is published, although the model is the same.',
    advice: 'Make sure that the ids of contacts and accounts are the same in every table.',
  },
  'expected-conversions': {
    sentence: ({ candidates, mean, lowest, highest, bounds }, blocked) => {
      const of = (share: number) => decimal(share * candidates, 1);
      return withCause(
        `${of(mean)} conversions are expected of ${counted(candidates, 'contact')}; before it was ${of(lowest)} to ${of(highest)} of as many (allowed: ${of(bounds.least)} to ${of(bounds.most)})`,
        blocked,
        'What the model goes by has changed for most contacts.',
      );
    },
    meaning: 'The conversions expected of a contact have halved or doubled.',
    advice: 'Look at the gates before this one: they say which data have changed.',
  },
  'probabilities-shifted': {
    sentence: ({ psi, mostShift }, blocked) =>
      withCause(
        `The population stability index of the probabilities is ${decimal(psi, 2)} (allowed: up to ${decimal(mostShift, 2)})`,
        blocked,
        'What the model goes by has changed for most contacts.',
      ),
    meaning: 'The probabilities are spread differently than before.',
    advice: 'Look at the gates before this one: they say which data have changed.',
  },
  'created-alike': {
    sentence: ({ of, rows, alike, highest, most }, blocked) =>
      withCause(
        `${integer(alike)} of ${integer(rows)} ${of} were created at the same instant (${percent(alike / rows, 1)}); before it was ${percent(highest, 1)} at most (allowed: up to ${percent(most, 0)})`,
        blocked,
        'The table was loaded again, and the load dated its rows.',
      ),
    meaning: 'Most contacts or accounts say that they were created at one and the same instant, and did not before.',
    advice: 'Let the load keep the date of creation that the CRM has, and score again.',
  },
  'events-shifted': {
    sentence: ({ of, hours, moved }, blocked) =>
      hours === 0
        ? 'Events are in the hours of the day that they were in before.'
        : withCause(
            `${of === 'past' ? 'Events of the past are' : 'The events of the last week are'} dated ${integer(Math.abs(hours))} hours ${hours > 0 ? 'later' : 'earlier'} than before (${percent(moved, 0)} of them are in another hour; allowed: a shift of 1 hour)`,
            blocked,
            'The time zone of their dates is read in another way, or a load writes another one.',
          ),
    meaning:
      'Events are dated some hours earlier or later than before, all alike, as after a mistake of the time zone.',
    advice: 'Look at `zone` of the source and at the load that writes the dates. Put it right and score again.',
  },
};

function withCause(measured: string, blocked: boolean, cause: string): string {
  return blocked ? `${measured}. Likely cause: ${lower(cause)}` : `${measured}.`;
}

function lower(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

function quoted(kinds: readonly string[]): string {
  return listed(
    kinds.map((kind) => JSON.stringify(kind)),
    'kind',
  );
}
