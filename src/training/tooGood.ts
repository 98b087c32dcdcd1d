import { keptFeatures } from '../features/audit/auditFeatures.ts';
import { decimal, percent } from '../text/format.ts';
import type { TrainingResult } from './trainingResult.ts';

/** Conventions: people's decisions are not told so well by what is known beforehand. */
const hardlyHonest = 0.99;
/** Share of what the model ranks better than chance from which on one feature carries nearly all of it. */
const nearlyAll = 0.8;
const shown = 3;

/** What makes a result suspicious by itself, in words: it is too good, or one feature carries it; empty where neither is. */
export function tooGoodSentences({
  contestants,
  strengths,
  audit,
}: Pick<TrainingResult, 'contestants' | 'strengths' | 'audit'>): readonly string[] {
  const rocAuc = contestants.find(({ champion }) => champion)?.test.metrics.rocAuc;
  if (!rocAuc || !(rocAuc.low > 0.5)) return [];
  const byFall = strengths
    .flatMap(({ sentence, permutation }) => (permutation ? [{ sentence, fall: permutation.rocAuc }] : []))
    .sort((a, b) => b.fall - a.fall);
  const [first] = byFall;
  const share = first ? first.fall / (rocAuc.value - 0.5) : 0;
  return [
    ...(rocAuc.value > hardlyHonest
      ? [
          `A ROC AUC of ${decimal(rocAuc.value, 3)} is hardly ever honest: something may know the outcome. Make sure that what tells most is known when the model is asked: ${byFall
            .slice(0, shown)
            .map(({ sentence }) => sentence)
            .join(', ')}.`,
        ]
      : []),
    ...(first && share >= nearlyAll && keptFeatures(audit).length > 1
      ? [
          `Nearly all of it comes from one column, ${first.sentence}: with its values shuffled, ${percent(Math.min(1, share), 0)} of what the model ranks better than chance is gone. Make sure that it is known when the model is asked.`,
        ]
      : []),
  ];
}
