import type { modelInputFigures } from '../notice/modelInputs.ts';
import { joined } from './listed.ts';
import type { Wordings } from './wording.ts';

/** What is said at scoring of how a model's inputs are read. */
export const modelInputWordings: Wordings<keyof typeof modelInputFigures> = {
  'inputs-unrecorded': {
    sentence: ({ modelId }) =>
      `Model ${modelId} does not record how the tables were read that it learned from. If \`source\` of the configuration has changed since then, train again: handraise train --promote`,
    meaning:
      'An older version trained the model. It did not record how the tables were read, so a change of the mapping since then is not found.',
    advice: 'Train again once: `handraise train --promote`. From then on changes of the mapping are found.',
  },
  'inputs-elsewhere': {
    sentence: ({ modelId, entities }) =>
      `${joined(entities.map((entity) => `source.${entity}`))} ${entities.length === 1 ? 'names' : 'name'} another table than when model ${modelId} was trained. It is taken for the same data in another place.`,
    meaning:
      'The configuration names another table under the same columns. The gates count its past rows again; whether its values mean the same nobody can tell from there.',
    advice: 'If the table holds other data, train again: `handraise train --promote`.',
  },
};
