-- The CRM as Handraise sees it. Imports fill these tables; a company that maps its own leaves them empty.
-- Unique keys contain the distribution column (the account's or contact's id), so that the tables can be sharded.

CREATE TABLE handraise.account (
  id text PRIMARY KEY,
  name text,
  domain text,
  created_at timestamptz,
  attributes jsonb NOT NULL DEFAULT '{}'
);

CREATE TABLE handraise.contact (
  id text PRIMARY KEY,
  account_id text,
  name text,
  email text,
  title text,
  created_at timestamptz NOT NULL,
  attributes jsonb NOT NULL DEFAULT '{}'
);

CREATE TABLE handraise.event (
  id text NOT NULL,
  contact_id text NOT NULL,
  occurred_at timestamptz NOT NULL,
  ingested_at timestamptz,
  kind text NOT NULL,
  value double precision,
  PRIMARY KEY (contact_id, id)
);

CREATE TABLE handraise.outcome (
  contact_id text NOT NULL,
  occurred_at timestamptz NOT NULL,
  ingested_at timestamptz,
  kind text NOT NULL DEFAULT 'outcome',
  PRIMARY KEY (contact_id, kind, occurred_at)
);

CREATE TABLE handraise.opportunity (
  id text PRIMARY KEY,
  account_id text,
  contact_id text,
  created_at timestamptz NOT NULL,
  closed_at timestamptz,
  won boolean
);

CREATE TABLE handraise.attribute_history (
  entity text NOT NULL CHECK (entity IN ('contact', 'account')),
  entity_id text NOT NULL,
  name text NOT NULL,
  value text,
  valid_from timestamptz NOT NULL,
  PRIMARY KEY (entity_id, entity, name, valid_from)
);

CREATE TABLE handraise.suppression (
  contact_id text NOT NULL,
  reason text NOT NULL DEFAULT 'suppressed',
  since timestamptz,
  until timestamptz,
  PRIMARY KEY (contact_id, reason)
);

CREATE TABLE handraise.answer (
  contact_id text NOT NULL,
  question text NOT NULL,
  answer text,
  answered_at timestamptz NOT NULL,
  PRIMARY KEY (contact_id, question, answered_at)
);

CREATE TABLE handraise.touch (
  contact_id text NOT NULL,
  channel text NOT NULL,
  occurred_at timestamptz NOT NULL,
  PRIMARY KEY (contact_id, channel, occurred_at)
);

CREATE TABLE handraise.stage_change (
  contact_id text NOT NULL,
  stage text NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (contact_id, changed_at)
);

-- Models and who decided what about them.

CREATE TABLE handraise.model (
  program text NOT NULL,
  model_id text NOT NULL,
  family text NOT NULL,
  fallback boolean NOT NULL DEFAULT false,
  checksum text NOT NULL,
  data_fingerprint text NOT NULL,
  metrics jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (program, model_id)
);

CREATE TABLE handraise.champion (
  program text PRIMARY KEY,
  model_id text NOT NULL,
  since timestamptz NOT NULL DEFAULT clock_timestamp(),
  FOREIGN KEY (program, model_id) REFERENCES handraise.model (program, model_id)
);

CREATE TABLE handraise.decision (
  program text NOT NULL,
  decision_id bigint GENERATED ALWAYS AS IDENTITY,
  action text NOT NULL CHECK (action IN ('promote', 'rollback', 'refuse')),
  model_id text NOT NULL,
  previous_model_id text,
  reason text,
  decided_by text NOT NULL DEFAULT session_user,
  decided_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (program, decision_id)
);

-- Runs, their rankings, and the one pointer per program that readers follow.

CREATE TABLE handraise.run (
  program text NOT NULL,
  run_id text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('train', 'score')),
  status text NOT NULL CHECK (status IN ('running', 'done', 'failed', 'abandoned')),
  model_id text,
  as_of timestamptz,
  content_hash text,
  started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  finished_at timestamptz,
  failure text,
  PRIMARY KEY (program, run_id)
);

CREATE TABLE handraise.ledger (
  program text NOT NULL,
  run_id text NOT NULL,
  stage text NOT NULL,
  reason text NOT NULL,
  rows bigint NOT NULL CHECK (rows >= 0),
  PRIMARY KEY (program, run_id, stage, reason)
);

CREATE TABLE handraise.ranked_contact (
  unit_id text NOT NULL,
  program text NOT NULL,
  run_id text NOT NULL,
  contact_id text NOT NULL,
  account_id text,
  contact_name text,
  account_name text,
  title text,
  rank integer NOT NULL CHECK (rank > 0),
  probability double precision NOT NULL CHECK (probability >= 0 AND probability <= 1 AND probability <> 'NaN'),
  score smallint NOT NULL CHECK (score BETWEEN 0 AND 100),
  tier text NOT NULL CHECK (tier IN ('A', 'B', 'C', 'D')),
  margin double precision NOT NULL CHECK (margin NOT IN ('NaN', 'Infinity', '-Infinity')),
  base_margin double precision NOT NULL CHECK (base_margin NOT IN ('NaN', 'Infinity', '-Infinity')),
  reasons jsonb NOT NULL,
  as_of timestamptz NOT NULL,
  horizon_ends timestamptz NOT NULL,
  PRIMARY KEY (unit_id, program, run_id, contact_id)
);

CREATE INDEX ranked_contact_by_rank ON handraise.ranked_contact (program, run_id, rank);

CREATE TABLE handraise.ranked_account (
  account_id text NOT NULL,
  program text NOT NULL,
  run_id text NOT NULL,
  account_name text,
  domain text,
  rank integer NOT NULL CHECK (rank > 0),
  probability double precision NOT NULL CHECK (probability >= 0 AND probability <= 1 AND probability <> 'NaN'),
  score smallint NOT NULL CHECK (score BETWEEN 0 AND 100),
  tier text NOT NULL CHECK (tier IN ('A', 'B', 'C', 'D')),
  eligible_contacts integer NOT NULL CHECK (eligible_contacts > 0),
  expected_conversions double precision NOT NULL CHECK (expected_conversions >= 0 AND expected_conversions < 'Infinity'),
  best_contact_id text NOT NULL,
  reasons jsonb NOT NULL,
  PRIMARY KEY (account_id, program, run_id)
);

CREATE INDEX ranked_account_by_rank ON handraise.ranked_account (program, run_id, rank);

CREATE TABLE handraise.published (
  program text PRIMARY KEY,
  run_id text NOT NULL,
  published_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  FOREIGN KEY (program, run_id) REFERENCES handraise.run (program, run_id)
);

CREATE VIEW handraise.candidate AS
SELECT c.program, c.run_id, c.rank, c.contact_id, c.contact_name, c.title, c.account_id, c.account_name,
       c.probability, c.score, c.tier, c.reasons, c.margin, c.base_margin, c.as_of, c.horizon_ends,
       r.model_id, m.family AS model_family, m.fallback, p.published_at
FROM handraise.published p
JOIN handraise.run r ON r.program = p.program AND r.run_id = p.run_id
JOIN handraise.model m ON m.program = r.program AND m.model_id = r.model_id
JOIN handraise.ranked_contact c ON c.program = p.program AND c.run_id = p.run_id;

CREATE VIEW handraise.account_candidate AS
SELECT a.program, a.run_id, a.rank, a.account_id, a.account_name, a.domain, a.probability, a.score, a.tier,
       a.eligible_contacts, a.expected_conversions, a.best_contact_id, a.reasons,
       r.as_of, r.model_id, m.family AS model_family, m.fallback, p.published_at
FROM handraise.published p
JOIN handraise.run r ON r.program = p.program AND r.run_id = p.run_id
JOIN handraise.model m ON m.program = r.program AND m.model_id = r.model_id
JOIN handraise.ranked_account a ON a.program = p.program AND a.run_id = p.run_id;

-- What readers see of the views in their own tools; docs/published-views.md says the same at more length.

COMMENT ON VIEW handraise.candidate IS 'one row per eligible contact of the run each program has published';
COMMENT ON COLUMN handraise.candidate.program IS 'the program that ranks; filter by it';
COMMENT ON COLUMN handraise.candidate.run_id IS 'the run that wrote the row; the same in every row of a program';
COMMENT ON COLUMN handraise.candidate.rank IS '1 is best: by probability, ties by contact id';
COMMENT ON COLUMN handraise.candidate.contact_id IS 'the contact''s id as in the CRM';
COMMENT ON COLUMN handraise.candidate.contact_name IS 'as in the CRM on the day of the run; null where unknown';
COMMENT ON COLUMN handraise.candidate.title IS 'job title as in the CRM on the day of the run; null where unknown';
COMMENT ON COLUMN handraise.candidate.account_id IS 'null for contacts without an account';
COMMENT ON COLUMN handraise.candidate.account_name IS 'null for contacts without an account, and where unknown';
COMMENT ON COLUMN handraise.candidate.probability IS
  'calibrated probability of the outcome within the horizon that begins at as_of; from 0 to 1';
COMMENT ON COLUMN handraise.candidate.score IS
  '0 to 100: percentile of the probability among the contacts the champion was judged on; comparable from run to run of one model';
COMMENT ON COLUMN handraise.candidate.tier IS 'A (score 95 and more), B (80), C (50), D';
COMMENT ON COLUMN handraise.candidate.reasons IS
  'array of {group, contribution, sentence}, strongest first; contributions are log-odds';
COMMENT ON COLUMN handraise.candidate.margin IS
  'log-odds before calibration: base_margin plus the contributions of all reasons';
COMMENT ON COLUMN handraise.candidate.base_margin IS 'the margin everybody starts from';
COMMENT ON COLUMN handraise.candidate.as_of IS 'the instant at which the contact was looked at; nothing later was used';
COMMENT ON COLUMN handraise.candidate.horizon_ends IS 'end of the time the probability speaks about';
COMMENT ON COLUMN handraise.candidate.model_id IS 'the model that scored';
COMMENT ON COLUMN handraise.candidate.model_family IS 'logistic, or points';
COMMENT ON COLUMN handraise.candidate.fallback IS 'true when there was too little data and a points score stands in';
COMMENT ON COLUMN handraise.candidate.published_at IS 'when readers began to see this run';

COMMENT ON VIEW handraise.account_candidate IS 'one row per account with an eligible contact, of the run each program has published';
COMMENT ON COLUMN handraise.account_candidate.program IS 'the program that ranks; filter by it';
COMMENT ON COLUMN handraise.account_candidate.run_id IS
  'the run that wrote the row; the same in every row of a program';
COMMENT ON COLUMN handraise.account_candidate.rank IS '1 is best: by probability, ties by account id';
COMMENT ON COLUMN handraise.account_candidate.account_id IS 'the account''s id as in the CRM';
COMMENT ON COLUMN handraise.account_candidate.account_name IS 'as in the CRM on the day of the run; null where unknown';
COMMENT ON COLUMN handraise.account_candidate.domain IS 'as in the CRM on the day of the run; null where unknown';
COMMENT ON COLUMN handraise.account_candidate.probability IS
  'that at least one of its eligible contacts reaches the outcome; how contacts combine is fitted on past dates and judged on later ones';
COMMENT ON COLUMN handraise.account_candidate.score IS
  '0 to 100: percentile of the probability among the accounts the champion was judged on; comparable from run to run of one model';
COMMENT ON COLUMN handraise.account_candidate.tier IS 'A (score 95 and more), B (80), C (50), D';
COMMENT ON COLUMN handraise.account_candidate.eligible_contacts IS
  'how many of its contacts are on the list of contacts';
COMMENT ON COLUMN handraise.account_candidate.expected_conversions IS 'sum of their probabilities';
COMMENT ON COLUMN handraise.account_candidate.best_contact_id IS 'its contact of the highest rank';
COMMENT ON COLUMN handraise.account_candidate.reasons IS
  'those of that contact: array of {group, contribution, sentence}, strongest first';
COMMENT ON COLUMN handraise.account_candidate.as_of IS 'as of when the run looked';
COMMENT ON COLUMN handraise.account_candidate.model_id IS 'the model that scored';
COMMENT ON COLUMN handraise.account_candidate.model_family IS 'logistic, or points';
COMMENT ON COLUMN handraise.account_candidate.fallback IS
  'true when there was too little data and a points score stands in';
COMMENT ON COLUMN handraise.account_candidate.published_at IS 'when readers began to see this run';
