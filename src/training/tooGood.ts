import { keptFeatures } from '../features/audit/auditFeatures.ts';
import { type Notice, notice } from '../notice/notice.ts';
import type { TrainingResult } from './trainingResult.ts';

/** Conventions: people's decisions are not told so well by what is known beforehand. */
const hardlyHonest = 0.99;
/** Share of what the model ranks better than chance from which on one feature carries nearly all of it. */
const nearlyAll = 0.8;
const shown = 3;

/** What makes a result suspicious by itself: it is too good, or one feature carries it; empty where neither is. */
export function tooGoodWarnings({
  candidateModels,
  strengths,
  audit,
}: Pick<TrainingResult, 'candidateModels' | 'strengths' | 'audit'>): readonly Notice[] {
  const rocAuc = candidateModels.find(({ selected }) => selected)?.test.metrics.rocAuc;
  if (!rocAuc || !(rocAuc.low > 0.5)) return [];
  const byFall = strengths
    .flatMap(({ sentence, permutation }) => (permutation ? [{ sentence, fall: permutation.rocAuc }] : []))
    .sort((a, b) => b.fall - a.fall);
  const [first] = byFall;
  const share = first ? first.fall / (rocAuc.value - 0.5) : 0;
  const features = byFall.slice(0, shown).map(({ sentence }) => sentence);
  return [
    ...(rocAuc.value > hardlyHonest ? [notice('too-good', { rocAuc: rocAuc.value, features })] : []),
    ...(first && share >= nearlyAll && keptFeatures(audit).length > 1
      ? [notice('one-feature-carries', { feature: first.sentence, share: Math.min(1, share) })]
      : []),
  ];
}

/** Whether a notice says so. */
export function saysTooGood({ kind }: Notice): boolean {
  return kind === 'too-good' || kind === 'one-feature-carries';
}
