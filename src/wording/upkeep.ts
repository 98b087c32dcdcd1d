import type { NoticeFigures } from '../notice/catalogue.ts';
import type { UpkeepKind } from '../notice/upkeep.ts';
import type { Wordings } from './wording.ts';

const askWho = 'Find out who changed the table, and restore it from a backup of the database.';

/** What `doctor` says. */
export const upkeepWordings: Wordings<UpkeepKind> = {
  'file-left-behind': {
    sentence: ({ program, name }) => `A process that died while it wrote a model left the file ${program}/${name}.`,
    meaning: 'A process died while it wrote a model, and left its temporary file.',
    advice: '`handraise doctor --repair` removes it.',
  },
  'model-not-registered': {
    sentence: ({ program, name }) => `${program}/${name} was written but never registered.`,
    meaning: 'The file of a model is there and sound, and the database does not know it.',
    advice: '`handraise doctor --repair` registers it. It is not promoted.',
  },
  'model-not-acceptable': {
    sentence: ({ program, name, failure }) => `${program}/${name} is not registered and cannot be: ${failure}.`,
    meaning: 'The file of a model is there, the database does not know it, and it cannot be read.',
    advice: 'Restore the file from a backup, or remove it.',
  },
  'model-file-missing': {
    sentence: (figures) => unreadableText(figures),
    meaning: 'The database knows a model whose file is missing.',
    advice: 'Restore the file under `models/` from a backup, or train and promote another model.',
  },
  'model-file-damaged': {
    sentence: (figures) => unreadableText(figures),
    meaning: 'The file of a model is not the one that was registered.',
    advice: 'Restore the file under `models/` from a backup, or train and promote another model.',
  },
  'entry-changed': {
    sentence: ({ record, number }) => `${entry(record)} ${number} was changed after it was recorded.`,
    meaning: 'A row of a record to which rows can only be added was changed.',
    advice: askWho,
  },
  'entry-out-of-order': {
    sentence: ({ record, number }) => `${entry(record)} ${number} is not where it was recorded.`,
    meaning: 'A row of a record to which rows can only be added was moved.',
    advice: askWho,
  },
  'entry-removed': {
    sentence: ({ program, record, number, where }) =>
      ({
        before: `What was recorded before ${record} ${number} was removed or replaced.`,
        after: `${entry(record)} ${number} was replaced, or what was recorded after it was removed.`,
        all: `Every ${record} of ${program} was removed.`,
      })[where],
    meaning: 'Rows of a record to which rows can only be added were removed.',
    advice: askWho,
  },
  'entry-added': {
    sentence: ({ record, number }) => `${entry(record)} ${number} was added past the trigger that seals the record.`,
    meaning: 'A row was added to a record without the trigger that seals it.',
    advice: askWho,
  },
  'champion-undecided': {
    sentence: ({ champion, decided, decision }) => {
      const is = champion === null ? 'There is no champion' : `The champion is ${champion}`;
      const record = decision === null ? 'no decision made it so' : `decision ${decision} made ${decided} the champion`;
      return `${is}, but ${record}. Somebody changed it without a decision. Promote the model that is meant.`;
    },
    meaning: 'The champion is another model than the last decision made it, as after a change by SQL.',
    advice: 'Promote the model that is meant with `handraise models promote`.',
  },
};

function unreadableText({ program, name, champion, failure }: NoticeFigures['model-file-missing']): string {
  return `${program}/${name} is ${champion ? 'the champion' : 'a model'} that cannot be loaded: ${failure}.`;
}

/** What a record has, at the beginning of a sentence. */
function entry(record: NoticeFigures['entry-changed']['record']): string {
  return { decision: 'Decision', 'accepted gate': 'Accepted gate' }[record];
}
