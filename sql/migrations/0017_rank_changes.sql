-- What changed from the ranking that readers saw before a run to that of the run.

ALTER TABLE handraise.run ADD COLUMN previous_run_id text;
COMMENT ON COLUMN handraise.run.previous_run_id IS 'of a scoring: the run that readers saw when it was published; null for the first';

-- Parts of the change of margin, of the contacts at the head of the list.
CREATE TABLE handraise.margin_change (
  unit_id text NOT NULL,
  program text NOT NULL,
  run_id text NOT NULL,
  contact_id text NOT NULL,
  activity double precision NOT NULL,
  ageing double precision NOT NULL,
  profile double precision NOT NULL,
  model double precision NOT NULL,
  PRIMARY KEY (unit_id, program, run_id, contact_id)
);

-- Who was on the ranking before and is not on that of the run.
CREATE TABLE handraise.gone_contact (
  unit_id text NOT NULL,
  program text NOT NULL,
  run_id text NOT NULL,
  contact_id text NOT NULL,
  reason text NOT NULL,
  PRIMARY KEY (unit_id, program, run_id, contact_id)
);

-- The first run of a program changes nothing, and neither does one whose ranking before was removed.
CREATE VIEW handraise.rank_change AS
SELECT p.program, p.run_id, r.previous_run_id, c.contact_id, c.account_id,
       CASE WHEN c.rank_before IS NULL THEN 'new' WHEN c.rank_now IS NULL THEN 'gone'
            WHEN c.tier_now < c.tier_before THEN 'up' WHEN c.tier_now > c.tier_before THEN 'down' ELSE 'moved' END AS change,
       c.rank_before, c.rank_now, c.probability_before, c.probability_now, c.score_before, c.score_now, c.tier_before, c.tier_now,
       g.reason AS gone_reason, c.margin_now - c.margin_before AS margin_change,
       m.activity, m.ageing, m.profile, m.model, b.as_of AS as_of_before, r.as_of AS as_of_now
FROM handraise.published p
JOIN handraise.run r ON r.program = p.program AND r.run_id = p.run_id
JOIN handraise.run b ON b.program = r.program AND b.run_id = r.previous_run_id AND b.ranking_removed_at IS NULL
CROSS JOIN LATERAL (
  SELECT coalesce(now.contact_id, before.contact_id) AS contact_id, coalesce(now.unit_id, before.unit_id) AS unit_id,
         CASE WHEN now.contact_id IS NULL THEN before.account_id ELSE now.account_id END AS account_id,
         before.rank AS rank_before, now.rank AS rank_now, before.probability AS probability_before,
         now.probability AS probability_now, before.score AS score_before, now.score AS score_now,
         before.tier AS tier_before, now.tier AS tier_now, before.margin AS margin_before, now.margin AS margin_now
  FROM (SELECT * FROM handraise.ranked_contact WHERE program = p.program AND run_id = r.run_id) AS now
  FULL JOIN (SELECT * FROM handraise.ranked_contact WHERE program = p.program AND run_id = b.run_id) AS before
    ON before.contact_id = now.contact_id
) AS c
LEFT JOIN handraise.margin_change m
  ON m.unit_id = c.unit_id AND m.program = p.program AND m.run_id = p.run_id AND m.contact_id = c.contact_id
LEFT JOIN handraise.gone_contact g
  ON g.unit_id = c.unit_id AND g.program = p.program AND g.run_id = p.run_id AND g.contact_id = c.contact_id
WHERE c.rank_before IS NULL OR c.rank_now IS NULL OR c.rank_before <> c.rank_now OR c.margin_before <> c.margin_now
   OR c.probability_before <> c.probability_now OR c.score_before <> c.score_now OR c.tier_before <> c.tier_now;

COMMENT ON VIEW handraise.rank_change IS
  'one row per contact that stands otherwise than in the ranking that readers saw before: the feed for whoever writes scores back; its key is program, run_id, contact_id';
COMMENT ON COLUMN handraise.rank_change.program IS 'the program that ranks; filter by it';
COMMENT ON COLUMN handraise.rank_change.run_id IS 'the run that readers see now';
COMMENT ON COLUMN handraise.rank_change.previous_run_id IS 'the run that readers saw when that one was published';
COMMENT ON COLUMN handraise.rank_change.contact_id IS 'the contact''s id as in the CRM';
COMMENT ON COLUMN handraise.rank_change.account_id IS 'its account now, or before for who is gone; null for contacts without one';
COMMENT ON COLUMN handraise.rank_change.change IS
  'new: not ranked before; gone: not ranked now; up and down: in another tier; moved: in the same tier with another rank or score';
COMMENT ON COLUMN handraise.rank_change.rank_before IS 'null for new ones';
COMMENT ON COLUMN handraise.rank_change.rank_now IS 'null for gone ones';
COMMENT ON COLUMN handraise.rank_change.probability_before IS 'null for new ones';
COMMENT ON COLUMN handraise.rank_change.probability_now IS 'null for gone ones';
COMMENT ON COLUMN handraise.rank_change.score_before IS 'null for new ones';
COMMENT ON COLUMN handraise.rank_change.score_now IS 'null for gone ones';
COMMENT ON COLUMN handraise.rank_change.tier_before IS 'null for new ones';
COMMENT ON COLUMN handraise.rank_change.tier_now IS 'null for gone ones';
COMMENT ON COLUMN handraise.rank_change.gone_reason IS
  'why a gone one is not ranked any more, as the ledger names it, or not in the data; null for all others';
COMMENT ON COLUMN handraise.rank_change.margin_change IS
  'log-odds by which the margin changed; null for new and gone ones';
COMMENT ON COLUMN handraise.rank_change.activity IS
  'part of that from what happened, or became known, since the run before; null beyond the 2,500 best, and for new and gone ones';
COMMENT ON COLUMN handraise.rank_change.ageing IS 'part of that from time alone: what happened before is longer ago';
COMMENT ON COLUMN handraise.rank_change.profile IS 'part of that from what the CRM says of the contact and its account';
COMMENT ON COLUMN handraise.rank_change.model IS 'part of that from another model; 0 where the model is the same';
COMMENT ON COLUMN handraise.rank_change.as_of_before IS 'as of when the run before looked';
COMMENT ON COLUMN handraise.rank_change.as_of_now IS 'as of when the run looked';
