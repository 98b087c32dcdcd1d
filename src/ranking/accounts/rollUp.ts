import type { FitRun } from '../../model/estimator.ts';
import type { AccountRows } from './accountRows.ts';

/** Accounts at past dates, and what came of them. */
export interface LabelledAccounts {
  readonly rows: AccountRows;
  /** 1 where at least one contact converted. */
  readonly label: Uint8Array;
  /** Number of the account of each row: its rows at several dates are one unit. */
  readonly unit: Int32Array;
}

/** A way from the contacts of an account to its probability, with what it learned. */
export interface FittedRollUp {
  readonly method: string;
  /** Names of the columns of `AccountRows.activity` that it reads. */
  readonly reads: readonly string[];
  /** That at least one of the contacts of each account converts; in [0, 1]. */
  probabilities(accounts: AccountRows): Float64Array;
  /** Plain JSON from which `load` makes an equal one. */
  parameters(): object | null;
}

/** All that is known of a way in which the probabilities of contacts become that of their account, which is never below the best contact's. */
export interface RollUp<Method extends string = string> {
  /** Its name in artefacts. */
  readonly method: Method;
  /** Its name in sentences. */
  readonly title: string;
  /** How it works, in a sentence for people who work the list. */
  readonly works: string;
  /** The probability of an account as a formula of the probabilities p₁ ≥ p₂ ≥ … of its contacts. */
  readonly formula: string;
  /** How many parameters it has, in words where it depends on the data. */
  readonly parameters: string;
  /** Who described it. */
  readonly source: string;
  /**
   * Learns from accounts whose contacts' probabilities are of models that have not learned from them.
   *
   * The order of the rows changes no byte of what is learned. Where the rows are of one class only, what is learned is what is known without any.
   */
  fit(accounts: LabelledAccounts, run?: Pick<FitRun, 'signal'>): Promise<FittedRollUp>;
  /** @throws HandraiseError `artefact` when the parameters have the wrong shape. */
  load(parameters: unknown): FittedRollUp;
}
