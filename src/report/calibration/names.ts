import { capitalised } from '../../text/format.ts';
import type { Contestant } from '../../training/trainingResult.ts';

const families: Readonly<Record<string, string>> = {
  'base-rate': 'base rate',
  points: 'points score',
  logistic: 'logistic regression',
  boosting: 'boosted-tree model',
};

/** A model family as prose calls it. */
export function familyName(family: string): string {
  return families[family] ?? family;
}

/** The same at the head of a column, where there is less room. */
export function familyTitle(family: string): string {
  if (family === 'boosting') return 'Boosted trees';
  return capitalised(familyName(family));
}

const challengers: Readonly<Record<string, { color: string; width: number; dash: string }>> = {
  points: { color: '@second', width: 2, dash: 'dash' },
  boosting: { color: '@muted', width: 2, dash: 'longdash' },
};

/** Which line a contestant is drawn with: the champion's stands out, without relying on its colour alone. */
export function lineStyle({ champion, family }: Contestant): { color: string; width: number; dash: string } {
  if (champion) return { color: '@accent', width: 3, dash: 'solid' };
  return challengers[family] ?? { color: '@muted', width: 2, dash: 'dashdot' };
}

/** The champion first, then the others from the best to the worst at validation. */
export function inOrder(contestants: readonly Contestant[]): readonly Contestant[] {
  const loss = ({ validationLogLoss }: Contestant) => (Number.isNaN(validationLogLoss) ? Infinity : validationLogLoss);
  return contestants.toSorted(
    (a, b) => Number(b.champion) - Number(a.champion) || (loss(a) < loss(b) ? -1 : loss(a) > loss(b) ? 1 : 0),
  );
}
