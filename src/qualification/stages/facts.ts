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
  let answer: Answer = 'yes';
  for (const one of answers(asked, facts, contact)) {
    if (one === 'no') return 'no';
    if (one === 'unknown') answer = 'unknown';
  }
  return answer;
}

function* answers(asked: Conditions, facts: StageFacts, contact: number): Generator<Answer> {
  for (const number of ['fit', 'probability', 'score'] as const)
    if (asked[number] !== undefined) yield atLeast(facts[number][contact]!, asked[number]);
  if (asked.tier !== undefined) yield oneOfTiers(facts.tier[contact]!, asked.tier);
  if (asked.deal) yield flag(facts.deal[contact]!);
  if (asked.outcome) yield flag(facts.outcome[contact]!);
  for (const criterion of asked.met ?? []) {
    const met = facts.isMet(contact, criterion);
    yield met === null ? 'unknown' : met ? 'yes' : 'no';
  }
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
