/** What the validation log loss is, and how it selects. */
export const validationMeaning =
  'on rows that each model has not learned from; the model with the lowest is selected, the blend only where it is clearly lower';

/** Why one model is selected, for a table of all; nothing where not all competed, or where the points score stands in for too few data. */
export function selectionSentences({
  candidateModels,
  fallback,
}: {
  readonly candidateModels: readonly { readonly family: string }[];
  readonly fallback: boolean;
}): readonly string[] {
  const competed = candidateModels.some(({ family }) => family === 'blend');
  return competed && !fallback ? [`Validation log loss: ${validationMeaning}.`] : [];
}
