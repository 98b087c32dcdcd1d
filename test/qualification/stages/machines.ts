import { type Stages, stagesSchema } from '../../../src/config/stages.ts';
import type { StageFacts } from '../../../src/qualification/stages/facts.ts';

/** Stages as a program may declare them. */
export function stagesOf(declared: Parameters<typeof stagesSchema.parse>[0]): Stages {
  return stagesSchema.parse(declared);
}

/** Five stages from a name to a qualified lead. */
export const fiveStages = stagesOf({
  list: [
    { name: 'names' },
    { name: 'in-profile', enter: { fit: 50 } },
    { name: 'marketing-qualified', says: ['MQL'], enter: { probability: 0.3 }, stay: { probability: 0.2 } },
    { name: 'sales-accepted', enter: 'person' },
    { name: 'sales-qualified', enter: { met: ['budget', 'need'] }, stay: { met: ['budget'] } },
  ],
  timing: { says: ['timing', 'not now'], waitDays: 30 },
  wronglyScored: { to: 'in-profile' },
  recycled: { waitDays: 60, to: 'in-profile' },
});

/** What is known of one contact. */
export interface Known {
  readonly fit?: number;
  readonly probability?: number;
  readonly score?: number;
  readonly tier?: 'A' | 'B' | 'C' | 'D';
  readonly deal?: boolean;
  readonly outcome?: boolean;
  readonly met?: Readonly<Record<string, boolean>>;
}

/** Facts of contacts as columns; what is not said is not known. */
export function factsOf(known: readonly Known[]): StageFacts {
  const flag = (value: boolean | undefined) => (value === undefined ? -1 : Number(value));
  return {
    fit: Float64Array.from(known, ({ fit = Number.NaN }) => fit),
    probability: Float64Array.from(known, ({ probability = Number.NaN }) => probability),
    score: Float64Array.from(known, ({ score = Number.NaN }) => score),
    tier: Int8Array.from(known, ({ tier }) => (tier === undefined ? -1 : 'ABCD'.indexOf(tier))),
    deal: Int8Array.from(known, ({ deal }) => flag(deal)),
    outcome: Int8Array.from(known, ({ outcome }) => flag(outcome)),
    isMet: (contact, criterion) => known[contact]!.met?.[criterion] ?? null,
  };
}
