import type { Conditions } from '../../config/stages.ts';

/** What a run knows of contacts, one entry per contact; NaN and −1 where it does not. */
export interface StageFacts {
  /** From 0 to 100. */
  readonly fit: Float64Array;
  readonly probability: Float64Array;
  /** From 0 to 100. */
  readonly score: Float64Array;
  /** 0 for A to 3 for D. */
  readonly tier: Int8Array;
  /** Whether a deal of the contact, or of its account, is open: 1 or 0. */
  readonly deal: Int8Array;
  /** Whether the outcome was reached: 1 or 0. */
  readonly outcome: Int8Array;
  /** Whether a criterion is known and met; null where nothing is known of it. */
  isMet(contact: number, criterion: string): boolean | null;
}

/** Whether conditions are fulfilled; `unknown` where one that decides is not known. */
export type Answer = 'yes' | 'no' | 'unknown';

/** Whether a contact fulfils all of the conditions: one that it surely does not is enough for a no. */
export function fulfils(asked: Conditions, facts: StageFacts, contact: number): Answer {
  const { fit, probability, score, tier, deal, outcome, met } = asked;
  let answer: Answer = 'yes';
  // Each adds to the answer, and nothing is asked after a no.
  const add = (one: Answer) => {
    if (one !== 'yes') answer = one;
    return one !== 'no';
  };
  if (fit !== undefined && !add(atLeast(facts.fit[contact]!, fit))) return 'no';
  if (probability !== undefined && !add(atLeast(facts.probability[contact]!, probability))) return 'no';
  if (score !== undefined && !add(atLeast(facts.score[contact]!, score))) return 'no';
  if (tier !== undefined && !add(oneOfTiers(facts.tier[contact]!, tier))) return 'no';
  if (deal && !add(flag(facts.deal[contact]!))) return 'no';
  if (outcome && !add(flag(facts.outcome[contact]!))) return 'no';
  for (const criterion of met ?? []) {
    const known = facts.isMet(contact, criterion);
    if (!add(known === null ? 'unknown' : known ? 'yes' : 'no')) return 'no';
  }
  return answer;
}

function atLeast(value: number, least: number): Answer {
  if (Number.isNaN(value)) return 'unknown';
  return value >= least ? 'yes' : 'no';
}

function oneOfTiers(tier: number, least: 'A' | 'B' | 'C'): Answer {
  if (tier < 0) return 'unknown';
  return tier <= 'ABC'.indexOf(least) ? 'yes' : 'no';
}

function flag(value: number): Answer {
  if (value < 0) return 'unknown';
  return value === 1 ? 'yes' : 'no';
}

/** Conditions as the record of transitions has them: `probability >= 0.3, fit >= 60`. */
export function conditionsText(asked: Conditions): string {
  const { fit, probability, score, tier, met = [], deal, outcome } = asked;
  return [
    ...(fit === undefined ? [] : [`fit >= ${fit}`]),
    ...(probability === undefined ? [] : [`probability >= ${probability}`]),
    ...(score === undefined ? [] : [`score >= ${score}`]),
    ...(tier === undefined ? [] : [`tier >= ${tier}`]),
    ...met.map((criterion) => `met: ${criterion}`),
    ...(deal ? ['open deal'] : []),
    ...(outcome ? ['outcome reached'] : []),
  ].join(', ');
}
