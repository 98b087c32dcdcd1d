import type { AuditKind } from '../notice/audit.ts';
import type { NoticeFigures } from '../notice/catalogue.ts';
import { counted, decimal, integer, percent } from '../text/format.ts';
import { microsecondsPerDay } from '../time/instant.ts';
import { reasonsText } from './columnReading.ts';
import type { Wordings } from './wording.ts';

const checkTheColumn =
  'Find out when the column is filled in. If its value is known when the model is asked, keep it with a reason; else leave it out.';
const declareHistory = 'Map the history of the attribute, and declare the attribute as `history`.';

/** Why the audit leaves a feature out, warns of it or remarks on it: what follows the name of the feature. */
export const auditWordings: Wordings<AuditKind> = {
  'older-reason': {
    sentence: ({ sentence }) => sentence,
    meaning: 'The reason of a model of an earlier version, which kept only its sentence.',
    advice: 'Read the sentence. A new training has codes and figures.',
  },
  'excluded-by-configuration': {
    sentence: () => 'The configuration leaves it out.',
    meaning: '`exclude.features` names the feature.',
    advice: 'Nothing, unless you want it back.',
  },
  'excluded-as-asked': {
    sentence: () => 'It is left out, as you asked.',
    meaning: '`--exclude` names the column.',
    advice: 'Nothing, unless you want it back.',
  },
  'unusable-column': {
    sentence: ({ why, detail = '', reading, texts, rows }) =>
      ({
        date: 'It is a date, which later rows go beyond. Name it with --time to split by it.',
        'date-in-two-ways':
          'Its dates can be read in two ways. Say how they are written, with --type, and they are used.',
        'date-knows': `It is made of a date that may know the outcome: see ${detail}.`,
        settled: `It was settled as ${detail}.`,
        prose: 'It is free text.',
        'too-many-texts': 'It is free text or an id: more than 10,000 different texts.',
        texts: `It is free text or an id: ${counted(texts ?? Number.NaN, 'different text')} in ${counted(rows ?? Number.NaN, 'row')}.`,
        id: `It is an id: ${reading ? reasonsText(reading) : detail}.`,
        'record-number': 'It is an id: a whole number that hardly any two rows share.',
        'names-units': 'Its values name whose rows they are.',
      })[why],
    meaning:
      'Nothing can be learned from the column: an id, free text, or dates that can be read in two ways or may know the outcome.',
    advice: 'If it was read wrongly, say what it is: `--type column=category`.',
  },
  'no-value': {
    sentence: () => 'It has no value on any training row.',
    meaning: 'The feature is empty on all training rows.',
    advice: 'Check the mapping of the field if it should have values.',
  },
  'one-value': {
    sentence: () => 'It has the same value on every training row.',
    meaning: 'The feature tells nothing, since it never changes.',
    advice: 'Nothing.',
  },
  'only-todays-value': {
    sentence: () => "Only today's value is known, so at a past date it may already know the outcome.",
    meaning: 'The attribute has no history and is not declared stable, so its value at a past date is not known.',
    advice: 'Map its history, or declare it `stable` or `created-with` if it never changes.',
  },
  'account-follows-outcome': {
    sentence: ({ reached, others }) =>
      `It is made of the contact's account, and the account follows the outcome: ${percent(reached, 0)} of those who reach the outcome sooner or later have one, ${percent(others, 0)} of the others. Map the account onto currentAccountId alone.`,
    meaning: 'Contacts get an account because they convert, so everything made of the account knows the outcome.',
    advice: 'Map the account onto `currentAccountId` alone.',
  },
  'missing-knows-outcome': {
    sentence: ({ auc }) =>
      `Whether it is missing alone reaches an AUC of ${decimal(auc, 2)}: it may be filled in after the outcome.`,
    meaning: 'Whether the feature has a value tells the outcome too well.',
    advice: checkTheColumn,
  },
  'winners-only': {
    sentence: ({ have }) =>
      `Hardly anybody but those who reach the outcome sooner or later has ${have}: it may be written down because of the outcome.`,
    meaning: 'Nearly all who have a value (or none) convert sooner or later.',
    advice: checkTheColumn,
  },
  'follows-outcomes': {
    sentence: ({ declared, ...found }) =>
      `It is declared ${declared}, but changes with the outcome: ${historySentence(found)} Declare it as history.`,
    meaning: 'Its history shows that the value is overwritten when a contact converts.',
    advice: declareHistory,
  },
  'is-outcome': {
    sentence: ({ association }) =>
      `Its association with the outcome is ${decimal(association, 2)}: it may be the outcome itself.`,
    meaning: 'The feature and the outcome are nearly the same.',
    advice: checkTheColumn,
  },
  'knows-outcome': {
    sentence: (figures) => `${aloneSentence(figures)}: it may know the outcome.`,
    meaning: 'One feature alone tells the outcome too well to have been known beforehand.',
    advice: checkTheColumn,
  },
  'contradicts-history': {
    sentence: ({ declared, ...found }) =>
      `It is declared ${declared}, but it is not: ${historySentence(found)} Declare it as history.`,
    meaning: 'Its history shows that the value does change, which its declaration denies.',
    advice: declareHistory,
  },
  'history-of-todays-value': {
    sentence: (found) => `There is a history of it: ${historySentence(found)} Declare it as history.`,
    meaning: 'A feature of which only today’s value is used has a history that could be used instead.',
    advice: declareHistory,
  },
  'large-shift': {
    sentence: ({ psi, from }) =>
      `Its values now are not those of training: population stability index (PSI) ${decimal(psi, 2)}, where ${decimal(from, 2)} or more is a large shift by convention.`,
    meaning: 'Those who may be approached now have other values than the training rows had.',
    advice: 'Find out whether the people or the way of recording has changed. Train again if the change stays.',
  },
  'some-shift': {
    sentence: ({ psi }) => `Its values have shifted a little since training: PSI ${decimal(psi, 2)}.`,
    meaning: 'The values have moved a little since the training rows.',
    advice: 'Nothing.',
  },
  'kept-against-advice': {
    sentence: ({ by, reason }) =>
      `${by === 'configuration' ? 'The configuration keeps it' : 'It is kept, as you asked'} (${reason}), against the advice of the audit.`,
    meaning: 'The audit would leave the feature out, and somebody keeps it with a reason.',
    advice: 'Make sure that the reason is right: if it is not, the model knows the outcome.',
  },
  'tells-alone': {
    sentence: (figures) => `${aloneSentence(figures)}.`,
    meaning: 'One column alone tells much of the outcome, and nothing says when it was filled in.',
    advice: checkTheColumn,
  },
  'rows-of-winners': {
    sentence: ({ rows }) =>
      `${counted(rows, 'row')} ${rows === 1 ? 'has a value' : 'have values'} that hardly any row without the outcome has.`,
    meaning: 'Some values belong to rows with the outcome only.',
    advice: checkTheColumn,
  },
  'filled-in-later': {
    sentence: ({ missingShare }) =>
      `${percent(missingShare, 0)} of the rows lack it, and on the others it tells something.`,
    meaning: 'The column looks like a judgement that somebody adds later.',
    advice: checkTheColumn,
  },
  'missing-tells': {
    sentence: ({ auc }) => `Whether it is missing alone reaches an AUC of ${decimal(auc, 2)}.`,
    meaning: 'Whether the column has a value tells much of the outcome.',
    advice: checkTheColumn,
  },
  'name-says': {
    sentence: ({ says }) =>
      ({
        overwritten: 'Its name says that it is overwritten as time goes by.',
        judged: 'Its name says that somebody judged the row, perhaps after the outcome.',
        scored: 'Its name says that something scored the row, perhaps after the outcome.',
        'with-outcome': 'Its name says that it comes with the outcome or after it.',
        'perhaps-with-outcome': 'Its name says that it may come with the outcome or after it.',
      })[says],
    meaning: 'The name of the column says that it may be filled in late, and the data do not deny it.',
    advice: checkTheColumn,
  },
  'tells-in-pair': {
    sentence: ({ partner, auc }) =>
      `Together with ${partner} it reaches an AUC of ${decimal(auc, 2)}, which neither does alone.`,
    meaning: 'Two columns together tell the outcome too well, such as two dates of which the second comes with it.',
    advice: checkTheColumn,
  },
};

function aloneSentence({ auc, byRanges }: NoticeFigures['knows-outcome']): string {
  return `Alone${byRanges ? ', by ranges of its values,' : ''} it reaches an AUC of ${decimal(auc, 2)}`;
}

type History = NoticeFigures['history-of-todays-value'];

function historySentence({ converted, others, example }: History): string {
  const share = ({ rows, differing }: History['others']) => percent(differing / rows, 1);
  const sides = [
    ...(converted.rows > 0 ? [`${share(converted)} of the training rows with an outcome`] : []),
    ...(others.rows > 0 ? [`${share(others)} of those without`] : []),
  ];
  const change = example ? ` For example, ${changeText(example)}.` : '';
  return `today's value is not the one as of the date on ${sides.join(' and ')}.${change}`;
}

function changeText({ entity, attribute, cleared, value, on, sinceOutcome }: NonNullable<History['example']>): string {
  const became = cleared ? 'was cleared' : `changed${value === undefined ? '' : ` to ${JSON.stringify(value)}`}`;
  const whose = entity === 'contact' ? 'its outcome' : 'an outcome of one of its contacts';
  const since = sinceOutcome === undefined ? '' : `, ${sinceText(sinceOutcome)} ${whose}`;
  return `${attribute} of one ${entity} ${became}${on === undefined ? '' : ` on ${on}`}${since}`;
}

const units = [
  ['day', microsecondsPerDay],
  ['hour', microsecondsPerDay / 24],
  ['minute', microsecondsPerDay / 1440],
  ['second', 1_000_000],
] as const;

/** `3 days after`, in the largest unit of which there is one; `at` for the same instant. */
function sinceText(microseconds: number): string {
  if (microseconds === 0) return 'at';
  for (const [unit, length] of units) {
    const count = Math.floor(microseconds / length);
    if (count > 0) return `${integer(count)} ${unit}${count === 1 ? '' : 's'} after`;
  }
  return 'less than a second after';
}
