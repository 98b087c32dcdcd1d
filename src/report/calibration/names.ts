import { families, familyNames } from '../../model/families.ts';
import type { ModelFamily } from '../../model/modelFamily.ts';
import { capitalised } from '../../text/format.ts';
import type { CandidateResult } from '../../training/trainingResult.ts';

/** The record of a family; undefined for one that is not known here. */
export function recordOf(family: string): ModelFamily | undefined {
  return families.find(({ name }) => name === family);
}

/** A model family as prose calls it; the name itself where no family here has it, as of a newer version's model. */
export function familyName(family: string): string {
  return recordOf(family)?.title ?? family;
}

/** The same at the head of a column, where there is less room. */
export function familyTitle(family: string): string {
  return capitalised(recordOf(family)?.short ?? familyName(family));
}

/** Of the families in their order, the simplest first. */
const dashes = ['dot', 'dash', 'dashdot', 'longdash', 'longdashdot'];

/** Which line a candidate is drawn with: the champion's stands out, without relying on its colour alone. */
export function lineStyle({ selected, family }: CandidateResult): { color: string; width: number; dash: string } {
  if (selected) return { color: '@accent', width: 3, dash: 'solid' };
  const color = recordOf(family)?.role === 'baseline' ? '@second' : '@muted';
  return { color, width: 2, dash: dashes[familyNames.indexOf(family)] ?? 'solid' };
}

/** The champion first, then the others from the best to the worst at validation. */
export function inOrder(candidateModels: readonly CandidateResult[]): readonly CandidateResult[] {
  const loss = ({ validationLogLoss }: CandidateResult) =>
    Number.isNaN(validationLogLoss) ? Infinity : validationLogLoss;
  return candidateModels.toSorted(
    (a, b) => Number(b.selected) - Number(a.selected) || (loss(a) < loss(b) ? -1 : loss(a) > loss(b) ? 1 : 0),
  );
}
