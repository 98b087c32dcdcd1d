import { counted, dayOfInstant, decimal, integer, percent } from '../text/format.ts';
import { yearDays } from './feedPulse.ts';
import type { ScoringFinding } from './scoringFinding.ts';

const names = {
  contacts: 'contacts',
  accounts: 'accounts',
  outcomes: 'outcomes',
  opportunities: 'opportunities',
  suppressions: 'suppressions',
  events: 'events',
} as const;

/** What a held gate found, what is allowed, and what is likely behind it, in one sentence. */
export function heldSentence(finding: ScoringFinding): string {
  return `${measuredSentence(finding)}: ${causeOf(finding)}.`;
}

/** Gates that are told in full; where data are damaged the first ones are nearest to the cause, and the others follow from it. */
const toldInFull = 2;

/** Held findings in one line: the first of each of the first gates in full, the names of the other gates. */
export function heldLine(held: readonly ScoringFinding[]): string {
  const byGate = Map.groupBy(held, ({ gate }) => gate);
  const told = [...byGate.values()].slice(0, toldInFull).map(([first, ...more]) => {
    const others = more.length > 0 ? ` (and ${integer(more.length)} more like it)` : '';
    return `${heldSentence(first!).slice(0, -1)}${others}.`;
  });
  const rest = [...byGate.keys()].slice(toldInFull);
  const [first, ...next] = [...told, ...(rest.length > 0 ? [`Held too: ${rest.join(', ')}.`] : [])];
  return [first, ...next.map((sentence) => sentence.charAt(0).toUpperCase() + sentence.slice(1))].join(' ');
}

/** What a gate measured beside what is allowed, without a full stop. */
export function measuredSentence(finding: ScoringFinding): string {
  switch (finding.what) {
    case 'nothing to compare with':
      return 'no run before tells what to expect';
    case 'hidden': {
      const { tables } = finding;
      if (tables.length === 0) return 'row-level security hides no rows';
      return `row-level security hides rows of ${firstOf(tables)} (none may be hidden)`;
    }
    case 'twice': {
      const { tables } = finding;
      if (tables.length === 0) return 'no table is read twice';
      return `rows of ${firstOf(tables)} are read twice (none may be)`;
    }
    case 'rows': {
      const { was, now, bounds, before } = finding;
      const what = names[finding.gate === 'sources' ? finding.of : finding.gate];
      const range =
        finding.gate === 'events'
          ? `of the 90 days before ${dayOfInstant(before)}`
          : `from before ${dayOfInstant(before)}`;
      const left = was > 0 ? ` (${percent(now / was, 1)}` : ' (';
      return `${integer(now)} ${what} ${range} are there, and ${integer(was)} were${left}; ${percent(bounds.least, 0)} to ${percent(bounds.most, 0)} pass)`;
    }
    case 'volume': {
      const { count, days, lowest, highest, bounds } = finding;
      return `${integer(count)} events in the last ${days} days, and ${integer(lowest)} to ${integer(highest)} before (${integer(Math.ceil(bounds.least))} to ${integer(Math.floor(bounds.most))} pass)`;
    }
    case 'gone': {
      const { kinds, instead, share, rewritten, mostShare } = finding;
      if (kinds.length === 0) return 'every kind of event that the model knows still occurs';
      const allowed = rewritten ? 'none may change' : `up to ${percent(mostShare, 0)} pass`;
      const others = instead.length > 0 ? `, and ${listed(instead)} ${instead.length === 1 ? 'is' : 'are'} new` : '';
      return `events of kind ${listed(kinds)}, ${percent(share, 1)} of all, ${rewritten ? 'are gone, those of the past too' : 'have ceased'} (${allowed})${others}`;
    }
    case 'new': {
      const { kinds, share, mostShare } = finding;
      if (kinds.length === 0) return 'no kind of event is new';
      return `events of kind ${listed(kinds)}, which no run before knew, are ${percent(share, 1)} of all (up to ${percent(mostShare, 0)} pass)`;
    }
    case 'share': {
      const { candidates, contacts, lowest, highest, bounds } = finding;
      return `${integer(candidates)} of ${integer(contacts)} contacts may be approached, ${percent(candidates / contacts, 1)}, and ${percent(lowest, 1)} to ${percent(highest, 1)} before (${percent(bounds.least, 1)} to ${percent(bounds.most, 1)} pass)`;
    }
    case 'feature': {
      const { of, feature, weight, before, after, most } = finding;
      const what = {
        missing: 'has no value',
        unseen: 'has a new value',
        beyond: 'lies far beyond all values of training',
        moved: 'has another value than before',
      }[of];
      return `${feature.sentence}, ${percent(weight, 1)} of what the model goes by, ${what} for ${percent(after, 1)} of those to rank${of === 'moved' ? ' at least' : `, and for ${percent(before, 1)} before`} (up to ${percent(most, 0)} pass)`;
    }
    case 'shifted': {
      const { features, weight, mostWeight, mostShift, compared } = finding;
      if (features.length === 0) return `none of ${integer(compared)} features has shifted`;
      const named = features.slice(0, 3).map(({ sentence, psi }) => `${sentence} (${decimal(psi, 2)})`);
      return `features with ${percent(weight, 1)} of what the model goes by have shifted (up to ${percent(mostWeight, 0)} pass; a population stability index from ${decimal(mostShift, 2)} on counts): ${named.join(', ')}${features.length > 3 ? ` and ${integer(features.length - 3)} more` : ''}`;
    }
    case 'fields':
      return finding.gone.length === 0
        ? `${integer(finding.fields)} optional fields have a column`
        : `there is no column any more for ${finding.gone.join(', ')} (each that was there must be)`;
    case 'age': {
      const { of, age, mostDays, longest } = finding;
      const newest = {
        events: 'the newest event',
        arrivals: 'the newest arrival of an event',
        outcomes: 'the newest outcome',
      }[of];
      return `${newest} is ${age < yearDays ? '' : 'more than '}${decimal(age, age < 10 ? 1 : 0)} days old${age < yearDays ? '' : ', or there is none'} (up to ${decimal(mostDays, 0)} pass; the longest pause of the year before is ${counted(longest, 'day')})`;
    }
    case 'expected': {
      const { candidates, mean, lowest, highest, bounds } = finding;
      const of = (share: number) => decimal(share * candidates, 1);
      return `${of(mean)} conversions are expected of ${integer(candidates)} contacts, and ${of(lowest)} to ${of(highest)} of as many before (${of(bounds.least)} to ${of(bounds.most)} pass)`;
    }
    case 'order':
      return `the order of ${integer(finding.shared)} contacts has a rank correlation of ${decimal(finding.correlation, 2)} with the ranking published as of ${dayOfInstant(finding.before)} (${decimal(finding.least, 2)} or more passes; 1 is the same order)`;
    case 'distribution':
      return `the probabilities are spread differently than before: their population stability index is ${decimal(finding.psi, 2)} (up to ${decimal(finding.mostShift, 2)} passes)`;
  }
}

/** What a training says of tables of which it did not see every row. */
export function hiddenSentences(tables: readonly string[]): readonly string[] {
  if (tables.length === 0) return [];
  return [
    `Row-level security hides rows of ${firstOf(tables)} from the role that trained: the model knows the others alone, and scoring publishes nothing unless that is accepted.`,
  ];
}

function firstOf(tables: readonly string[]): string {
  const others = tables.length - 3;
  return `${tables.slice(0, 3).join(', ')}${others > 0 ? ` and ${integer(others)} other tables` : ''}`;
}

function causeOf(finding: ScoringFinding): string {
  switch (finding.what) {
    case 'nothing to compare with':
      return 'nothing is known';
    case 'hidden':
      return 'the tables have policies, and none that lets this role see every row';
    case 'twice':
      return 'a query reads a table by itself that is read with the one it inherits from, too; read FROM ONLY that one';
    case 'rows':
      return finding.now < finding.was
        ? 'rows were deleted or dated anew, a load has not finished, or a filter or row-level security hides them'
        : 'rows were loaded twice, or loaded with dates of the past';
    case 'volume':
      return finding.count < finding.lowest
        ? 'the feed has stopped or lost a part, or rows were deleted'
        : 'events were loaded twice, or are those of a machine';
    case 'gone':
      return finding.instead.length > 0
        ? 'the kinds were probably renamed'
        : 'the tracking of them has probably stopped';
    case 'new':
      return 'another source of events was probably added';
    case 'share':
      return finding.candidates / finding.contacts < finding.lowest
        ? 'suppressions, opportunities or outcomes were probably loaded wrongly, or contacts lost their accounts'
        : 'suppressions, opportunities or outcomes are probably missing';
    case 'feature':
      return finding.of === 'missing'
        ? 'a column was probably renamed or cleared, or a load has not finished'
        : finding.of === 'unseen'
          ? 'its values were probably renamed'
          : finding.of === 'moved'
            ? 'another unit, or one value for all, probably stands in its column'
            : 'a placeholder, or another unit, probably stands in its column';
    case 'shifted':
      return 'a source is read in another way, or other people came into the CRM';
    case 'fields':
      return 'the column was probably renamed or removed';
    case 'age':
      return 'the feed has probably stopped, or its last loads failed';
    case 'order':
      return 'ids were probably rewritten in one table and not in the others, so that contacts have events or attributes of other people';
    case 'expected':
    case 'distribution':
      return 'what the model goes by has changed for most contacts';
  }
}

/** Up to three of them by name. */
function listed(kinds: readonly string[]): string {
  const shown = kinds.slice(0, 3).map((kind) => JSON.stringify(kind));
  return kinds.length > 3 ? `${shown.join(', ')} and ${integer(kinds.length - 3)} others` : shown.join(' and ');
}
