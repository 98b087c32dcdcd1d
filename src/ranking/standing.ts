import type { Instant } from '../time/instant.ts';

/** Why a contact is kept off the list that is worked, as data. */
export type HeldBy =
  | {
      /** A criterion that the program requires, and that is not known to be met. */
      readonly kind: 'criterion';
      readonly criterion: string;
      readonly state: 'unknown' | 'contradicted' | 'not met';
    }
  | {
      /** A firm exclusion of the profile. */
      readonly kind: 'exclusion';
      readonly rule: string;
    }
  /** A person said: never. Who and why stand in the override. */
  | { readonly kind: 'person' }
  | {
      /** A stage outside the list: disqualified, or recycled until a date. */
      readonly kind: 'stage';
      readonly stage: string;
    };

/** How many published contacts are kept off the list that is worked, and by what; who is kept off by two things counts at both. */
export interface HeldCounts {
  readonly people: number;
  /** Most people first. */
  readonly by: readonly { readonly held: HeldBy; readonly people: number }[];
}

/** What a person decided about a contact's place on the list. */
export interface Override {
  /** Worked before all others, after all others, or not at all. */
  readonly direction: 'up' | 'down' | 'never';
  readonly reason: string;
  readonly by: string;
  readonly since: Instant;
  /** When it ends; null for good. */
  readonly until: Instant | null;
}

/** The question whose answer is expected to change the decision about a contact most. */
export interface NextQuestion {
  /** Its name in the survey. */
  readonly question: string;
  readonly text: string;
  /** What is offered for an answer. */
  readonly incentive: string | null;
  /** Criteria that an answer would speak about. */
  readonly criteria: readonly string[];
  /** Expected absolute change of the chance that the contact meets what is asked of it, 0 to 1. */
  readonly change: number;
}

/** What stands beside a probability and never changes it. */
export interface Standing {
  /**
   * 1 is worked first: rank order, with whom a person moved up before and whom a person moved down after all others; null for who is kept
   * off the list.
   */
  readonly position: number | null;
  /** Why it is kept off the list; empty for who is on it. */
  readonly heldBy: readonly HeldBy[];
  readonly stage: string | null;
  /** How like the best customers, 0 to 100, apart from what the contact did. */
  readonly fit: number | null;
  /** A1 to D4: a letter for the fit, a digit for the engagement. */
  readonly grid: string | null;
  readonly override: Override | null;
  readonly segment: string | null;
  readonly nextQuestion: NextQuestion | null;
}

/** A standing but for the position, which depends on all others. */
export type StandingParts = Omit<Standing, 'position'>;

/** Standings of the rows of a ranking's input. */
export interface Standings {
  /** Where a row is worked: before, in or after the order of ranks; `off` the list where something holds it. */
  place(row: number): 'up' | 'rank' | 'down' | 'off';
  of(row: number): StandingParts;
}

/** The standing where nothing is configured and nobody has decided anything. */
export const plainStanding: StandingParts = {
  heldBy: [],
  stage: null,
  fit: null,
  grid: null,
  override: null,
  segment: null,
  nextQuestion: null,
};

/** The plain standing of a rank. Written out, as a list may have a million. */
export function plainStandingAt(rank: number): Standing {
  const { heldBy } = plainStanding;
  return {
    position: rank,
    heldBy,
    stage: null,
    fit: null,
    grid: null,
    override: null,
    segment: null,
    nextQuestion: null,
  };
}
