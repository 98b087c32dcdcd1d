-- Who decided about a stage and why, who approached whom, and every move of a contact from stage to stage.

ALTER TABLE handraise.stage_change ADD COLUMN reason text, ADD COLUMN by text;
COMMENT ON COLUMN handraise.stage_change.reason IS 'why, such as wrongly scored where sales gives somebody back';
COMMENT ON COLUMN handraise.stage_change.by IS 'who decided';
ALTER TABLE handraise.touch ADD COLUMN by text;
COMMENT ON COLUMN handraise.touch.by IS 'who approached the contact';

CREATE TABLE handraise.stage_transition (
  contact_id text NOT NULL,
  program text NOT NULL,
  number integer NOT NULL CHECK (number > 0),
  from_stage text NOT NULL,
  to_stage text NOT NULL,
  cause text NOT NULL CHECK (cause IN ('rule', 'exit', 'person', 'timing', 'wrongly scored', 'wait over', 'stage removed')),
  reason text,
  actor text NOT NULL,
  at timestamptz NOT NULL,
  held_until timestamptz,
  tier text CHECK (tier IN ('A', 'B', 'C', 'D')),
  run_id text,
  PRIMARY KEY (contact_id, program, number)
);
COMMENT ON TABLE handraise.stage_transition IS
  'every move of a contact from stage to stage, only ever added to; who never moved stands in the first stage';
COMMENT ON COLUMN handraise.stage_transition.contact_id IS 'the contact''s id as in the CRM';
COMMENT ON COLUMN handraise.stage_transition.program IS 'the program whose stages they are; filter by it';
COMMENT ON COLUMN handraise.stage_transition.number IS '1 for the contact''s first move; the highest says where it stands';
COMMENT ON COLUMN handraise.stage_transition.from_stage IS 'the stage it left';
COMMENT ON COLUMN handraise.stage_transition.to_stage IS 'the stage it entered';
COMMENT ON COLUMN handraise.stage_transition.cause IS
  'rule (fulfilled what the stage asks), exit (does not any more), person, timing or wrongly scored (sales gave it back), wait over, stage removed (declared no more)';
COMMENT ON COLUMN handraise.stage_transition.reason IS
  'what the rule asked, or what the person said; null where nothing was said';
COMMENT ON COLUMN handraise.stage_transition.actor IS 'who decided; rules where nobody did';
COMMENT ON COLUMN handraise.stage_transition.at IS 'when the person decided, or as of when the run looked';
COMMENT ON COLUMN handraise.stage_transition.held_until IS
  'no rule moves the contact before; infinity: until a person decides again, null: rules may move it at once';
COMMENT ON COLUMN handraise.stage_transition.tier IS 'the contact''s tier in the run that recorded it; null where it was not on the list';
COMMENT ON COLUMN handraise.stage_transition.run_id IS 'the run that recorded it; null for handraise stage';

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON handraise.stage_transition
  FOR EACH STATEMENT EXECUTE FUNCTION handraise.refuse_change();
-- Also where session_replication_role leaves ordinary triggers out.
ALTER TABLE handraise.stage_transition ENABLE ALWAYS TRIGGER append_only;
