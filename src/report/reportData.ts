import type { CommonReason } from '../explain/commonReasons.ts';
import type { GateNotice } from '../notice/notice.ts';
import type { CapacityLine } from '../ranking/capacity.ts';
import type { RankChanges } from '../ranking/change.ts';
import type { ListedEvidence, ListedHandOff } from '../ranking/listed.ts';
import type { RunOutcomes } from '../ranking/outcomes.ts';
import type { RankedAccount, RankedContact } from '../ranking/ranking.ts';
import type { HeldCounts } from '../ranking/standing.ts';
import type { Ledger } from '../snapshot/ledger.ts';
import type { TrainingResultView } from '../training/resultView.ts';
import type { ModelChanges } from './modelChanges.ts';

/** The last decision about a model. */
export interface ModelDecision {
  readonly action: 'promote' | 'override' | 'rollback' | 'refuse';
  /** ISO 8601. */
  readonly decidedAt: string;
  readonly decidedBy: string;
  readonly reason: string | null;
  readonly previousModelId: string | null;
  readonly gates: readonly GateNotice[] | null;
}

/** A training result with what is known of its model only later, or elsewhere. */
export interface CalibrationReportData extends TrainingResultView {
  readonly modelId: string;
  readonly generatedAt: string;
  /** What became of the model; absent of a flat file and where nothing was decided. */
  readonly decision?: ModelDecision;
  /** Whether it is the champion at the time of the report. */
  readonly serving?: boolean;
  /** Against the champion before; absent where there was none. */
  readonly changes?: ModelChanges;
}

/** What the page shows of an account or a person beside the ranking. */
export interface ListedRecord {
  /** What the list can be filtered by, such as `industry` → `Software`. */
  readonly facets: Readonly<Record<string, string>>;
  /** Address of the record in the CRM; null where none is configured. */
  readonly link: string | null;
}

/** The same of a person, who can be reached. */
export interface ListedPerson extends ListedRecord {
  /** Ways to reach the person, such as `email` → an address. */
  readonly reach: Readonly<Record<string, string>>;
  /** The last time the company approached the person; null where nothing says so: no touches are mapped. */
  readonly lastTouch: { readonly at: number; readonly channel: string; readonly by: string | null } | 'never' | null;
  /** What is known of each criterion of qualification; empty where the program has none. */
  readonly evidence: readonly ListedEvidence[];
  /** The last time the person was handed over, and by when somebody must act; null where there was none. */
  readonly handOff: ListedHandOff | null;
}

/** What can be called in a week, and who that is. */
export interface WeekOfCalls {
  /** Contacts that can be called in a week. */
  readonly perWeek: number;
  /** What one, four and thirteen weeks of calls come to, each as far as the list reaches. */
  readonly weeks: readonly { readonly weeks: number; readonly line: CapacityLine }[];
  /** Those of the first week, in rank order. */
  readonly contacts: readonly RankedContact[];
}

/** What the ranked-accounts report shows. */
export interface RankedAccountsReportData {
  readonly program: string;
  readonly title: string;
  readonly outcome: string;
  readonly horizonDays: number;
  readonly asOf: string;
  readonly runId: string;
  readonly modelId: string;
  readonly fallback: boolean;
  readonly generatedAt: string;
  /** All of the ranking that the page shows, in rank order. */
  readonly accounts: readonly RankedAccount[];
  readonly contacts: readonly RankedContact[];
  /** Of the whole ranking, which may be longer than what the page shows. */
  readonly totalAccounts: number;
  readonly totalContacts: number;
  readonly expectedConversions: number;
  readonly week: WeekOfCalls;
  /** By account id; accounts of which nothing is known are absent. */
  readonly accountRecords: ReadonlyMap<string, ListedRecord>;
  /** By contact id. */
  readonly contactRecords: ReadonlyMap<string, ListedPerson>;
  /** What changed since the ranking before; null where there was none, or where it was removed. */
  readonly changes: RankChanges | null;
  /** What became of the newest list whose horizon is over; null where there is none. */
  readonly lastOutcomes: RunOutcomes | null;
  /** What speaks for nearly everybody at the head of the list, said once above it. */
  readonly common: readonly CommonReason[];
  /** Why contacts are not on the list. */
  readonly ledger: Ledger;
  /** Of those ranked, who is kept off the list that is worked. */
  readonly held: HeldCounts;
  /** How far the probabilities could be trusted on past dates, in plain sentences. */
  readonly trust: readonly string[];
  /** The same in a sentence or two. */
  readonly trustInShort: string;
}
