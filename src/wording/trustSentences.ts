import type { LevelAndSlope } from '../notice/calibrationVerdict.ts';
import { expected, integer, span } from '../text/format.ts';
import type { TrainingResultView } from '../training/resultView.ts';
import { verdictOf } from '../training/verdictOf.ts';
import { verdictSentences } from './calibrationVerdict.ts';

/** How far the probabilities of a model can be trusted, for those who work its list: the verdict, and what it is of. */
export function trustSentences(result: TrainingResultView): readonly string[] {
  const verdict = verdictOf(result);
  const test = result.sides.find(({ side }) => side === 'test');
  if (!verdict || !test) return ['How far these probabilities can be trusted is not known.'];
  const when = test.from === '' ? '' : ` from ${span(test.from, test.to)}`;
  return [
    `Checked on ${integer(verdict.overall.rows)} earlier cases${when} that the model had not seen.`,
    ...verdictSentences(verdict),
    ...(result.shortHistory?.timeTested === false
      ? ['It learned from others of the same dates: whether it holds later was not tested.']
      : []),
  ];
}

/** The same in short and without terms: of accounts where these are ranked, else of people. */
export function trustInShort(result: TrainingResultView): string {
  const verdict = verdictOf(result);
  if (!verdict) return trustSentences(result)[0]!;
  return verdict.accounts
    ? shortSentences(verdict.accounts.overall, 'accounts')
    : shortSentences(verdict.overall, 'people');
}

const levels = {
  right: 'That is within what luck does: the chances are right on the whole.',
  'too high': 'That is fewer than luck explains: the chances are too high. Trust the order more than the figures.',
  'too low': 'That is more than luck explains: the chances are too low. Trust the order more than the figures.',
  unknown: 'That is too little to tell whether the chances are right.',
} as const;

const slopes = {
  right: ' Both the high and the low ones hold.',
  overconfident: ' High chances are too high, and low ones too low.',
  underconfident: ' High chances are too low, and low ones too high.',
  unknown: '',
} as const;

/** Level and slope without their figures, for whoever works the list. */
function shortSentences({ positives, expected: sum, levelIs, slopeIs }: LevelAndSlope, whose: string): string {
  return `On past dates that the model had not seen, ${expected(sum)} conversions of ${whose} were expected and ${integer(positives)} came. ${levels[levelIs]}${slopes[slopeIs]}`;
}
