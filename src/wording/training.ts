import type { trainingFigures } from '../notice/training.ts';
import { listed } from './listed.ts';
import type { Wordings } from './wording.ts';

/** What a training says beside its figures. */
export const trainingWordings: Wordings<keyof typeof trainingFigures> = {
  'training-rows-hidden': {
    sentence: ({ tables }) =>
      `Row-level security hides rows of ${listed(tables, 'table')} from the role that trained. The model knows only the other rows, and scoring publishes nothing unless somebody accepts that.`,
    meaning: 'The model learned from a part of the rows: row-level security hid the others.',
    advice: 'Give the role a policy that lets it see every row, and train again.',
  },
};
