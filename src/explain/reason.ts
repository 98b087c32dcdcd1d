import type { SimilarCases } from './cohorts.ts';

/** Grouped contribution to a score, in log-odds, with the sentence a marketer reads. */
export interface Reason {
  readonly group: string;
  readonly contribution: number;
  /** Plain words with the value, such as `4 e-mail opens in the last 30 days`. */
  readonly sentence: string;
  /** What became of past cases with about the same value; absent where too few are known, and of reasons that are not told. */
  readonly similar?: SimilarCases;
  /** Whether every value of the group speaks the other way by what became of past cases, so that its sentence would puzzle whoever reads it. */
  readonly unclear?: true;
  /** How much it sets the entry apart from the head of the list, see `arranged`; of a reason that is told. */
  readonly apart?: number;
  /** Whom the sentence is about; of an account of several people, where it is not true of all of them. */
  readonly who?: ReasonPerson;
}

/** The person of an account whom a sentence is about, and how many more of its people it is true of in kind. */
export interface ReasonPerson {
  readonly contactId: string;
  readonly name: string | null;
  readonly others: number;
  /** Eligible people of the account. */
  readonly people: number;
}

/** Why one row has its margin: base plus the contributions of all reasons. */
export interface Explanation {
  readonly base: number;
  /** Strongest first, ties by group; groups that contribute exactly nothing are absent. */
  readonly reasons: readonly Reason[];
}

/** Explains rows of one feature table, in the order asked. */
export type Explain = (rows: Int32Array) => readonly Explanation[];

/** An eligible person of an account. */
export interface AccountPerson {
  /** Row of the feature table. */
  readonly row: number;
  readonly contactId: string;
  readonly name: string | null;
  readonly probability: number;
}

/** The eligible people of an account, those of the highest rank first; the first `carriers` of them carry it. */
export interface AccountPeople {
  readonly people: readonly AccountPerson[];
  readonly carriers: number;
}

/** Explains accounts, in the order asked: contributions are those of the people who carry the account, weighted by their probabilities. */
export type ExplainAccounts = (accounts: readonly AccountPeople[]) => readonly Explanation[];

/** Strongest first, ties by group. */
export function strongestFirst(a: Reason, b: Reason): number {
  return Math.abs(b.contribution) - Math.abs(a.contribution) || (a.group < b.group ? -1 : 1);
}
