-- How soon somebody acted on who was handed over, as the last scoring of each program found it.

CREATE INDEX stage_transition_by_people ON handraise.stage_transition (program, contact_id) WHERE run_id IS NULL;

CREATE TABLE handraise.service_level (
  contact_id text NOT NULL,
  program text NOT NULL,
  run_id text NOT NULL,
  stage text NOT NULL,
  handed_over_at timestamptz NOT NULL,
  deadline timestamptz NOT NULL,
  state text NOT NULL CHECK (state IN ('met', 'due', 'breached')),
  acted_at timestamptz,
  tier text CHECK (tier IN ('A', 'B', 'C', 'D')),
  PRIMARY KEY (contact_id, program, stage, handed_over_at)
);
COMMENT ON TABLE handraise.service_level IS
  'one row per hand-off, as the last scoring of each program found it; breached without acted_at is the list of those never acted upon';
COMMENT ON COLUMN handraise.service_level.contact_id IS 'the contact''s id as in the CRM';
COMMENT ON COLUMN handraise.service_level.program IS 'the program that promises; filter by it';
COMMENT ON COLUMN handraise.service_level.run_id IS 'the run that wrote the row';
COMMENT ON COLUMN handraise.service_level.stage IS 'the stage that the contact entered';
COMMENT ON COLUMN handraise.service_level.handed_over_at IS 'when it entered';
COMMENT ON COLUMN handraise.service_level.deadline IS 'when the promised working hours are over';
COMMENT ON COLUMN handraise.service_level.state IS
  'met: somebody acted in time; due: there is time left; breached: nobody acted in time';
COMMENT ON COLUMN handraise.service_level.acted_at IS
  'when somebody first approached the contact, or decided about its stage; null for nobody';
COMMENT ON COLUMN handraise.service_level.tier IS
  'the contact''s tier when it was handed over; null where it was not on the list';
