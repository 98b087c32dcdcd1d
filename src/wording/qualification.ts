import type { qualificationFigures } from '../notice/qualification.ts';
import { joined } from './listed.ts';
import type { Wordings } from './wording.ts';

/** What is said at scoring of the criteria of a program. */
export const qualificationWordings: Wordings<keyof typeof qualificationFigures> = {
  'evidence-unheard': {
    sentence: ({ sources }) =>
      `Nothing was read of ${joined(sources)} for any contact: what only ${sources.length === 1 ? 'it tells' : 'they tell'} stays unknown.`,
    meaning:
      'A criterion waits for answers, notes or events of which there are none. The question or the kind may be named otherwise in the data, or the table is not mapped or not filled.',
    advice:
      'Compare the name with the data (`answer.question`, `event.kind`), and see with `handraise check` whether the table is read.',
  },
};
