import type { ProgramOutcomes, RealisedPart, RunOutcomes } from '../ranking/outcomes.ts';
import { counted, dayOfInstant, decimal, expected, integer } from '../text/format.ts';

const titles = { stage: 'stage', grid: 'cell of the grid', segment: 'segment' } as const;

/** What the contacts of a part have in common, in words. */
export function partTitle({ part }: Pick<RealisedPart, 'part'>): string {
  switch (part.by) {
    case 'all':
      return 'everybody on it';
    case 'first':
      return `first ${integer(part.count)}`;
    case 'tier':
      return `tier ${part.value}`;
    case 'contacted':
      return part.value ? 'contacted' : 'never contacted';
    default:
      return `${titles[part.by]} ${part.value}`;
  }
}

/** What was expected of a part and what came of it: `expected 31 (24–39), 27 converted`. */
export function realisedText({ expected: sum, low, high, converted }: RealisedPart): string {
  return `expected ${expected(sum)} (${integer(low)}–${integer(high)}), ${integer(converted)} converted`;
}

/** What became of a ranking, in a sentence; null of one that cannot be judged. */
export function outcomesSentence({ asOf, parts }: RunOutcomes): string | null {
  const heads = parts.filter(({ part }) => part.by === 'first');
  const told = heads.at(-1) ?? parts[0];
  if (!told) return null;
  const who =
    told.part.by === 'first' ? `the first ${integer(told.entries)}` : counted(told.entries, 'person', 'people');
  const verdict = told.within
    ? 'as expected'
    : told.converted > told.high
      ? 'more than expected'
      : 'fewer than expected';
  return `On ${dayOfInstant(asOf)} we listed ${who}: ${realisedText(told)}, ${verdict}.`;
}

/** Why a ranking is not judged; null of one that is. */
export function notJudged({ state, horizonEnds }: RunOutcomes): string | null {
  if (state === 'removed') return 'its ranking was removed (handraise runs prune)';
  if (state === 'open') return `its horizon ends ${dayOfInstant(horizonEnds!)}`;
  return null;
}

/** Share of a part that converted, against the share that was expected. */
export function sharesText({ entries, expected: sum, converted }: RealisedPart): readonly [string, string] {
  return [shareText(sum / entries), shareText(converted / entries)];
}

function shareText(share: number): string {
  return `${decimal(share * 100, share < 0.1 ? 1 : 0)}%`;
}

/** What to bear in mind when those who were contacted are compared with those who were not. */
export function contactedCaveat({ touches }: Pick<ProgramOutcomes, 'touches'>): string {
  return touches
    ? 'Who was contacted was chosen by people, so the two groups differ in more than that: their difference is no effect of calling.'
    : 'Nothing says who was contacted: map source.touch, or import touches.';
}
