import type { Evidence } from './evidence.ts';
import type { CriterionState } from './nextQuestion.ts';
import type { Finding } from './piece.ts';

const states: readonly CriterionState[] = ['unknown', 'not met', 'met', 'contradicted'];

/** What stands of every criterion of the contacts of a list, one byte each, and how many there are of each. */
export interface CriterionStates {
  of(row: number): readonly CriterionState[];
  readonly counts: readonly CriterionCount[];
}

/** How many of a list's contacts a criterion is known of. */
export interface CriterionCount {
  readonly criterion: string;
  readonly required: boolean;
  readonly met: number;
  readonly notMet: number;
  readonly contradicted: number;
  readonly unknown: number;
}

/** Looks at the evidence of every contact of a list once. @param contact index of the contact of each row. */
export function criterionStates(evidence: Evidence, contact: Int32Array): CriterionStates {
  const { criteria, required } = evidence.rules;
  const codes = new Uint8Array(contact.length * criteria.length);
  const tally = criteria.map(() => [0, 0, 0, 0]);
  for (const [row, of] of contact.entries())
    for (const [criterion, finding] of evidence.findings(of).entries()) {
      const code = states.indexOf(stateOf(finding));
      codes[row * criteria.length + criterion] = code;
      tally[criterion]![code]!++;
    }
  return {
    of: (row) => criteria.map((_, criterion) => states[codes[row * criteria.length + criterion]!]!),
    counts: criteria.map((criterion, i) => {
      const [unknown, notMet, met, contradicted] = tally[i] as [number, number, number, number];
      return { criterion, required: required.includes(i), met, notMet, contradicted, unknown };
    }),
  };
}

function stateOf({ state, met }: Finding): CriterionState {
  if (state !== 'known') return state;
  return met ? 'met' : 'not met';
}
