import type { ColumnType, Generated, GeneratedAlways } from 'kysely';

type Timestamp = ColumnType<Date, Date | string | undefined, Date | string>;

export interface ModelTable {
  program: string;
  model_id: string;
  family: string;
  fallback: Generated<boolean>;
  checksum: string;
  data_fingerprint: string;
  metrics: ColumnType<unknown, string, string>;
  created_at: Timestamp;
  parent_model_id: string | null;
}

export interface ChampionTable {
  program: string;
  model_id: string;
  since: Timestamp;
}

export interface DecisionTable {
  program: string;
  decision_id: GeneratedAlways<string>;
  action: 'promote' | 'override' | 'rollback' | 'refuse';
  model_id: string;
  previous_model_id: string | null;
  reason: string | null;
  gates: ColumnType<unknown, string | null, never>;
  decided_by: GeneratedAlways<string>;
  decided_at: GeneratedAlways<Date>;
  previous_hash: GeneratedAlways<string>;
  hash: GeneratedAlways<string>;
}

export interface RunTable {
  program: string;
  run_id: string;
  kind: 'train' | 'score' | 'recalibrate';
  status: 'running' | 'done' | 'failed' | 'abandoned';
  model_id: string | null;
  as_of: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  content_hash: string | null;
  started_at: Timestamp;
  finished_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  failure: string | null;
  previous_run_id: string | null;
  /** Null while its ranking, if it made one, is there. */
  ranking_removed_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

export interface LedgerTable {
  program: string;
  run_id: string;
  stage: string;
  reason: string;
  rows: ColumnType<string, string | number | bigint, never>;
}

export interface ProfileTable {
  program: string;
  profile_id: string;
  version: number;
  as_of: Timestamp;
  profile: ColumnType<unknown, string, never>;
  made_by: GeneratedAlways<string>;
  made_at: GeneratedAlways<Date>;
}

export interface RankedContactTable {
  unit_id: string;
  program: string;
  run_id: string;
  contact_id: string;
  account_id: string | null;
  contact_name: string | null;
  account_name: string | null;
  title: string | null;
  rank: number;
  probability: number;
  score: number;
  tier: 'A' | 'B' | 'C' | 'D';
  margin: number;
  base_margin: number;
  reasons: ColumnType<unknown, string, string>;
  as_of: Date;
  horizon_ends: Date;
  position: number | null;
  held_by: ColumnType<unknown, string | null, string | null>;
  stage: string | null;
  fit: number | null;
  grid: string | null;
  override: ColumnType<unknown, string | null, string | null>;
  segment: string | null;
  next_question: ColumnType<unknown, string | null, string | null>;
}

export interface RankedAccountTable {
  account_id: string;
  program: string;
  run_id: string;
  account_name: string | null;
  domain: string | null;
  rank: number;
  probability: number;
  score: number;
  tier: 'A' | 'B' | 'C' | 'D';
  eligible_contacts: number;
  expected_conversions: number;
  best_contact_id: string;
  reasons: ColumnType<unknown, string, string>;
  momentum: 'new' | 'heating' | 'steady' | 'cooling' | null;
  activity: ColumnType<unknown, string | null, string | null>;
  buying_group: ColumnType<unknown, string | null, string | null>;
}

export interface RankChangeView {
  program: string;
  run_id: string;
  previous_run_id: string;
  contact_id: string;
  account_id: string | null;
  change: 'new' | 'gone' | 'up' | 'down' | 'moved';
  rank_before: number | null;
  rank_now: number | null;
  probability_before: number | null;
  probability_now: number | null;
  score_before: number | null;
  score_now: number | null;
  tier_before: RankedContactTable['tier'] | null;
  tier_now: RankedContactTable['tier'] | null;
  gone_reason: string | null;
  margin_change: number | null;
  activity: number | null;
  ageing: number | null;
  profile: number | null;
  model: number | null;
  as_of_before: Date;
  as_of_now: Date;
}

export interface PublishedTable {
  program: string;
  run_id: string;
  published_at: Timestamp;
}

export interface OverrideTable {
  program: string;
  override_id: GeneratedAlways<string>;
  contact_id: string;
  direction: 'up' | 'down' | 'never' | 'none';
  reason: string;
  since: Timestamp;
  until: ColumnType<Date | null, Date | string | null, Date | string | null>;
  decided_by: GeneratedAlways<string>;
  recorded_at: GeneratedAlways<Date>;
}

export interface CriterionTable {
  program: string;
  run_id: string;
  criterion: string;
  place: number;
  meaning: string | null;
  required: boolean;
}

export interface EvidenceView {
  program: string;
  run_id: string;
  contact_id: string;
  criterion: string;
  state: 'known' | 'unknown' | 'contradicted';
  met: boolean | null;
  value: string | null;
  source: string | null;
  dated: Date | null;
  expires: Date | null;
  age_days: number | null;
  pieces: unknown;
  required: boolean;
  place: number;
}

export interface RunColumns {
  model_id: string;
  model_family: string;
  fallback: boolean;
  published_at: Date;
}

/** Tables and views of schema `handraise` that statements built with Kysely touch. */
export interface Database {
  'handraise.model': ModelTable;
  'handraise.champion': ChampionTable;
  'handraise.decision': DecisionTable;
  'handraise.run': RunTable;
  'handraise.profile': ProfileTable;
  'handraise.ledger': LedgerTable;
  'handraise.ranked_contact': RankedContactTable;
  'handraise.ranked_account': RankedAccountTable;
  'handraise.published': PublishedTable;
  'handraise.rank_change': RankChangeView;
  'handraise.override': OverrideTable;
  'handraise.criterion': CriterionTable;
  'handraise.evidence': EvidenceView;
  'handraise.candidate': Omit<RankedContactTable, 'unit_id'> & RunColumns;
  'handraise.account_candidate': RankedAccountTable & RunColumns & { as_of: Date };
}
