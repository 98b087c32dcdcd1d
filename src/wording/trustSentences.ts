import { integer, span } from '../text/format.ts';
import type { TrainingResultView } from '../training/resultView.ts';
import { verdictOf } from '../training/verdictOf.ts';
import { verdictSentences, wholeSentences } from './calibrationVerdict.ts';

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

/** The same in short: of accounts where these are ranked, else of contacts. */
export function trustInShort(result: TrainingResultView): string {
  const verdict = verdictOf(result);
  if (!verdict) return trustSentences(result)[0]!;
  return (
    verdict.accounts
      ? wholeSentences(verdict.accounts.overall, 'The probabilities of accounts')
      : wholeSentences(verdict.overall)
  ).join(' ');
}
