-- What stands beside an account's probability and never changes it.

ALTER TABLE handraise.ranked_account
  ADD COLUMN momentum text CHECK (momentum IN ('new', 'heating', 'steady', 'cooling')),
  ADD COLUMN activity jsonb,
  ADD COLUMN buying_group jsonb;

CREATE OR REPLACE VIEW handraise.account_candidate AS
SELECT a.program, a.run_id, a.rank, a.account_id, a.account_name, a.domain, a.probability, a.score, a.tier,
       a.eligible_contacts, a.expected_conversions, a.best_contact_id, a.reasons,
       r.as_of, r.model_id, m.family AS model_family, m.fallback, p.published_at,
       a.momentum, a.activity, a.buying_group
FROM handraise.published p
JOIN handraise.run r ON r.program = p.program AND r.run_id = p.run_id
JOIN handraise.model m ON m.program = r.program AND m.model_id = r.model_id
JOIN handraise.ranked_account a ON a.program = p.program AND a.run_id = p.run_id;

COMMENT ON COLUMN handraise.account_candidate.momentum IS
  'the activities of the last 7 days against the 21 before: new (none before), heating or cooling (more or fewer than chance makes of the same rate once in twenty times), steady; null for none in 28 days';
COMMENT ON COLUMN handraise.account_candidate.activity IS
  '{weeks, peopleOfWeek, peopleOfQuarter}: activities in the last 7 days and in each of the three times 7 days before; people active in the last 7 and 90 days';
COMMENT ON COLUMN handraise.account_candidate.buying_group IS
  '{engaged, silent, missing}, each {departments, seniorities} by job title: of people active in the last 90 days, of people who were not, and what most accounts that were won had';
