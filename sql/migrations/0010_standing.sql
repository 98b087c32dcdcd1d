-- What stands beside a contact's probability and never changes it.

ALTER TABLE handraise.ranked_contact
  ADD COLUMN position integer CHECK (position > 0),
  ADD COLUMN held_by jsonb,
  ADD COLUMN stage text,
  ADD COLUMN fit double precision CHECK (fit BETWEEN 0 AND 100),
  ADD COLUMN grid text,
  ADD COLUMN override jsonb,
  ADD COLUMN segment text,
  ADD COLUMN next_question jsonb;

-- Rows written before have no position: everybody was worked by rank.
CREATE OR REPLACE VIEW handraise.candidate AS
SELECT c.program, c.run_id, c.rank, c.contact_id, c.contact_name, c.title, c.account_id, c.account_name,
       c.probability, c.score, c.tier, c.reasons, c.margin, c.base_margin, c.as_of, c.horizon_ends,
       r.model_id, m.family AS model_family, m.fallback, p.published_at,
       CASE WHEN c.held_by IS NULL THEN coalesce(c.position, c.rank) END AS position,
       coalesce(c.held_by, '[]') AS held_by, c.stage, c.fit, c.grid, c.override, c.segment, c.next_question
FROM handraise.published p
JOIN handraise.run r ON r.program = p.program AND r.run_id = p.run_id
JOIN handraise.model m ON m.program = r.program AND m.model_id = r.model_id
JOIN handraise.ranked_contact c ON c.program = p.program AND c.run_id = p.run_id;

COMMENT ON COLUMN handraise.candidate.position IS
  '1 is worked first: rank order, with whom a person moved up before and whom a person moved down after all others; null for who is kept off the list';
COMMENT ON COLUMN handraise.candidate.held_by IS
  'why the contact is kept off the list: array of {kind, ...} of kinds criterion (criterion, state), exclusion (rule), person, stage (stage); empty for who is on it';
COMMENT ON COLUMN handraise.candidate.stage IS 'stage of qualification after this run; null where the program has no stages';
COMMENT ON COLUMN handraise.candidate.fit IS
  '0 to 100: how like the best customers, apart from what the contact did; null where the program has no profile';
COMMENT ON COLUMN handraise.candidate.grid IS
  'A1 to D4: a letter for the fit, a digit for the engagement; null where the program has no profile';
COMMENT ON COLUMN handraise.candidate.override IS
  'what a person decided: {direction, reason, by, since, until}; null where nobody did';
COMMENT ON COLUMN handraise.candidate.segment IS 'the first segment of the program whose rule holds; null for none';
COMMENT ON COLUMN handraise.candidate.next_question IS
  'the question to ask next: {question, text, incentive, criteria, change}; null where there is none to ask';
