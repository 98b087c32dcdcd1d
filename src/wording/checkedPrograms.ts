import type { checkedProgramFigures } from '../notice/checkedPrograms.ts';
import { integer, percent } from '../text/format.ts';
import { type FindingWordings, findingWordings } from './finding.ts';

/** What `check` says of programs. */
export const checkedProgramWordings: FindingWordings<keyof typeof checkedProgramFigures> = findingWordings({
  'outcome-never-reached': {
    problem: 'no contact of the CRM reached its outcome',
    effect: 'there is nothing to learn from',
    remedy: 'map or import outcomes of known contacts',
    meaning: 'No contact reached the outcome of the program, so there is nothing to learn from.',
  },
  'outcome-rare': {
    problem: ({ positives, trainPositives, testPositives }) =>
      `${integer(positives)} contacts reached its outcome, fewer than training and test need (${integer(trainPositives)} + ${integer(testPositives)})`,
    effect: 'a points score is published instead of a model, and says so',
    remedy: 'wait for more outcomes, count more as an outcome, or lower programs.*.minimum and accept a weaker test',
    meaning: 'Too few contacts reached the outcome for a model that can be trained and judged.',
  },
  'outcome-kinds-mixed': {
    problem: ({ kinds, first }) =>
      `counts ${integer(kinds)} kinds of outcome as one: ${first.map((kind) => kind ?? 'none').join(', ')}`,
    effect: 'the model learns what they have in common',
    remedy: 'choose one with outcome.kind, if they differ',
    meaning: 'The program counts several kinds of outcome as one.',
  },
  'outcome-kind-unknown': {
    problem: ({ outcomeKind }) => `no outcome is of the kind ${JSON.stringify(outcomeKind)}`,
    effect: 'the program has no positives',
    remedy: ({ commonest }) =>
      `set outcome.kind to one of these: ${commonest.map((kind) => JSON.stringify(kind)).join(', ')}`,
    meaning: 'The program asks for a kind of outcome that does not occur.',
    advice: 'Set `outcome.kind` to a kind that occurs; the line after `fix` lists them.',
  },
  'history-below-horizon': {
    problem: ({ days, needed }) =>
      `the data covers ${integer(Math.floor(days))} days, less than one horizon (${integer(needed)} days)`,
    effect: 'no snapshot has an outcome that is known',
    remedy: 'wait, load older data, or shorten horizonDays',
    meaning: 'The data covers less time than the horizon, so nobody’s outcome is known yet.',
  },
  'history-short': {
    problem: ({ days, horizonDays }) =>
      `the data covers ${integer(Math.floor(days))} days, which is little for a horizon of ${integer(horizonDays)} days`,
    effect: 'the dates of training, calibration and test must be a horizon apart: few or none may be left',
    remedy: 'load older data, or shorten horizonDays',
    meaning: 'The data covers little more time than the horizon, so few dates are left for training and test.',
  },
  'outcome-starts-late': {
    problem: ({ days }) => `its first outcome comes ${integer(Math.floor(days))} days after the first fact`,
    effect: 'if outcomes were not recorded from the start, early snapshots look like failures and are not',
    remedy: 'set outcome.recordedSince to the day recording began',
    meaning: 'Outcomes begin long after the other data. Perhaps they were not recorded before.',
  },
  'outcome-of-most': {
    problem: ({ reached, contacts }) =>
      `${percent(reached / contacts, 0)} of all contacts reached its outcome (${integer(reached)} of ${integer(contacts)})`,
    effect:
      'so many people hardly asked to be called: the outcome may contain downloads, newsletters or an import; whoever reached it is not on the list',
    remedy: 'look at what source.outcome contains, and leave out what people do without wanting to be called',
    meaning: 'An unlikely share of all contacts reached the outcome.',
  },
  'outcome-with-creation': {
    problem: ({ early, reached, seconds }) =>
      `${percent(early / reached, 0)} of the contacts that reached its outcome did so within ${integer(seconds)} seconds of their creation, or before (${integer(early)} of ${integer(reached)})`,
    effect: 'at no date were they known and not converted yet, so they teach the model nothing',
    remedy:
      'nothing, if asking is what creates contacts; otherwise see that no import dated both, and map the date at which each was reached',
    meaning: 'Many contacts reached the outcome at the moment of their creation.',
  },
  'outcomes-dated-together': {
    problem: ({ together, outcomes, unit, from }) =>
      `${percent(together / outcomes, 0)} of its outcomes are dated within one ${unit}, from ${from} on (${integer(together)} of ${integer(outcomes)})`,
    effect:
      'an import or a migration leaves such dates: what contacts did before it looks like the reason, and what they did after it is not used',
    remedy:
      'map the date at which each was reached, or leave out what was imported; if recording began then, set outcome.recordedSince',
    meaning: 'Many outcomes have almost the same date, as after an import or a migration.',
  },
  'channels-unknown': {
    problem: ({ channels }) =>
      `no suppression is of the ${channels.length === 1 ? 'channel' : 'channels'} ${quoted(channels)}`,
    effect: 'nobody is kept off the list for it; suppressions of other channels do not count',
    remedy: ({ known }) =>
      known.length === 0
        ? 'map suppression.channel, or leave eligibility.suppressionChannels out'
        : `set eligibility.suppressionChannels to some of these: ${quoted(known)}`,
    meaning: 'The program names a channel that no suppression has.',
    advice: 'Set `eligibility.suppressionChannels` to channels that occur; the line after `fix` lists them.',
  },
  'most-suppressed': {
    problem: ({ suppressed, contacts }) =>
      `${percent(suppressed / contacts, 0)} of all contacts are suppressed today (${integer(suppressed)} of ${integer(contacts)})`,
    effect: 'only the others can be on the list',
    remedy:
      'see that these people really refused, and were not just never asked; or name the channels that count, in eligibility.suppressionChannels',
    meaning: 'Nearly all contacts are suppressed today.',
  },
  'feature-knows-future': {
    problem: ({ feature, asOf, values }) =>
      `${feature} knows the future: as of ${asOf} it is ${values.join(' or ')}, depending on what happens afterwards`,
    effect: 'a model that learns from it promises what it cannot keep',
    remedy: 'use only what is dated before context.snapshots.asOf[row], or declare it current-state',
    meaning: 'A feature of the company’s own changes its value for a past date when later data change.',
  },
});

function quoted(names: readonly string[]): string {
  return names.map((name) => JSON.stringify(name)).join(', ');
}
