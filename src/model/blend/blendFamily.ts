import type { FamilyRecord } from '../modelFamily.ts';

/** The blend of the families as a family of its own: made of the others' models, so that it is not fitted by itself. */
export const blendFamily: FamilyRecord<'blend', 'blend'> = {
  name: 'blend',
  aliases: [],
  role: 'blend',
  title: 'blend of models',
  short: 'blend',
  works: 'adds up what the other models say, each with its weight',
  strength: {
    title: 'Share',
    meaning: 'the larger the part of the feature in the models that are put together, each by its part in the blend',
    isShare: true,
  },
};
